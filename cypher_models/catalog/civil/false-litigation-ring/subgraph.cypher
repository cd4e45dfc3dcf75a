MATCH (a:LendingGroup {id: $anchor})
MATCH (m:Person|Organization)-[of:MEMBER_OF]->(a)
WITH a, collect(DISTINCT m)[..60] AS members, collect(DISTINCT of)[..60] AS links
UNWIND members AS m
OPTIONAL MATCH (m)-[party:PARTY_TO]->(c:Case)
WHERE c.cause CONTAINS '民间借贷'
OPTIONAL MATCH (m)-[has:HAS_IDENTIFIER]->(x:Address)
OPTIONAL MATCH (m)<-[represents:REPRESENTS]-(p:Person)
WITH a, members, links,
  collect(DISTINCT c)[..120] AS cases, collect(DISTINCT party)[..240] AS parties,
  collect(DISTINCT x) + collect(DISTINCT p) AS ties, collect(DISTINCT has) + collect(DISTINCT represents) AS tied
UNWIND members AS m
OPTIONAL MATCH (m)<-[acts:ACTS_FOR]-(agent:Person)
OPTIONAL MATCH (agent)-[has:HAS_IDENTIFIER]->(practice:Practice)
WITH a, members, links, cases, parties, ties, tied,
  collect(DISTINCT agent)[..60] + collect(DISTINCT practice)[..30] AS agents,
  collect(DISTINCT acts)[..120] + collect(DISTINCT has)[..60] AS acted
RETURN [a] + members + cases + ties + agents AS nodes, links + parties + tied + acted AS relationships
