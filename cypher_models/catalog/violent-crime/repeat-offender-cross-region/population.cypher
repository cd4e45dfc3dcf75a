// People with a standing sentence for one of the charges: out of these, how many are raised?
MATCH (v:Verdict)<-[:RECEIVED]-(a:Person)
WHERE v.source = 'ruling' AND v.standing = true AND any(x IN v.charges WHERE x IN $charges)
  AND NOT v.penalty IN ['无罪', '免予刑事处罚']
RETURN count(DISTINCT a) AS population
