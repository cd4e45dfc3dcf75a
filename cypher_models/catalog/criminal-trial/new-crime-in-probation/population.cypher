// Standing convictions of people who have a suspended sentence, told or known: out of these, how many are raised?
MATCH (k:Verdict)
WHERE k.suspended = true
MATCH (k)<-[:RECEIVED]-(:Person)-[:RECEIVED]->(a:Verdict)
WHERE a.source = 'ruling' AND a.standing = true AND a <> k AND a.penalty <> '无罪'
RETURN count(DISTINCT a) AS population
