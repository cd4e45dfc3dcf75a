// Cases by number: the whole number, its beginning, then anywhere in it.
MATCH (c:Case)
WHERE c.number IN $numbers OR c.number STARTS WITH $plain OR ($anywhere AND c.number CONTAINS $plain)
WITH c ORDER BY c.number IN $numbers DESC, c.judgment_date DESC, c.id LIMIT $most
WITH collect(c) AS found
WITH size(found) AS total, found[$offset .. $offset + $limit] AS page
UNWIND page AS c
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
OPTIONAL MATCH (c)<-[:RECORDS]-(d:Document)
RETURN total, c AS node, c.number IN $numbers AS exact, coalesce(court.name, court.id) AS court, count(DISTINCT d) AS documents
ORDER BY exact DESC, c.judgment_date DESC, c.id
