// A page of neighbours in an order that never changes, each with the relationships to it.
MATCH (n:<label> {id: $id})-[r]-(m)
WHERE ($types IS NULL OR type(r) IN $types)
  AND ($direction = 'both' OR (CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END) = $direction)
WITH n, r, m LIMIT $most
WITH n, m, type(r) AS type, CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END AS direction, collect(r) AS edges
ORDER BY type, direction, labels(m), coalesce(m.name, m.number, m.value, m.id), m.id
WITH n, collect({node: m, edges: edges[..$edges]}) AS found
WITH n, size(found) AS total, found[$offset .. $offset + $limit] AS page
RETURN n AS node, total, page
