MATCH (a:Verdict {id: $anchor})
OPTIONAL MATCH (p:Person)-[got:RECEIVED]->(a)
OPTIONAL MATCH (a)-[in:IN_CASE]->(c:Case)
OPTIONAL MATCH (c)-[heard:HEARD_BY]->(court:Court)
OPTIONAL MATCH (a)-[charged:FOR_CHARGE]->(charge:Charge)
OPTIONAL MATCH (document:Document)-[records:RECORDS]->(c)
WITH a, p, c,
  collect(DISTINCT p) + collect(DISTINCT c) + collect(DISTINCT court) + collect(DISTINCT charge)
    + collect(DISTINCT document) AS near,
  collect(DISTINCT got) + collect(DISTINCT in) + collect(DISTINCT heard) + collect(DISTINCT charged)
    + collect(DISTINCT records) AS links
OPTIONAL MATCH (p)-[did:COMMITTED]->(o:Offence)-[of:IN_CASE]->(oc:Case)
WHERE oc.matter = c.matter
WITH a, near, links, collect(DISTINCT o) + collect(DISTINCT oc) AS offences,
  collect(DISTINCT did) + collect(DISTINCT of) AS done
RETURN [a] + near + offences AS nodes, links + done AS relationships
