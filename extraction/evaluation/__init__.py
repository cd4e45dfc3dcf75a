"""Evaluation: how well records agree with gold that people typed, and what many records say about themselves.

Here live what is compared, scores with intervals, reliability of confidence, faults by kind, and sums over many
records. Nothing here reads a ruling; reading lives in the other folders of extraction.
"""
