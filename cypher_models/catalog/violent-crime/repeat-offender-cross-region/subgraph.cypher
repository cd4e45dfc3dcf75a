MATCH (a:Person {id: $anchor})
OPTIONAL MATCH (a)-[got:RECEIVED]->(v:Verdict)-[in:IN_CASE]->(c:Case)
WHERE v.source = 'ruling' AND any(x IN v.charges WHERE x IN $charges)
WITH a, collect(DISTINCT v)[..60] AS verdicts, collect(DISTINCT got)[..60] AS received,
  collect(DISTINCT in)[..60] AS within, collect(DISTINCT c)[..60] AS cases
UNWIND CASE WHEN size(cases) = 0 THEN [null] ELSE cases END AS c
OPTIONAL MATCH (c)-[heard:HEARD_BY]->(court:Court)
OPTIONAL MATCH (court)-[located:IN_REGION]->(region:Region)
OPTIONAL MATCH (c)-[reviews:REVIEWS]->(f:Case)
OPTIONAL MATCH (other:Person)-[with:DEFENDANT_IN]->(c)
WITH a, verdicts, received, within, cases,
  collect(DISTINCT court) + collect(DISTINCT region) + collect(DISTINCT f) + collect(DISTINCT other)[..60] AS near,
  collect(DISTINCT heard) + collect(DISTINCT located) + collect(DISTINCT reviews) + collect(DISTINCT with)[..90] AS links
RETURN [a] + verdicts + cases + near AS nodes, received + within + links AS relationships
