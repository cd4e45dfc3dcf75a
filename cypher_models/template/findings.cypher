UNWIND $anchors AS id
MATCH (a:Person {id: id})
MATCH (a)-[got:RECEIVED]->(v:Verdict)-[:IN_CASE]->(c:Case)
WHERE true
  // @element sentenced
  AND v.source = 'ruling'
  // @end
WITH a, collect(DISTINCT c.matter) AS matters, collect(DISTINCT c.number) AS cases,
  collect({document: got.document, spans: got.spans, element: 'sentenced'}) AS told
WITH a, matters, cases, told,
  []
  // @element several
  + CASE WHEN size(matters) >= $min_cases THEN ['several-cases'] ELSE [] END
  // @end
  AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: a.id, kind: 'Person', name: a.name} AS target,
  reason_codes,
  {name: a.name, cases: size(matters)} AS columns,
  cases,
  [{entity_id: a.id, name: a.name}] AS persons,
  [] AS organizations,
  [x IN told | x.document] AS documents,
  told AS passages
