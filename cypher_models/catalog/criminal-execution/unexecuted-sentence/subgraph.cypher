MATCH (a:Verdict {id: $anchor})
OPTIONAL MATCH (p:Person)-[got:RECEIVED]->(a)
OPTIONAL MATCH (a)-[in:IN_CASE]->(c:Case)
OPTIONAL MATCH (c)-[heard:HEARD_BY]->(court:Court)
OPTIONAL MATCH (document:Document)-[records:RECORDS]->(c)
WITH a, p, collect(DISTINCT p) + collect(DISTINCT c) + collect(DISTINCT court) + collect(DISTINCT document) AS near,
  collect(DISTINCT got) + collect(DISTINCT in) + collect(DISTINCT heard) + collect(DISTINCT records) AS links
OPTIONAL MATCH (p)-[told:IN_ENTRY]->(entry:CustodyStay|PrisonTerm|ExecutionNotice|CorrectionTerm)
WITH a, near, links, collect(DISTINCT entry)[..100] AS entries, collect(DISTINCT told)[..100] AS told
RETURN [a] + near + entries AS nodes, links + told AS relationships
