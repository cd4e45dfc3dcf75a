// Neighbours by type, direction and label; at most $most relationships are looked at.
MATCH (n:<label> {id: $id})-[r]-(m)
WITH n, r, m LIMIT $most
WITH type(r) AS type, CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END AS direction, labels(m) AS labels, m
RETURN type, direction, labels, count(DISTINCT m) AS count
ORDER BY type, direction, labels
