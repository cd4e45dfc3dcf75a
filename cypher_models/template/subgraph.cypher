MATCH (a:Person {id: $anchor})
OPTIONAL MATCH (a)-[got:RECEIVED]->(v:Verdict)-[in:IN_CASE]->(c:Case)
RETURN [a] + collect(DISTINCT v)[..60] + collect(DISTINCT c)[..60] AS nodes,
  collect(DISTINCT got)[..60] + collect(DISTINCT in)[..60] AS relationships
