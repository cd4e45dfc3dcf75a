UNWIND $anchors AS id
MATCH (a:Person {id: id})
MATCH (a)-[did:COMMITTED]->(o:Offence)-[:IN_CASE]->(c:Case)
WHERE true
  // @element charges
  AND o.charge IN $charges
  // @end
  // @element dated
  AND size(o.date_from) >= 7
  // @end
MATCH (c)<-[:IN_CASE]-(q:Offence)<-[:COMMITTED]-(b:Person)
WHERE true
  // @element same-act
  AND q.date_from = o.date_from AND q.charge = o.charge
  // @end
  // @element convicted
  AND EXISTS {
    MATCH (b)-[:RECEIVED]->(v:Verdict)-[:IN_CASE]->(c)
    WHERE v.source = 'ruling' AND v.standing = true AND NOT v.penalty IN ['无罪']
  }
  // @end
WITH a, c.matter AS matter, o.date_from AS date, o.charge AS charge, c, did, b
ORDER BY date, matter, b.id
WITH a, matter, date, charge, head(collect(c)) AS c, collect(DISTINCT b) AS people, head(collect(did)) AS did
ORDER BY date, matter, charge
WITH a, collect({
    date: date, number: c.number, id: c.id, charge: charge, people: people, document: did.document, spans: did.spans
  }) AS acts
WITH a, [w IN [s IN acts | [x IN acts
    // @element within-years
    WHERE x.date >= s.date AND x.date <= toString(toInteger(left(s.date, 4)) + $window_years) + substring(s.date, 4)
    // @end
    ]] | w] AS windows
UNWIND windows AS w
WITH a, w, reduce(seen = [], x IN w | seen + [p IN x.people WHERE NOT p IN seen]) AS everybody
WITH a, w, everybody,
  [p IN everybody
  // @element takes-part-often
  WHERE size([x IN w WHERE p IN x.people]) >= $min_acts
  // @end
  ] AS common
WHERE true
  // @element enough-people
  AND size(everybody) >= $min_people
  // @end
  // @element common-members
  AND size(common) >= $min_common
  // @end
  // @element once-a-group
  AND a.id = reduce(least = a.id, p IN common | CASE WHEN p.id < least THEN p.id ELSE least END)
  // @end
WITH a, w, everybody, common
ORDER BY size(w) DESC, head(w).date
WITH a, head(collect({acts: w, everybody: everybody, common: common})) AS chosen
WITH a, chosen,
  []
  // @element group
  + ['group']
  // @end
  AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: a.id, kind: 'Person', name: a.name} AS target,
  reason_codes,
  {
    name: a.name, acts: size(chosen.acts), people: size(chosen.everybody),
    charges: reduce(seen = [], x IN chosen.acts | CASE WHEN x.charge IN seen THEN seen ELSE seen + x.charge END),
    common: [p IN chosen.common | p.name], first_act: head(chosen.acts).date, last_act: last(chosen.acts).date
  } AS columns,
  [x IN chosen.acts | coalesce(x.number, x.id)] AS cases,
  [p IN chosen.everybody | {entity_id: p.id, name: p.name}] AS persons,
  [] AS organizations,
  [x IN chosen.acts | x.document] AS documents,
  reduce(all = [], x IN chosen.acts | all + [
    {document: x.document, spans: x.spans, fields: ['/offences/*/date'], element: 'same-act'},
    {document: x.document, fields: ['/verdicts'], element: 'convicted'},
    {document: x.document, fields: ['/court', '/judgment_date']}
  ]) AS passages
