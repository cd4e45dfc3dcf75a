// People with a dated offence of one of the charges: out of these, how many are raised?
MATCH (o:Offence)<-[:COMMITTED]-(a:Person)
WHERE o.charge IN $charges AND size(o.date_from) >= 7
RETURN count(DISTINCT a) AS population
