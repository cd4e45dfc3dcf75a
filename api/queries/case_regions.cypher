// The regions of the courts that heard cases, from the county up to the province.
UNWIND $numbers AS number
MATCH (c:Case {number: number})-[:HEARD_BY]->(:Court)-[:IN_REGION]->(r:Region)
MATCH (r)-[:PART_OF*0..2]->(wider:Region)
RETURN number, r.name AS region, collect(DISTINCT wider.name) AS wider, collect(DISTINCT wider.id) AS codes
