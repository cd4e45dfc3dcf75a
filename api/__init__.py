"""The API, the services behind it (ingest, leads, review, export) and the command line.

Queries do not live in routes; the explorer is not imported.
"""
