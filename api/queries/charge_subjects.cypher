// Verdicts by charge.
MATCH (c:Charge)
RETURN c.name AS subject, COUNT { (c)<-[:FOR_CHARGE]-() } AS cases
