// The regions of the courts that heard cases, each with the wider ones that it is part of, from the county up.
UNWIND $numbers AS number
MATCH (c:Case {number: number})-[:HEARD_BY]->(:Court)-[:IN_REGION]->(r:Region)
MATCH way = (r)-[:PART_OF*0..2]->(wider:Region)
WITH number, r, wider, length(way) AS steps ORDER BY number, r.id, steps
RETURN number, collect({name: wider.name, code: wider.id, level: wider.level}) AS chain
