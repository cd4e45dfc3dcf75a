// Entities by name, exact names first. The index yields at most $most rows, best first.
CALL db.index.fulltext.queryNodes($index, $lucene, {limit: $most}) YIELD node, score
WHERE node:<labels>
WITH node, score, node.name = $plain OR $plain IN coalesce(node.names, []) AS exact
ORDER BY exact DESC, score DESC, node.mentions DESC, node.id
WITH collect({node: node, score: score, exact: exact}) AS found
WITH size(found) AS total, found[$offset .. $offset + $limit] AS page
UNWIND page AS row
WITH total, row.node AS node, row.score AS score, row.exact AS exact
CALL (node) {
  OPTIONAL MATCH (node)-[:DEFENDANT_IN|PARTY_TO|VICTIM_IN|JUDGED]->(c:Case)-[:HEARD_BY]->(court:Court)
  WITH coalesce(court.name, court.id) AS court, count(DISTINCT c) AS times
  WHERE court IS NOT NULL
  WITH court ORDER BY times DESC, court LIMIT 3
  RETURN collect(court) AS courts
}
CALL (node) {
  OPTIONAL MATCH (node)<-[:OF]-(:Mention)-[:IN_DOCUMENT]->(d:Document)
  RETURN count(DISTINCT d) AS documents
}
RETURN total, node, score, exact, courts, documents
ORDER BY exact DESC, score DESC, node.mentions DESC, node.id
