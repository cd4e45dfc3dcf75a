"""The graph: schema as data, connection, the local Neo4j server, loading, identity.

Nothing here knows extraction, models or the API.
"""
