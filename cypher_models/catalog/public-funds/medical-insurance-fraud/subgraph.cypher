MATCH (a:Person {id: $anchor})
OPTIONAL MATCH (a)-[told:IN_ENTRY]->(entry:MedicalClaim|Death|CustodyStay|PrisonTerm)
WITH a, collect(DISTINCT entry)[..200] AS entries, collect(DISTINCT told)[..200] AS links
OPTIONAL MATCH (a)-[sued:PARTY_TO]->(k:Case)
WHERE k.cause IN $third_party_causes
WITH a, entries, links, collect(DISTINCT k) AS cases, collect(DISTINCT sued) AS suits
UNWIND entries AS entry
OPTIONAL MATCH (provider:Organization)-[gave:IN_ENTRY]->(entry)
WITH a, entries, links, cases, suits, collect(DISTINCT provider) AS providers, collect(DISTINCT gave) AS gave
RETURN [a] + entries + cases + providers AS nodes, links + suits + gave AS relationships
