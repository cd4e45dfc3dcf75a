// One node, and how many relationships it has.
MATCH (n:<label> {id: $id})
RETURN n AS node, COUNT { (n)--() } AS degree
