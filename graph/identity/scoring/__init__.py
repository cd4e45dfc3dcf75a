"""Scoring: how likely two mentions are one person or organization, by Splink on DuckDB.

Everything a pair's score rests on is the two mentions (with whoever stands beside them in their documents) and the
stored parameters, which change by command only. So the score of a pair is the same whenever and with whatever else
it is computed, and adding documents one by one gives what all at once gives.
"""
