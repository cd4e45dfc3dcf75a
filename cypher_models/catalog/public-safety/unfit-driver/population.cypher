// Licences that are held: out of these, how many are raised?
MATCH (a:DrivingLicence)
WHERE a.ended IS NULL
RETURN count(a) AS population
