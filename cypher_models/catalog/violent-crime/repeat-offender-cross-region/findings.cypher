UNWIND $anchors AS id
MATCH (a:Person {id: id})
WHERE true
  // @element identified
  AND (a.masked = false OR EXISTS { MATCH (a)-[:HAS_IDENTIFIER]->(:IdNumber) })
  // @end
MATCH (a)-[got:RECEIVED]->(v:Verdict)-[:IN_CASE]->(c:Case)
WHERE true
  // @element ruling
  AND v.source = 'ruling'
  // @end
  // @element standing
  AND v.standing = true
  // @end
  // @element sentenced
  AND NOT v.penalty IN ['无罪', '免予刑事处罚']
  // @end
  // @element charges
  AND any(x IN v.charges WHERE x IN $charges)
  // @end
OPTIONAL MATCH (c)-[:REVIEWS*0..4]->(f:Case)-[:HEARD_BY]->(court:Court)
WHERE true
  // @element first-instance-court
  AND NOT EXISTS { MATCH (f)-[:REVIEWS]->(:Case) }
  // @end
WITH a, c, v, got, court
ORDER BY v.date, c.id, court.name
WITH a, c.matter AS matter, head(collect(v)) AS v, head(collect(c)) AS c, head(collect(court)) AS court,
  collect({document: got.document, spans: got.spans, fields: ['/verdicts'], element: 'sentenced'}) AS told
WITH a, matter, v, c, court, told,
  [(a)-[did:COMMITTED]->(:Offence)-[:IN_CASE]->(c)
    | {document: did.document, spans: did.spans, fields: ['/offences/*/date'], element: 'charges'}] AS acts,
  coalesce(v.date, c.judgment_date) AS date
ORDER BY date, c.id
WITH a, collect({
    date: date, city: court.city_code, court: court.name, number: c.number, id: c.id, charges: v.charges,
    penalty: v.penalty, months: v.months, told: told, acts: acts
  }) AS cases
WITH a, [w IN [s IN cases | [x IN cases
    // @element within-years
    WHERE x.date >= s.date AND x.date <= toString(toInteger(left(s.date, 4)) + $window_years) + substring(s.date, 4)
    // @end
    ]]
  WHERE true
  // @element many-cases
  AND size(w) >= $min_cases
  // @end
  // @element several-cities
  AND size(reduce(seen = [], x IN w | CASE WHEN x.city IS NULL OR x.city IN seen THEN seen ELSE seen + x.city END))
    >= $min_cities
  // @end
  ] AS windows
WITH a, windows, reduce(best = [], w IN windows | CASE WHEN size(w) > size(best) THEN w ELSE best END) AS chosen,
  []
  // @element repeated-across-cities
  + CASE WHEN size(windows) > 0 THEN ['cross-region'] ELSE [] END
  // @end
  AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: a.id, kind: 'Person', name: a.name} AS target,
  reason_codes,
  {
    name: a.name, birth_date: a.birth_date, cases: size(chosen),
    cities: size(reduce(seen = [], x IN chosen
      | CASE WHEN x.city IS NULL OR x.city IN seen THEN seen ELSE seen + x.city END)),
    charges: reduce(seen = [], x IN chosen | seen + [y IN x.charges WHERE y IN $charges AND NOT y IN seen]),
    courts: reduce(seen = [], x IN chosen | CASE WHEN x.court IS NULL OR x.court IN seen THEN seen ELSE seen + x.court END),
    first_judgment: head(chosen).date, last_judgment: last(chosen).date,
    sentences: [x IN chosen | {
      case_number: x.number, court: x.court, date: x.date, charges: x.charges, penalty: x.penalty, months: x.months
    }]
  } AS columns,
  [x IN chosen | coalesce(x.number, x.id)] AS cases,
  [{entity_id: a.id, name: a.name}] AS persons,
  [] AS organizations,
  reduce(all = [], x IN chosen | all + [y IN x.told | y.document]) AS documents,
  reduce(all = [], x IN chosen | all + x.told + x.acts + [
    {document: head(x.told).document, fields: ['/court', '/judgment_date'], element: 'first-instance-court'}
  ]) AS passages
