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
  // @element prison
  AND a.penalty IN ['有期徒刑', '拘役']
  // @end
  // @element not-suspended
  AND a.suspended = false
  // @end
  // @element named
  AND p.masked = false
  // @end
  // @element left-to-serve
  AND (a.served_until IS NULL OR date(a.served_until) > date(a.date) + duration({days: $delivery_days}))
  // @end
  // @element not-outside
  AND NOT EXISTS { MATCH (p)-[:IN_ENTRY]->(n:ExecutionNotice) WHERE n.outside = true AND n.sent >= a.date }
  // @end
  // @element not-corrected-outside
  AND NOT EXISTS { MATCH (p)-[:IN_ENTRY]->(m:CorrectionTerm)
    WHERE m.kind = 'outside' AND coalesce(m.ended, m.until, '9999') >= a.date }
  // @end
  // @element not-dead
  AND NOT EXISTS { MATCH (p)-[:IN_ENTRY]->(:Death) }
  // @end
  // @element not-by-case
  AND NOT EXISTS { MATCH (c)<-[:CONCERNS]-(s:CustodyStay|PrisonTerm) WHERE s.name = p.name
    AND (s.left IS NULL OR s.left > a.date) }
  // @end

// Stays that reach beyond the judgment; whoever then left on bail was not delivered by them.
OPTIONAL MATCH (p)-[:IN_ENTRY]->(s:CustodyStay|PrisonTerm)
WITH a, p, got, c, collect(s {.id, .admitted, .left_reason, ended: coalesce(s.left, s.released)}) AS stays
WITH a, p, got, c,
  [s IN stays WHERE true
  // @element after-judgment
  AND (s.ended IS NULL OR s.ended > a.date)
  // @end
  // @element left-free
  AND NOT coalesce(s.left_reason, '') IN ['bail', 'residential']
  // @end
  ] AS after,
  stays AS known
WITH a, p, got, c, known, after
WHERE true
  // @element not-taken-in
  AND size(after) = 0
  // @end
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
WITH a, p, got, c, known, head(collect(court.name)) AS court
OPTIONAL MATCH (p)-[:IN_ENTRY]->(n:ExecutionNotice)
WITH a, p, got, c, known, court, collect(n {.id, .notice_no, .sent, .receiver}) AS notices
WITH a, p, got, c, known, court, notices,
  []
  // @element absent
  + CASE WHEN $as_of > toString(date(a.date) + duration({days: $delivery_days})) THEN ['not-delivered'] ELSE [] END
  // @end
  // @element coverage-unknown
  + CASE WHEN $as_of = '' THEN ['needs-coverage'] ELSE [] END
  // @end
  AS reason_codes
UNWIND reason_codes AS code
RETURN
  a.id AS anchor,
  {id: p.id, kind: 'Person', name: p.name} AS target,
  [code] AS reason_codes,
  {
    name: p.name, court: court, case_number: c.number, judgment_date: a.date, charges: a.charges,
    penalty: a.penalty, months: a.months, served_until: a.served_until,
    notices: [n IN notices | {number: n.notice_no, sent: n.sent, to: n.receiver}],
    as_of: $as_of, custody: [s IN known | {from: s.admitted, until: s.ended, reason: s.left_reason}]
  } AS columns,
  [c.number] AS cases,
  [{entity_id: p.id, name: p.name}] AS persons,
  [] AS organizations,
  [got.document] AS documents,
  [{document: got.document, spans: got.spans, element: 'prison'}]
    + [n IN notices | {entry: n.id, columns: ['sent', 'receiver'], element: 'not-taken-in'}]
    + [s IN known | {entry: s.id, columns: ['admitted', 'left', 'left_reason'], element: 'not-taken-in'}] AS passages
