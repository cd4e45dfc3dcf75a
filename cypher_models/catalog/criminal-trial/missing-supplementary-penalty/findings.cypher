UNWIND $anchors AS id
MATCH (a:Verdict {id: id})
MATCH (p:Person)-[got:RECEIVED]->(a)-[:IN_CASE]->(c:Case)
WHERE true
  // @element ruling
  AND a.source = 'ruling'
  // @end
  // @element standing
  AND a.standing = true
  // @end
  // @element text-whole
  AND NOT EXISTS { MATCH (d:Document)-[:RECORDS]->(c)
    WHERE d.status <> 'read' OR any(x IN d.warnings WHERE split(x, ':')[0] IN $doubtful_warnings) }
  // @end
  // @element law-of-1997
  AND a.date >= '1997-10-01'
  // @end
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
WITH a, p, got, c, head(collect(court)) AS court

// What each charge got of its own, where several are punished together.
OPTIONAL MATCH (a)-[own:FOR_CHARGE]->(charge:Charge)
WITH a, p, got, c, court, collect({charge: charge.name, months: own.months, fine: own.fine_yuan}) AS parts

// Offences of this person in this matter, as first and last possible day.
OPTIONAL MATCH (p)-[did:COMMITTED]->(o:Offence)-[:IN_CASE]->(oc:Case)
WHERE true
  // @element offence-of-this-matter
  AND oc.matter = c.matter
  // @end
WITH a, p, got, c, court, parts,
  [x IN collect({begun: o.date_from, ended: coalesce(o.date_until, o.date_from), document: did.document, spans: did.spans})
  // @element offence-dated
  WHERE x.begun IS NOT NULL
  // @end
  | {
    from: x.begun + substring('-01-01', size(x.begun) - 4),
    until: x.ended + substring('-12-31', size(x.ended) - 4),
    document: x.document, spans: x.spans
  }] AS offences

WITH a, p, got, c, court, parts, offences,
  true
  // @element first-instance
  AND coalesce(c.procedure = '一审', false)
  // @end
  AS first,
  true
  // @element principal-penalty
  AND coalesce(a.penalty IN $penalties, false)
  // @end
  // @element term-read
  AND (a.months IS NOT NULL OR a.penalty IN ['无期徒刑', '死缓', '死刑'])
  // @end
  AS punished,
  true
  // @element no-fine
  AND a.fine_yuan IS NULL
  // @end
  // @element no-confiscation
  AND NOT coalesce(a.confiscation, false)
  // @end
  AS bare,
  reduce(sum = 0.0, x IN parts | sum + coalesce(x.fine, 0.0)) AS told,
  [x IN [a.fine_yuan] + [y IN parts | y.fine]
  // @element fine-read
  WHERE x > 0
  // @end
  ] AS fines

// Charges that demand a fine in every band, those among them that have none, and what is needed to be sure.
WITH a, p, got, c, court, parts, offences, first, punished, bare, told, fines,
  [rule IN $fine_rules
  // @element mandatory-fine
  WHERE split(rule, '@')[0] IN a.charges
  // @end
  | {charge: split(rule, '@')[0], since: split(rule, '@')[1]}] AS demanded
WITH a, p, got, c, court, parts, offences, first, fines, demanded,
  [x IN demanded
  // @element whole-verdict
  WHERE punished AND bare
  // @end
  ] AS lacking,
  [x IN demanded
  // @element charge-accounted
  WHERE told = a.fine_yuan AND NOT coalesce(a.confiscation, false) AND NOT coalesce(a.merges_earlier, false)
    AND a.penalty = '有期徒刑' AND any(y IN parts WHERE y.charge = x.charge AND y.months > 6 AND y.fine IS NULL)
  // @end
  ] AS lacking_own
WITH a, p, got, c, court, offences, first, fines, lacking_own,
  [x IN lacking
  // @element charge-punished
  WHERE NOT (any(y IN parts WHERE y.charge = x.charge AND y.months IS NULL)
    AND any(y IN parts WHERE y.months IS NOT NULL))
  // @end
  ] AS lacking
WITH a, p, got, c, court, offences, first, fines,
  [x IN [y IN lacking | {charge: y.charge, since: y.since, code: 'fine-missing'}]
    + [y IN lacking_own | {charge: y.charge, since: y.since, code: 'fine-missing-for-charge'}]
  // @element law-in-force
  WHERE a.date >= x.since AND (size(offences) = 0 OR any(o IN offences WHERE o.until >= x.since))
  // @end
  | {charge: x.charge, since: x.since, code: x.code,
    needs: []
    // @element offence-since
    + CASE WHEN size(offences) = 0 OR any(o IN offences WHERE o.from < x.since) THEN ['needs-offence-date'] ELSE [] END
    // @end
    // @element unit-crime
    + CASE WHEN x.charge IN $unit_charges THEN ['needs-unit-role'] ELSE [] END
    // @end
    // @element first-instance
    + CASE WHEN first THEN [] ELSE ['needs-first-instance'] END
    // @end
  }] AS missing
WITH a, p, got, c, court, offences, first, fines,
  [x IN missing
  // @element unit-convicted
  WHERE NOT (x.charge IN $unit_charges AND EXISTS {
    MATCH (unit:Organization)-[:RECEIVED]->(:Verdict)-[:IN_CASE]->(uc:Case) WHERE uc.matter = c.matter })
  // @end
  ] AS missing
WITH a, p, got, c, court, offences, fines, missing,
  []
  // @element fine-missing
  + [y IN ['fine-missing', 'fine-missing-for-charge'] WHERE any(x IN missing WHERE x.code = y AND size(x.needs) = 0)]
  // @end
  // @element fine-may-be-missing
  + CASE WHEN none(x IN missing WHERE size(x.needs) = 0)
    THEN [y IN ['needs-offence-date', 'needs-unit-role', 'needs-first-instance']
      WHERE any(x IN missing WHERE y IN x.needs)]
    ELSE [] END
  // @end
  // @element minors-floor
  + CASE WHEN a.date >= '2000-12-19' AND any(x IN fines WHERE x < $floor_minor_yuan) THEN ['fine-below-floor'] ELSE [] END
  // @end
  // @element adults-floor
  + CASE WHEN a.date >= '2000-12-19' AND NOT coalesce(a.under_18, false) AND size(offences) > 0
      AND any(x IN fines WHERE x >= $floor_minor_yuan AND x < $floor_yuan)
      AND all(o IN offences WHERE toString(toInteger(left(p.birth_date, 4)) + 18)
        + substring(p.birth_date + substring('-12-31', size(p.birth_date) - 4), 4) < o.from)
    THEN ['fine-below-floor'] ELSE [] END
  // @end
  // @element age-known
  + CASE WHEN a.date >= '2000-12-19' AND NOT coalesce(a.under_18, false)
      AND any(x IN fines WHERE x >= $floor_minor_yuan AND x < $floor_yuan)
      AND (p.birth_date IS NULL OR size(offences) = 0) THEN ['needs-age'] ELSE [] END
  // @end
  // @element range-minimum
  + CASE WHEN size(a.charges) = 1 AND a.fine_yuan > 0 AND NOT coalesce(a.merges_earlier, false)
      AND none(x IN a.circumstances WHERE x IN $mitigating)
      AND any(rule IN $fine_ranges WHERE split(rule, '@')[0] = a.charges[0]
        AND a.fine_yuan < toFloat(split(rule, '@')[1])) THEN ['fine-below-range'] ELSE [] END
  // @end
  // @element range-maximum
  + CASE WHEN size(a.charges) = 1 AND NOT coalesce(a.merges_earlier, false)
      AND any(rule IN $fine_ranges WHERE split(rule, '@')[0] = a.charges[0]
        AND a.fine_yuan > toFloat(split(rule, '@')[2])) THEN ['fine-above-range'] ELSE [] END
  // @end
  // @element rights-for-life
  + CASE WHEN first AND a.penalty IN ['无期徒刑', '死缓', '死刑'] AND coalesce(a.political_rights_months, 0) <> -1
      AND NOT coalesce(a.under_18, false) THEN ['rights-missing'] ELSE [] END
  // @end
  // @element rights-for-chapter-one
  + CASE WHEN first AND a.political_rights_months IS NULL AND NOT coalesce(a.under_18, false)
      AND a.penalty IN ['有期徒刑', '拘役', '管制'] AND any(x IN a.charges WHERE x IN $chapter_one_charges)
    THEN ['rights-missing-chapter-one'] ELSE [] END
  // @end
  AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: p.id, kind: 'Person', name: p.name} AS target,
  reason_codes,
  {
    name: p.name, court: court.name, case_number: c.number, judgment_date: a.date, charges: a.charges,
    penalty: a.penalty, months: a.months, fine_yuan: a.fine_yuan, political_rights_months: a.political_rights_months,
    missing: [x IN missing | {charge: x.charge, since: x.since, needs: x.needs}],
    offences: [o IN offences | {from: o.from, until: o.until}]
  } AS columns,
  [c.number] AS cases,
  [{entity_id: p.id, name: p.name}] AS persons,
  [] AS organizations,
  [got.document] + [o IN offences | o.document] AS documents,
  [{document: got.document, spans: got.spans, element: 'principal-penalty'}]
    + [o IN offences | {document: o.document, spans: o.spans, element: 'offence-dated'}] AS passages
