// The relationships among given nodes (element ids of this very moment); the ends come along to be told apart.
MATCH (n)-[r]->(m)
WHERE elementId(n) IN $nodes AND elementId(m) IN $nodes
RETURN n AS source, r AS edge, m AS target
