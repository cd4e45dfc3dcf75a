MATCH (a:Person {id: $anchor})
OPTIONAL MATCH (a)-[did:COMMITTED]->(o:Offence)-[in:IN_CASE]->(c:Case)
WHERE o.charge IN $charges
WITH a, collect(DISTINCT o)[..60] AS offences, collect(DISTINCT did)[..60] AS done, collect(DISTINCT in)[..60] AS within,
  collect(DISTINCT c)[..60] AS cases
UNWIND CASE WHEN size(cases) = 0 THEN [null] ELSE cases END AS c
OPTIONAL MATCH (c)<-[in:IN_CASE]-(o:Offence)<-[did:COMMITTED]-(b:Person)
OPTIONAL MATCH (c)-[heard:HEARD_BY]->(court:Court)
WITH a, offences, done, within, cases,
  collect(DISTINCT o)[..90] + collect(DISTINCT b)[..60] + collect(DISTINCT court) AS near,
  collect(DISTINCT in)[..90] + collect(DISTINCT did)[..90] + collect(DISTINCT heard) AS links
RETURN [a] + offences + cases + near AS nodes, done + within + links AS relationships
