// Which full-text index serves which labels: asked instead of assumed, the schema makes them.
SHOW INDEXES YIELD name, type, labelsOrTypes, state WHERE type = 'FULLTEXT' AND state = 'ONLINE'
RETURN name, labelsOrTypes AS labels
