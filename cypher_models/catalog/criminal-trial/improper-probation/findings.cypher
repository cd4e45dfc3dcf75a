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
  // @element suspended
  AND a.suspended = true
  // @end
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
WITH a, p, got, c, head(collect(court)) AS court

// Offences of this person in this matter, as first and last possible day.
OPTIONAL MATCH (p)-[did:COMMITTED]->(o:Offence)-[:IN_CASE]->(oc:Case)
WHERE true
  // @element offence-of-this-matter
  AND oc.matter = c.matter
  // @end
WITH a, p, got, c, court,
  [x IN collect({begun: o.date_from, ended: coalesce(o.date_until, o.date_from), document: did.document, spans: did.spans})
  // @element offence-dated
  WHERE x.begun IS NOT NULL
  // @end
  | {
    from: x.begun + substring('-01-01', size(x.begun) - 4),
    until: x.ended + substring('-12-31', size(x.ended) - 4),
    last: x.ended + substring('-01-01', size(x.ended) - 4),
    document: x.document, spans: x.spans
  }] AS offences

// Priors that this matter's rulings tell, where the court is silent on 累犯.
OPTIONAL MATCH (p)-[told:RECEIVED]->(k:Verdict)-[:TOLD_IN]->(kc:Case)
WHERE true
  // @element prior-of-this-matter
  AND kc.matter = c.matter
  // @end
  // @element silent
  AND a.recidivist IS NULL
  // @end
  // @element later-fixed-term
  AND a.penalty = '有期徒刑'
  // @end
  // @element later-intentional
  AND any(x IN a.charges WHERE NOT x IN $negligent_charges)
  // @end
  // @element later-adult
  AND NOT coalesce(a.under_18, false)
  // @end
  // @element prior-fixed-term
  AND k.penalty IN ['有期徒刑', '无期徒刑', '死缓']
  // @end
  // @element prior-intentional
  AND NOT (size(coalesce(k.charges, [])) > 0 AND all(x IN k.charges WHERE x IN $negligent_charges))
  // @end
  // @element prior-served
  AND (NOT coalesce(k.suspended, false)
    OR EXISTS { MATCH (r:Verdict)-[:REVOKES]->(k) WHERE r <> a }
    OR EXISTS { MATCH (r:Verdict)-[:REVOKES]->(:Case)<-[:IN_CASE]-(k) WHERE r <> a })
  // @end
  // @element prior-adult
  AND NOT coalesce(k.under_18, false)
  // @end
  // @element prior-not-child
  AND NOT coalesce(toString(toInteger(left(p.birth_date, 4)) + 18)
    + substring(p.birth_date + substring('-01-01', size(p.birth_date) - 4), 4)
    > k.date + substring('-12-31', size(k.date) - 4), false)
  // @end
WITH a, p, got, c, court, offences, k, told,
  true
  // @element parole-end
  AND coalesce(k.released_by, '') <> '假释'
  // @end
  // @element release-told
  AND k.released IS NOT NULL
  // @end
  AS freed
WITH a, p, got, c, court, offences, k, told, freed,
  CASE WHEN freed THEN k.released ELSE k.served_until END AS ended,
  0
  // @element commutation
  + CASE WHEN freed THEN 0 ELSE toInteger(ceil(coalesce(k.months, 300) / 24.0)) END
  // @end
  AS remitted
WITH a, p, got, c, court, offences, k, told, ended,
  toString(toInteger(left(ended, 4)) - remitted) + substring(ended + substring('-01-01', size(ended) - 4), 4) AS early,
  ended + substring('-12-31', size(ended) - 4) AS late,
  toString(toInteger(left(ended, 4)) - remitted + 5) + substring(ended + substring('-01-01', size(ended) - 4), 4)
    AS early_limit,
  toString(toInteger(left(ended, 4)) + 5) + substring(ended + substring('-12-31', size(ended) - 4), 4) AS late_limit,
  k.date + substring('-01-01', size(k.date) - 4) AS judged,
  toString(toInteger(left(k.date, 4)) + toInteger(ceil(k.months / 12.0)) + 5)
    + substring(k.date + substring('-12-31', size(k.date) - 4), 4) AS presumed_limit
WITH a, p, got, c, court, offences,
  [x IN collect({
    charges: k.charges, penalty: coalesce(k.penalty_text, k.penalty), date: k.date, ended: ended,
    document: told.document, spans: told.spans, verdict: k.id,
    possible: true
    // @element within-five-years
    AND ((size(offences) = 0 AND a.date > coalesce(early, judged) AND a.date <= coalesce(late_limit, presumed_limit))
      OR any(o IN offences
        WHERE o.until > coalesce(early, judged) AND o.from <= coalesce(late_limit, presumed_limit)))
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
        AND NOT any(o IN offences WHERE o.from > late AND o.until <= early_limit)
      THEN ['needs-release-date'] ELSE [] END
    // @end
    // @element age-known
    + CASE WHEN coalesce(toString(toInteger(left(p.birth_date, 4)) + 18 + $majority_slack_years)
          + substring(p.birth_date + substring('-12-31', size(p.birth_date) - 4), 4) <= judged, false)
      THEN [] ELSE ['needs-age'] END
    // @end
    // @element prior-known
    + CASE WHEN k.suspended IS NULL OR size(coalesce(k.charges, [])) = 0 THEN ['needs-prior-ruling'] ELSE [] END
    // @end
  })
  // @element possible-prior
  WHERE x.possible
  // @end
  ] AS priors

WITH a, p, got, c, court, offences, priors,
  []
  // @element over-three-years
  + CASE WHEN a.penalty = '有期徒刑' AND a.months > 36 THEN ['over-three-years'] ELSE [] END
  // @end
  // @element recidivist
  + CASE WHEN a.recidivist = true THEN ['recidivist'] ELSE [] END
  // @end
  // @element ringleader
  + CASE WHEN a.ringleader = true AND any(o IN offences WHERE o.last >= '2011-05-01') THEN ['ringleader'] ELSE [] END
  // @end
  // @element period-below-term
  + CASE WHEN a.probation_months < a.months THEN ['period-below-term'] ELSE [] END
  // @end
  // @element period-fixed-term-minimum
  + CASE WHEN a.penalty = '有期徒刑' AND a.probation_months < 12 THEN ['period-below-minimum'] ELSE [] END
  // @end
  // @element period-fixed-term-maximum
  + CASE WHEN a.penalty = '有期徒刑' AND a.probation_months > 60 THEN ['period-above-maximum'] ELSE [] END
  // @end
  // @element period-detention-minimum
  + CASE WHEN a.penalty = '拘役' AND a.probation_months < 2 THEN ['period-below-minimum'] ELSE [] END
  // @end
  // @element period-detention-maximum
  + CASE WHEN a.penalty = '拘役' AND a.probation_months > 12 THEN ['period-above-maximum'] ELSE [] END
  // @end
  // @element prior-meets-65
  + CASE WHEN any(x IN priors WHERE size(x.needs) = 0) THEN ['prior-meets-65'] ELSE [] END
  // @end
  AS wrong,
  []
  // @element ringleader-offence-date
  + CASE WHEN a.ringleader = true AND a.date >= '2011-05-01' AND (size(offences) = 0
      OR (none(o IN offences WHERE o.last >= '2011-05-01') AND any(o IN offences WHERE o.until >= '2011-05-01')))
    THEN ['ringleader-needs-offence-date'] ELSE [] END
  // @end
  // @element prior-may-meet-65
  + CASE WHEN size(priors) > 0 AND none(x IN priors WHERE size(x.needs) = 0)
    THEN [y IN ['needs-release-date', 'needs-offence-date', 'needs-age', 'needs-prior-ruling']
      WHERE any(x IN priors WHERE y IN x.needs)]
    ELSE [] END
  // @end
  AS needed
WITH a, p, got, c, court, offences, priors,
  [x IN wrong
  // @element law-of-1997
  WHERE a.date >= '1997-10-01' AND none(o IN offences WHERE o.from < '1997-10-01')
  // @end
  ]
  // @element law-of-1997
  + CASE WHEN size(wrong) > 0 AND (NOT coalesce(a.date >= '1997-10-01', false)
      OR any(o IN offences WHERE o.from < '1997-10-01')) THEN ['needs-earlier-law'] ELSE [] END
  // @end
  + needed AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: p.id, kind: 'Person', name: p.name} AS target,
  reason_codes,
  {
    name: p.name, court: court.name, case_number: c.number, judgment_date: a.date, charges: a.charges,
    penalty: a.penalty, months: a.months, probation_months: a.probation_months, recidivist: a.recidivist,
    priors: [x IN priors | {charges: x.charges, penalty: x.penalty, date: x.date, ended: x.ended, needs: x.needs}],
    offences: [o IN offences | {from: o.from, until: o.until}]
  } AS columns,
  [c.number] AS cases,
  [{entity_id: p.id, name: p.name}] AS persons,
  [] AS organizations,
  [got.document] + [x IN priors | x.document] + [o IN offences | o.document] AS documents,
  [{document: got.document, spans: got.spans, element: 'suspended'}]
    + [x IN priors | {document: x.document, spans: x.spans, element: 'prior-meets-65'}]
    + [o IN offences | {document: o.document, spans: o.spans,
      element: CASE WHEN size(priors) > 0 THEN 'within-five-years' ELSE 'offence-dated' END}] AS passages
