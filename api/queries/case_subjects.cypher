// Cases by kind and cause of action, one case once.
MATCH (c:Case) WHERE c.referred = false
RETURN c.kind AS kind, c.cause AS subject, count(*) AS cases
