UNWIND $anchors AS id
MATCH (a:DrivingLicence {id: id})
MATCH (p:Person)-[:IN_ENTRY]->(a)
WHERE true
  // @element still-held
  AND a.ended IS NULL AND (a.status IS NULL OR a.status IN ['valid', 'points', 'uninspected'])
  // @end

OPTIONAL MATCH (p)-[:IN_ENTRY]->(d:DrugRecord)
WHERE true
  // @element not-withdrawn
  AND (d.corrected IS NULL OR d.corrected = false)
  // @end
  // @element not-voluntary
  AND (d.kind IS NULL OR d.kind <> 'voluntary')
  // @end
WITH a, p, collect(d {.id, .kind, .found, .until, bar_from: coalesce(
    // @element treatment-end
    CASE WHEN d.kind = 'compulsory' THEN d.until END,
    // @end
    d.found)}) AS drugs

OPTIONAL MATCH (p)-[:IN_ENTRY]->(m:MedicalFitness)
WHERE true
  // @element barring-condition
  AND m.condition IN $conditions
  // @end
  // @element not-low-vision
  AND NOT (coalesce(m.condition, '') = 'blind' AND coalesce(m.grade, '') IN ['3', '4'])
  // @end
  // @element not-cleared
  AND m.cleared IS NULL
  // @end
WITH a, p, drugs, collect(m {.id, .condition, .grade, .diagnosed, .confirmed}) AS illnesses

OPTIONAL MATCH (p)-[:IN_ENTRY]->(t:TrafficAccident)
WITH a, p, drugs, illnesses, collect(t {.id, .accident_no, .happened, .liability}) AS accidents
WITH a, p, drugs, illnesses, accidents,
  [d IN drugs WHERE true
  // @element after-use
  AND date(a.issued) > date(d.found)
  // @end
  // @element within-bar
  AND date(a.issued) < date(d.bar_from) + duration({years: $bar_years})
  // @end
  ] AS early,
  [d IN drugs WHERE true
  // @element treatment-ordered
  AND d.kind IN ['community', 'recovery', 'compulsory']
  // @end
  // @element ordered-later
  AND date(d.found) >= date(a.issued)
  // @end
  ] AS kept,
  [m IN illnesses WHERE true
  // @element confirmed
  AND m.confirmed = true
  // @end
  ] AS sure,
  [m IN illnesses WHERE true
  // @element unconfirmed
  AND m.confirmed IS NULL
  // @end
  ] AS unsure
WITH a, p, drugs, illnesses, accidents, early, kept, sure, unsure,
  [m IN sure WHERE true
  // @element certified-later
  AND date(a.physical_checked) > date(m.diagnosed)
  // @end
  ] AS certified
WITH a, p, drugs, illnesses, accidents,
  [x IN [
    {code: 'issued-within-bar', records: early},
    {code: 'kept-in-treatment', records: kept},
    {code: 'unfit-condition', records: sure},
    {code: 'certified-after-diagnosis', records: certified},
    {code: 'needs-confirmation', records: unsure},
    {code: 'needs-issue-date', records: [d IN drugs WHERE true
      // @element issue-unknown
      AND a.issued IS NULL
      // @end
    ]}
  ] WHERE true
  // @element raised
  AND size(x.records) > 0
  // @end
  ] AS raised
WITH a, p, drugs, illnesses, accidents,
  [x IN raised WHERE true
  // @element status-known
  AND a.status IS NOT NULL
  // @end
  | x.code] +
  [x IN raised WHERE true
  // @element status-unknown
  AND a.status IS NULL
  // @end
  | 'needs-status'] AS reason_codes
UNWIND reason_codes AS code
WITH a, p, drugs, illnesses, accidents, collect(DISTINCT code) AS reason_codes
RETURN
  a.id AS anchor,
  {id: p.id, kind: 'Person', name: p.name} AS target,
  reason_codes,
  {
    name: p.name, licence_no: a.licence_no, class: a.class, status: a.status, issued: a.issued,
    physical_checked: a.physical_checked, organ: a.organ,
    drugs: [d IN drugs | {kind: d.kind, found: d.found, until: d.until}],
    illnesses: [m IN illnesses | {condition: m.condition, grade: m.grade, diagnosed: m.diagnosed, confirmed: m.confirmed}],
    accidents: [t IN accidents | {number: t.accident_no, happened: t.happened, liability: t.liability}]
  } AS columns,
  [] AS cases,
  [{entity_id: p.id, name: p.name}] AS persons,
  [] AS organizations,
  [] AS documents,
  [{entry: a.id, columns: ['licence_no', 'status', 'issued', 'physical_checked'], element: 'still-held'}]
    + [d IN drugs | {entry: d.id, columns: ['kind', 'found', 'until'], element: 'within-bar'}]
    + [m IN illnesses | {entry: m.id, columns: ['condition', 'grade', 'diagnosed', 'confirmed'], element: 'barring-condition'}]
    AS passages
