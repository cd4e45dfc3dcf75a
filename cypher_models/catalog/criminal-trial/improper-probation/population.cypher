// Standing verdicts with a suspended sentence: out of these, how many are raised?
MATCH (a:Verdict)
WHERE a.source = 'ruling' AND a.standing = true AND a.suspended = true
RETURN count(a) AS population
