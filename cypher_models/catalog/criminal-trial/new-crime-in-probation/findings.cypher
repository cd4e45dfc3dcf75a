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
  // @element convicted
  AND a.penalty <> '无罪'
  // @end
  // @element not-revoked-here
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)-[:IN_CASE]->(rc:Case)
    WHERE rc.matter = c.matter AND r.revokes_suspension = true }
  // @end
  // @element not-merged
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)-[:IN_CASE]->(rc:Case)
    WHERE rc.matter = c.matter AND r.merges_earlier = true }
  // @end
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
WITH a, p, got, c, head(collect(court)) AS court
WITH a, p, got, c, court,
  true
  // @element first-instance-known
  AND EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)-[:IN_CASE]->(rc:Case)
    WHERE r.source = 'ruling' AND rc.matter = c.matter AND rc.procedure = '一审' }
  // @end
  AS begun

// Suspended sentences that this matter's rulings tell of him; one whose own ruling is in the graph speaks through that.
OPTIONAL MATCH (p)-[told:RECEIVED]->(k:Verdict)-[:TOLD_IN]->(kc:Case)
WHERE true
  // @element told-in-this-matter
  AND kc.matter = c.matter
  // @end
  // @element told-and-known
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(t:Verdict)-[:IN_CASE]->(tc:Case)
    WHERE t.source = 'ruling' AND tc.matter <> c.matter AND (t.date STARTS WITH k.date
      OR EXISTS { MATCH (k)-[:IN_CASE]->(y:Case) WHERE y.matter = tc.matter }) }
  // @end
WITH a, p, got, c, court, begun, collect({verdict: k, link: told, number: null}) AS priors

// Suspended sentences of his in other matters.
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
WITH a, p, got, c, court, begun, priors, collect({verdict: k, link: had, number: kc.number}) AS rulings
WITH a, p, got, c, court, begun, priors + rulings AS known

// Offences of this person in this matter, begin and end as first and last possible day.
OPTIONAL MATCH (p)-[did:COMMITTED]->(o:Offence)-[:IN_CASE]->(oc:Case)
WHERE true
  // @element offence-of-this-matter
  AND oc.matter = c.matter
  // @end
WITH a, p, got, c, court, begun, known, [duration('P1Y'), duration('P1M'), duration('P1D')] AS grain,
  [x IN collect({begun: o.date_from, ended: coalesce(o.date_until, o.date_from), document: did.document, spans: did.spans})
  // @element offence-dated
  WHERE x.begun IS NOT NULL
  // @end
  ] AS dated
WITH a, p, got, c, court, begun, known, grain,
  [x IN dated | {
    from: date(x.begun), from_late: date(x.begun) + grain[(size(x.begun) - 4) / 3] - duration('P1D'),
    last: date(x.ended), until: date(x.ended) + grain[(size(x.ended) - 4) / 3] - duration('P1D'),
    document: x.document, spans: x.spans
  }] AS offences

UNWIND known AS each
WITH a, p, got, c, court, begun, grain, offences, each.verdict AS k, each.link AS told, each.number AS number
WHERE true
  // @element earlier-suspended
  AND k.suspended = true
  // @end
  // @element earlier-not-served
  AND k.released IS NULL
  // @end
  // @element law-of-1997
  AND k.date >= '1997-10-01'
  // @end
  // @element not-revoked-elsewhere
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(:Verdict)-[:REVOKES]->(x)
    WHERE x = k OR EXISTS { MATCH (k)-[:IN_CASE]->(y:Case) WHERE y.matter = x.matter } }
  // @end
  // @element not-revoked-unnamed
  AND NOT EXISTS { MATCH (p)-[:RECEIVED]->(r:Verdict)
    WHERE r.revokes_suspension = true AND r.date > k.date AND NOT EXISTS { MATCH (r)-[:REVOKES]->() } }
  // @end
WITH a, p, got, c, court, begun, offences, k, told, number,
  date(k.date) AS signed, date(k.date) + grain[(size(k.date) - 4) / 3] - duration('P1D') AS signed_late,
  0
  // @element longest-period
  + coalesce(k.probation_months, CASE WHEN k.penalty = '拘役' THEN 12 ELSE 60 END)
  // @end
  AS longest
WITH a, p, got, c, court, begun, offences, k, told, number, signed,
  signed_late
  // @element effective-date
  + duration({days: 10 + $slack_days})
  // @end
  AS opens,
  signed + duration({months: longest}) AS closes,
  signed_late + duration({days: 10 + $slack_days}) + duration({months: longest}) AS closes_late
WITH a, p, got, c, court, begun, offences,
  [x IN collect({
    charges: k.charges, penalty: coalesce(k.penalty_text, k.penalty), date: k.date, number: number,
    probation_months: k.probation_months, opens: toString(opens), closes: toString(closes), document: told.document,
    spans: told.spans,
    possible: true
    // @element possibly-within
    AND (any(o IN offences WHERE (o.from_late > signed AND o.from < closes_late)
        OR (o.until > signed AND o.last < closes_late))
      OR (size(offences) = 0 AND a.date > k.date
        AND date(a.date) < closes_late + duration({months: $judged_within_months})))
    // @end
    ,
    needs: []
    // @element offence-date-known
    + CASE WHEN size(offences) = 0 THEN ['needs-offence-date'] ELSE [] END
    // @end
    // @element period-known
    + CASE WHEN k.probation_months IS NULL THEN ['needs-probation-length'] ELSE [] END
    // @end
    // @element within-period
    + CASE WHEN size(offences) > 0 AND k.probation_months IS NOT NULL
        AND NOT any(o IN offences WHERE (o.from >= opens AND o.from_late < closes)
          OR (o.last >= opens AND o.until < closes))
      THEN ['needs-effective-date'] ELSE [] END
    // @end
    // @element first-instance-known
    + CASE WHEN begun THEN [] ELSE ['needs-first-instance'] END
    // @end
  })
  // @element possible-earlier
  WHERE x.possible
  // @end
  ] AS earlier

WITH a, p, got, c, court, offences, earlier,
  []
  // @element new-crime-in-period
  + CASE WHEN any(x IN earlier WHERE size(x.needs) = 0) THEN ['new-crime-in-period'] ELSE [] END
  // @end
  // @element may-be-in-period
  + CASE WHEN none(x IN earlier WHERE size(x.needs) = 0)
    THEN [y IN ['needs-effective-date', 'needs-probation-length', 'needs-offence-date', 'needs-first-instance']
      WHERE any(x IN earlier WHERE y IN x.needs)]
    ELSE [] END
  // @end
  AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: p.id, kind: 'Person', name: p.name} AS target,
  reason_codes,
  {
    name: p.name, court: court.name, case_number: c.number, judgment_date: a.date, charges: a.charges,
    penalty: a.penalty, months: a.months,
    earlier: [x IN earlier | {date: x.date, number: x.number, charges: x.charges, penalty: x.penalty,
      probation_months: x.probation_months, opens: x.opens, closes: x.closes, needs: x.needs}],
    offences: [o IN offences | {from: toString(o.from), until: toString(o.until)}]
  } AS columns,
  [c.number] + [x IN earlier WHERE x.number IS NOT NULL | x.number] AS cases,
  [{entity_id: p.id, name: p.name}] AS persons,
  [] AS organizations,
  [got.document] + [x IN earlier | x.document] + [o IN offences | o.document] AS documents,
  [{document: got.document, spans: got.spans, element: 'convicted'}]
    + [x IN earlier | {document: x.document, spans: x.spans, element: 'earlier-suspended'}]
    + [o IN offences | {document: o.document, spans: o.spans, element: 'within-period'}] AS passages
