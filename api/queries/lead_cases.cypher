// Cases by number as shown beside a lead.
UNWIND $numbers AS number
MATCH (c:Case {number: number})
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
OPTIONAL MATCH (c)<-[:RECORDS]-(d:Document)
OPTIONAL MATCH (v:Verdict)-[:IN_CASE]->(c) WHERE v.source = 'ruling' AND EXISTS { (p)-[:RECEIVED]->(v) WHERE p.id IN $entities }
RETURN c AS node, min(coalesce(court.name, court.id)) AS court,
       collect(DISTINCT d.id) AS documents, collect(DISTINCT v) AS verdicts
ORDER BY c.judgment_date, c.number, c.id
