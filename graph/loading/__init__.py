"""Loading: records become rows, rows become the graph, batch by batch; a document's old rows go as its new ones come.

Pure functions make the rows (get → transform); ``writer`` and ``projection`` alone touch Neo4j, ``intake`` and
``projection`` alone the store. Knows identity's result (which mention belongs to which entity), not its rules.
"""
