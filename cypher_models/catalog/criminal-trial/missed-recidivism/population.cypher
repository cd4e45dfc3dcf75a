// Standing sentences of a fixed term or more, on which the court is silent about 累犯, of people with an earlier one.
MATCH (k:Verdict)
WHERE k.penalty IN ['有期徒刑', '无期徒刑', '死缓']
MATCH (k)<-[:RECEIVED]-(:Person)-[:RECEIVED]->(a:Verdict)
WHERE a.source = 'ruling' AND a.standing = true AND a <> k AND a.recidivist IS NULL
  AND a.penalty IN ['有期徒刑', '无期徒刑', '死缓', '死刑']
RETURN count(DISTINCT a) AS population
