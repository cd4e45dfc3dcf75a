"""The catalogue of supervision models: their form, checks, tests and runner.

Queries are files in catalog/, code stands beside it; nothing here knows extraction or the API.
"""
