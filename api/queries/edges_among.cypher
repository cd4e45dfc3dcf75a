// The relationships among given nodes (element ids of this very moment).
MATCH (n)-[r]->(m)
WHERE elementId(n) IN $nodes AND elementId(m) IN $nodes
RETURN r AS edge
