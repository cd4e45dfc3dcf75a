// Standing verdicts that convict: out of these, how many are raised?
MATCH (a:Verdict)
WHERE a.source = 'ruling' AND a.standing = true AND a.penalty <> '无罪'
RETURN count(a) AS population
