MATCH (a:Person {id: $anchor})
OPTIONAL MATCH (a)-[got:RECEIVED]->(v:Verdict)-[in:IN_CASE]->(c:Case)
WITH a, collect(DISTINCT v)[..60] AS verdicts, collect(DISTINCT c)[..60] AS cases,
  collect(DISTINCT got)[..60] AS received, collect(DISTINCT in)[..60] AS within
RETURN [a] + verdicts + cases AS nodes, received + within AS relationships
