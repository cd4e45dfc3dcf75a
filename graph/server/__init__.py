"""The local Neo4j: which jars (jars.lock.toml), how they are fetched, with which Java, how it is started and stopped.

Knows the machine and the file system; knows nothing of schema, queries or documents. A Neo4j elsewhere (by URI)
doesn't pass through here.
"""
