// Insured people with at least one settlement: out of these, how many are raised?
MATCH (a:Person)
WHERE EXISTS { (a)-[:IN_ENTRY]->(:MedicalClaim) }
RETURN count(a) AS population
