UNWIND $anchors AS id
MATCH (a:Person {id: id})

// Settlements for this person that cost the fund something.
MATCH (a)-[:IN_ENTRY]->(m:MedicalClaim)
WHERE true
  // @element paid-by-fund
  AND coalesce(m.fund_paid, 1) > 0
  // @end
  // @element not-refunded
  AND (m.refunded IS NULL OR m.refunded < coalesce(m.fund_paid, m.total))
  // @end
WITH a, [duration('P1Y'), duration('P1M'), duration('P1D')] AS grain, m
WITH a, grain, collect({
    id: m.id, kind: m.kind, provider: m.provider, diagnosis: m.diagnosis, cause: m.cause, fund_paid: m.fund_paid,
    settled: m.settled, admitted: m.admitted, discharged: m.discharged,
    // A visit lies between the first and the last day that its date can mean.
    first: date(m.admitted), last: date(m.admitted) + grain[(size(m.admitted) - 4) / 3] - duration('P1D')
  }) AS claims
WITH a, grain, claims,
  // What has no day of its visit meets no comparison below: the day of settlement doesn't stand in for it.
  [c IN claims WHERE true
  // @element in-person
  AND c.kind IN ['inpatient', 'outpatient', 'emergency']
  // @end
  ] AS in_person,
  [c IN claims WHERE true
  // @element refill
  AND c.kind IN ['chronic', 'pharmacy']
  // @end
  ] AS refills,
  [c IN claims WHERE true
  // @element inpatient
  AND c.kind = 'inpatient'
  // @end
  ] AS admissions

OPTIONAL MATCH (a)-[:IN_ENTRY]->(d:Death)
WITH a, grain, claims, in_person, refills, admissions, collect(d.id) AS certificates,
  max(date(d.died)
  // @element last-death-date
  + grain[(size(d.died) - 4) / 3] - duration('P1D')
  // @end
  ) AS died

OPTIONAL MATCH (a)-[:IN_ENTRY]->(s:CustodyStay|PrisonTerm)
WITH a, claims, in_person, refills, admissions, certificates, died,
  collect(s {
    .id, place: coalesce(s.place, s.prison), from: s.admitted,
    until: coalesce(s.left, s.released
      // @element still-inside
      , s.term_until
      // @end
    )
  }) AS stays

OPTIONAL MATCH (a)-[sued:PARTY_TO]->(k:Case)
WHERE true
  // @element claimant
  AND sued.side = 'claimant'
  // @end
  // @element injury-case
  AND k.cause IN $third_party_causes
  // @end
  // @element compensated
  AND (k.result IN ['支持', '部分支持'] OR k.mediated = true)
  // @end
WITH a, claims, in_person, refills, admissions, certificates, died, stays,
  collect(k {.number, date: k.judgment_date, document: sued.document, spans: sued.spans}) AS suits

WITH a, claims, in_person, refills, certificates, died, stays, suits,
  [c IN admissions | {claim: c, others: [b IN admissions WHERE true
    // @element another-hospital
    AND b.provider <> c.provider
    // @end
    // @element overlapping
    AND b.last + duration('P1D') < date(c.discharged) AND c.last + duration('P1D') < date(b.discharged)
    // @end
  ]}] AS beside,
  [c IN admissions | {claim: c, before: [b IN admissions WHERE true
    // @element another-stay
    AND b.id <> c.id
    // @end
    // @element same-hospital
    AND b.provider = c.provider
    // @end
    // @element same-diagnosis
    AND b.diagnosis = c.diagnosis
    // @end
    // @element soon-readmitted
    AND date(b.discharged) <= c.first AND c.last <= date(b.discharged) + duration({days: $readmitted_within_days})
    // @end
  ]}] AS followed

WITH a, certificates, died, stays, suits,
  [c IN in_person WHERE true
  // @element after-death
  AND c.first > died
  // @end
  ] AS dead,
  [c IN refills WHERE true
  // @element refill-after-death
  AND c.first > died + duration({days: $refill_days})
  // @end
  ] AS refilled,
  [c IN claims WHERE true
  // @element unknown-visit
  AND c.admitted IS NULL AND date(c.settled) > died
  // @end
  ] AS undated,
  [c IN in_person WHERE true
  // @element in-custody
  AND any(s IN stays WHERE c.first > date(s.from) AND c.last < date(s.until))
  // @end
  ] AS inside,
  [c IN in_person WHERE true
  // @element unknown-release
  AND any(s IN stays WHERE s.until IS NULL AND c.first > date(s.from))
  // @end
  ] AS unknown,
  [x IN beside WHERE true
  // @element at-once
  AND size(x.others) > 0
  // @end
  | x.claim] AS doubled,
  [x IN followed WHERE true
  // @element split-off
  AND size(x.before) > 0
  // @end
  // @element not-planned
  AND none(word IN $planned_words WHERE x.claim.diagnosis CONTAINS word)
  // @end
  | x.claim] AS again,
  [c IN claims WHERE true
  // @element third-party-injury
  AND c.cause IN ['traffic_accident', 'third_party']
  // @end
  // @element judged-later
  AND any(x IN suits WHERE date(x.date) >= coalesce(c.first, date(c.settled)))
  // @end
  ] AS compensated
WITH a, certificates, died, stays, suits, dead, refilled, undated, inside, unknown, doubled, compensated,
  [c IN again WHERE true
  // @element often-split
  AND size(again) >= $min_readmissions
  // @end
  ] AS split
WITH a, certificates, died, stays, suits, dead, refilled, undated, inside, unknown, doubled, compensated, split,
  [x IN [
    {code: 'claim-after-death', claims: dead},
    {code: 'refill-after-death', claims: refilled},
    {code: 'claim-in-custody', claims: inside},
    {code: 'two-hospitals', claims: doubled},
    {code: 'split-admissions', claims: split},
    {code: 'third-party-paid', claims: compensated},
    {code: 'needs-visit-date', claims: undated},
    {code: 'needs-release-date', claims: unknown}
  ] WHERE true
  // @element contradiction
  AND size(x.claims) > 0
  // @end
  ] AS raised
UNWIND raised AS each
UNWIND each.claims AS c
WITH a, certificates, died, stays, suits, raised, c.id AS claim, head(collect(c)) AS told,
  collect(each.code) AS why
WITH a, certificates, died, stays, suits, [x IN raised | x.code] AS reason_codes,
  sum(told.fund_paid) AS fund_paid,
  collect({claim: told.id, kind: told.kind, provider: told.provider, admitted: told.admitted,
    discharged: told.discharged, settled: told.settled, fund_paid: told.fund_paid, why: why}) AS odd
RETURN
  a.id AS anchor,
  {id: a.id, kind: 'Person', name: a.name} AS target,
  reason_codes,
  {
    name: a.name, died: toString(died), stays: [s IN stays | {place: s.place, from: s.from, until: s.until}],
    claims: odd, cases: [x IN suits | x.number], fund_paid_yuan: fund_paid
  } AS columns,
  [x IN suits | x.number] AS cases,
  [{entity_id: a.id, name: a.name}] AS persons,
  [] AS organizations,
  [x IN suits | x.document] AS documents,
  [x IN odd | {entry: x.claim, columns: ['admitted', 'discharged', 'provider', 'fund_paid'], element: 'contradiction'}]
    + [x IN certificates | {entry: x, columns: ['died'], element: 'after-death'}]
    + [s IN stays | {entry: s.id, columns: ['admitted', 'left', 'released'], element: 'in-custody'}]
    + [x IN suits | {document: x.document, spans: x.spans, element: 'claimant'}] AS passages
