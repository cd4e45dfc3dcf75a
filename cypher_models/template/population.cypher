// People with a verdict: out of these, how many are raised?
MATCH (a:Person)-[:RECEIVED]->(v:Verdict)
WHERE v.source = 'ruling'
RETURN count(DISTINCT a) AS population
