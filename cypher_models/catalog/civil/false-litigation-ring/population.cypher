// Groups of tied lenders: out of these, how many are raised?
MATCH (a:LendingGroup)
RETURN count(a) AS population
