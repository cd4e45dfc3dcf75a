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
  // @element later-fixed-term
  AND a.penalty IN ['有期徒刑', '无期徒刑', '死缓', '死刑']
  // @end
  // @element later-intentional
  AND any(x IN a.charges WHERE NOT x IN $negligent_charges)
  // @end
  // @element later-adult
  AND NOT coalesce(a.under_18, false)
  // @end
  // @element silent
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)-[:IN_CASE]->(rc:Case)
    WHERE rc.matter = c.matter AND r.source = 'ruling' AND r.recidivist IS NOT NULL }
  // @end
  // @element not-merged
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)-[:IN_CASE]->(rc:Case)
    WHERE rc.matter = c.matter AND (r.revokes_suspension = true OR r.merges_earlier = true) }
  // @end
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
WITH a, p, got, c, head(collect(court)) AS court
WITH a, p, got, c, court,
  true
  // @element text-whole
  AND NOT EXISTS { MATCH (d:Document)-[:RECORDS]->(c) WHERE d.status <> 'read' }
  // @end
  AS whole,
  true
  // @element first-instance-known
  AND EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)-[:IN_CASE]->(rc:Case)
    WHERE r.source = 'ruling' AND rc.matter = c.matter AND rc.procedure = '一审' }
  // @end
  AS begun

// Priors that this matter's rulings tell; one whose own ruling is in the graph speaks through that.
OPTIONAL MATCH (p)-[told:RECEIVED]->(k:Verdict)-[:TOLD_IN]->(kc:Case)
WHERE true
  // @element told-in-this-matter
  AND kc.matter = c.matter
  // @end
  // @element told-and-known
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(t:Verdict)-[:IN_CASE]->(tc:Case)
    WHERE t.source = 'ruling' AND tc.matter <> c.matter AND (t.date STARTS WITH k.date
      OR (t.months = k.months AND left(coalesce(k.date, t.date), 4) = left(t.date, 4))
      OR EXISTS { MATCH (k)-[:IN_CASE]->(y:Case) WHERE y.matter = tc.matter }) }
  // @end
WITH a, p, got, c, court, whole, begun,
  collect({verdict: k, link: told, number: null, code: 'prior-in-own-header', released: k.released, by: k.released_by})
    AS priors

// Earlier rulings on him in other matters, and where this matter tells them.
OPTIONAL MATCH (p)-[had:RECEIVED]->(k:Verdict)-[:IN_CASE]->(kc:Case)
WHERE true
  // @element earlier-ruling
  AND k.source = 'ruling'
  // @end
  // @element earlier-standing
  AND k.standing = true
  // @end
  // @element another-matter
  AND kc.matter <> c.matter
  // @end
OPTIONAL MATCH (p)-[:RECEIVED]->(t:Verdict)-[:TOLD_IN]->(tc:Case)
WHERE true
  // @element told-nowhere
  AND tc.matter = c.matter AND (k.date STARTS WITH t.date
    OR (t.months = k.months AND left(coalesce(t.date, k.date), 4) = left(k.date, 4))
    OR EXISTS { MATCH (t)-[:IN_CASE]->(y:Case) WHERE y.matter = kc.matter })
  // @end
WITH a, p, got, c, court, whole, begun, priors, k, had, kc, head(collect(t)) AS twin
WITH a, p, got, c, court, whole, begun, priors, k, had, kc, twin,
  CASE WHEN true
  // @element told-nowhere
  AND twin IS NOT NULL
  // @end
  THEN 'prior-in-own-header' ELSE 'prior-untold' END AS code
WITH a, p, got, c, court, whole, begun, priors,
  collect({verdict: k, link: had, number: kc.number, code: code, released: twin.released, by: twin.released_by})
    AS rulings
WITH a, p, got, c, court, whole, begun, priors + rulings AS known

// Offences of this person in this matter, as first and last possible day.
OPTIONAL MATCH (p)-[did:COMMITTED]->(o:Offence)-[:IN_CASE]->(oc:Case)
WHERE true
  // @element offence-of-this-matter
  AND oc.matter = c.matter
  // @end
WITH a, p, got, c, court, whole, begun, known, [duration('P1Y'), duration('P1M'), duration('P1D')] AS grain,
  [x IN collect({begun: o.date_from, ended: coalesce(o.date_until, o.date_from), document: did.document, spans: did.spans})
  // @element offence-dated
  WHERE x.begun IS NOT NULL
  // @end
  ] AS dated
WITH a, p, got, c, court, whole, begun, known, grain,
  [x IN dated | {
    from: date(x.begun), until: date(x.ended) + grain[(size(x.ended) - 4) / 3] - duration('P1D'),
    document: x.document, spans: x.spans
  }] AS offences

UNWIND known AS each
WITH a, p, got, c, court, whole, begun, grain, offences, each, each.verdict AS k
WHERE true
  // @element prior-fixed-term
  AND k.penalty IN ['有期徒刑', '无期徒刑', '死缓']
  // @end
  // @element prior-intentional
  AND NOT (size(coalesce(k.charges, [])) > 0 AND all(x IN k.charges WHERE x IN $negligent_charges))
  // @end
  // @element prior-served
  AND (NOT coalesce(k.suspended, false)
    OR EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)-[:REVOKES]->(x)
      WHERE x = k OR EXISTS { MATCH (k)-[:IN_CASE]->(y:Case) WHERE y.matter = x.matter } })
  // @end
  // @element prior-adult
  AND NOT coalesce(k.under_18, false)
  // @end
  // @element prior-not-child
  AND NOT coalesce(date(p.birth_date) + duration('P18Y')
    > date(k.date) + grain[(size(k.date) - 4) / 3] - duration('P1D'), false)
  // @end
WITH a, p, got, c, court, whole, begun, grain, offences, each, k,
  true
  // @element parole-end
  AND coalesce(each.by, '') <> '假释'
  // @end
  // @element release-told
  AND each.released IS NOT NULL
  // @end
  AS freed
WITH a, p, got, c, court, whole, begun, grain, offences, each, k,
  CASE WHEN freed THEN each.released ELSE k.served_until END AS ended,
  0
  // @element commutation
  + CASE WHEN freed THEN 0 ELSE toInteger(ceil(coalesce(k.months, 300) / 2.0)) END
  // @end
  AS remitted
WITH a, p, got, c, court, whole, begun, grain, offences, each, k, ended,
  date(ended) - duration({months: remitted}) AS early,
  date(ended) + grain[(size(ended) - 4) / 3] - duration('P1D') AS late,
  date(k.date) AS judged,
  date(k.date) + grain[(size(k.date) - 4) / 3] + duration('P' + toString(k.months) + 'M') + duration('P5Y')
    AS presumed_limit
WITH a, p, got, c, court, whole, begun, offences,
  [x IN collect({
    code: each.code, charges: k.charges, penalty: coalesce(k.penalty_text, k.penalty), months: k.months, date: k.date,
    number: each.number, ended: ended, document: each.link.document, spans: each.link.spans,
    possible: true
    // @element within-five-years
    AND ((size(offences) = 0 AND date(a.date) > coalesce(early, judged)
        AND date(a.date) <= coalesce(late + duration('P5Y'), presumed_limit))
      OR any(o IN offences WHERE o.until > coalesce(early, judged) AND o.until > coalesce(judged, early)
        AND o.from <= coalesce(late + duration('P5Y'), presumed_limit)))
    // @end
    // @element arrested-after-release
    AND NOT coalesce(date(a.served_from) <= late, false)
    // @end
    ,
    needs: []
    // @element offence-date-known
    + CASE WHEN size(offences) = 0 THEN ['needs-offence-date'] ELSE [] END
    // @end
    // @element release-known
    + CASE WHEN ended IS NULL THEN ['needs-release-date'] ELSE [] END
    // @end
    // @element surely-within-five-years
    + CASE WHEN size(offences) > 0 AND ended IS NOT NULL
        AND NOT any(o IN offences WHERE o.from > late AND o.until < early + duration('P5Y'))
      THEN ['needs-release-date'] ELSE [] END
    // @end
    // @element age-known
    + CASE WHEN coalesce(date(p.birth_date) + grain[(size(p.birth_date) - 4) / 3]
          + duration({years: 18 + $majority_slack_years}) <= judged, false)
      THEN [] ELSE ['needs-age'] END
    // @end
    // @element prior-known
    + CASE WHEN k.suspended IS NULL OR size(coalesce(k.charges, [])) = 0 THEN ['needs-prior-ruling'] ELSE [] END
    // @end
    // @element text-whole
    + CASE WHEN whole THEN [] ELSE ['needs-full-text'] END
    // @end
    // @element first-instance-known
    + CASE WHEN begun THEN [] ELSE ['needs-first-instance'] END
    // @end
  })
  // @element possible-prior
  WHERE x.possible
  // @end
  ] AS priors

WITH a, p, got, c, court, offences, priors,
  [y IN ['prior-untold', 'prior-in-own-header']
  // @element meets-65
  WHERE any(x IN priors WHERE x.code = y AND size(x.needs) = 0)
  // @end
  ] AS wrong,
  []
  // @element may-meet-65
  + CASE WHEN size(priors) > 0 AND none(x IN priors WHERE size(x.needs) = 0)
    THEN [y IN ['needs-release-date', 'needs-offence-date', 'needs-age', 'needs-prior-ruling', 'needs-full-text',
        'needs-first-instance'] WHERE any(x IN priors WHERE y IN x.needs)]
    ELSE [] END
  // @end
  AS needed
WITH a, p, got, c, court, offences, priors,
  [x IN wrong
  // @element law-of-1997
  WHERE a.date >= '1997-10-01' AND none(o IN offences WHERE o.from < date('1997-10-01'))
  // @end
  ]
  // @element law-of-1997
  + CASE WHEN size(wrong) > 0 AND (NOT coalesce(a.date >= '1997-10-01', false)
      OR any(o IN offences WHERE o.from < date('1997-10-01'))) THEN ['needs-earlier-law'] ELSE [] END
  // @end
  + needed AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: p.id, kind: 'Person', name: p.name} AS target,
  reason_codes,
  {
    name: p.name, court: court.name, case_number: c.number, judgment_date: a.date, charges: a.charges,
    penalty: a.penalty, months: a.months,
    priors: [x IN priors | {charges: x.charges, penalty: x.penalty, months: x.months, date: x.date, number: x.number,
      ended: x.ended, needs: x.needs}],
    offences: [o IN offences | {from: toString(o.from), until: toString(o.until)}]
  } AS columns,
  [c.number] + [x IN priors WHERE x.number IS NOT NULL | x.number] AS cases,
  [{entity_id: p.id, name: p.name}] AS persons,
  [] AS organizations,
  [got.document] + [x IN priors | x.document] + [o IN offences | o.document] AS documents,
  [{document: got.document, spans: got.spans, element: 'later-fixed-term'}]
    + [x IN priors | {document: x.document, spans: x.spans, element: 'prior-fixed-term'}]
    + [o IN offences | {document: o.document, spans: o.spans, element: 'within-five-years'}] AS passages
