MATCH (a:DrivingLicence {id: $anchor})
OPTIONAL MATCH (p:Person)-[held:IN_ENTRY]->(a)
WITH a, collect(DISTINCT p) AS holders, collect(DISTINCT held) AS links
UNWIND holders AS p
OPTIONAL MATCH (p)-[told:IN_ENTRY]->(entry:DrugRecord|MedicalFitness|TrafficAccident)
WITH a, holders, links, collect(DISTINCT entry)[..100] AS entries, collect(DISTINCT told)[..100] AS told
RETURN [a] + holders + entries AS nodes, links + told AS relationships
