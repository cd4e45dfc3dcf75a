// Standing sentences to a fixed term or detention that are not suspended: out of these, how many are raised?
MATCH (a:Verdict)
WHERE a.source = 'ruling' AND a.standing = true AND a.penalty IN ['有期徒刑', '拘役'] AND a.suspended = false
RETURN count(a) AS population
