// All shortest paths, over the types given; nodes with a hub's label are not passed through.
MATCH (a:<from> {id: $from}), (b:<to> {id: $to})
MATCH p = allShortestPaths((a)-[:<types>*..<length>]-(b))
WHERE none(x IN nodes(p)[1..-1] WHERE any(label IN labels(x) WHERE label IN $hubs))
RETURN p AS path
LIMIT $limit
