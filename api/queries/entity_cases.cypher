// The cases of an entity, with what it was there and what it got.
MATCH (n:<label> {id: $id})-[r:DEFENDANT_IN|CHARGED_IN|NOT_PROSECUTED_IN|SANCTIONED_IN|COMMUTED_IN|PARTY_TO|VICTIM_IN|JUDGED]->(c:Case)
WITH n, c, collect(DISTINCT type(r)) AS types, [role IN collect(DISTINCT r.role) WHERE role IS NOT NULL] AS roles
ORDER BY c.judgment_date DESC, c.number, c.id LIMIT $most
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
WITH n, c, types, roles, min(coalesce(court.name, court.id, c.organ)) AS court
OPTIONAL MATCH (n)-[:RECEIVED]->(v:Verdict)-[:IN_CASE]->(c)
WITH c, types, roles, court, collect(v) AS verdicts
OPTIONAL MATCH (c)<-[:RECORDS]-(d:Document)
RETURN c AS node, types, roles, court, verdicts, collect(DISTINCT d.id) AS documents
ORDER BY c.judgment_date DESC, c.number, c.id
