UNWIND $anchors AS id
MATCH (a:LendingGroup {id: id})
MATCH (m:Person|Organization)-[:MEMBER_OF]->(a)
MATCH (m)-[brought:PARTY_TO]->(c:Case)
WHERE true
  // @element lender-side
  AND brought.side = 'claimant'
  // @end
  // @element private-lending
  AND c.cause CONTAINS '民间借贷'
  // @end
  // @element first-instance
  AND c.procedure = '一审'
  // @end
  // @element not-family
  AND NOT EXISTS {
    MATCH (c)<-[s:PARTY_TO]-(n:Person)
    WHERE s.side = 'respondent' AND (EXISTS { MATCH (m)-[:SPOUSE_OF]-(n) }
      OR (m:Person AND left(m.name, 1) = left(n.name, 1)
        AND EXISTS { MATCH (m)-[:HAS_IDENTIFIER]->(:Address)<-[:HAS_IDENTIFIER]-(n) }))
  }
  // @end
OPTIONAL MATCH (c)-[:HEARD_BY]->(court:Court)
WITH a, c.matter AS matter, m, brought, c, court
ORDER BY c.judgment_date, c.id, m.id
WITH a, matter, collect(DISTINCT m.id) AS claimants, head(collect(c)) AS c, head(collect(court.name)) AS court,
  collect({document: brought.document, spans: brought.spans, element: 'lender-side'}) AS told
WITH a, matter, claimants, c, court, told,
  false
  // @element mediated
  OR coalesce(c.mediated, false) OR coalesce(c.result = '调解', false)
  // @end
  // @element withdrawn
  OR coalesce(c.withdrawn, false) OR coalesce(c.result = '撤诉', false)
  // @end
  // @element default
  OR coalesce(c.by_default, false)
  // @end
  AS soft
WITH a, claimants, c, court, told, soft,
  soft
  // @element ending-unknown
  OR c.result IS NULL OR c.by_default IS NULL
  // @end
  AS open
ORDER BY c.judgment_date, c.id
WITH a, collect({
    date: c.judgment_date, number: c.number, id: c.id, court: court, claimants: claimants, told: told, soft: soft,
    open: open, mediated: c.mediated, withdrawn: c.withdrawn, by_default: c.by_default
  }) AS suits

// Members who lend here and owe, or guarantee, there.
OPTIONAL MATCH (b:Person|Organization)-[:MEMBER_OF]->(a)
OPTIONAL MATCH (b)-[owed:PARTY_TO]->(d:Case)
WHERE true
  // @element borrower-side
  AND owed.side = 'respondent'
  // @end
  // @element private-lending
  AND d.cause CONTAINS '民间借贷'
  // @end
  // @element lends-too
  AND any(x IN suits WHERE b.id IN x.claimants)
  // @end
WITH a, suits, b, d, owed
ORDER BY d.judgment_date, d.id, b.id
WITH a, suits,
  collect(DISTINCT b) AS members,
  [x IN collect(DISTINCT {id: b.id, name: b.name, suit: d.id, number: d.number, document: owed.document,
    spans: owed.spans})
  // @element owes-in-a-suit
  WHERE x.suit IS NOT NULL
  // @end
  ] AS owes
WITH a, suits, members, owes,
  reduce(seen = [], x IN owes | CASE WHEN x.id IN seen THEN seen ELSE seen + x.id END) AS both,
  [w IN [s IN suits | [x IN suits
    // @element within-years
    WHERE x.date >= s.date AND x.date <= toString(toInteger(left(s.date, 4)) + $window_years) + substring(s.date, 4)
    // @end
    ]]
  WHERE true
  // @element many-suits
  AND size(w) >= $min_suits
  // @end
  // @element mostly-ended-softly
  AND 100 * size([x IN w WHERE x.open]) > $ended_percent * size(w)
  // @end
  ] AS windows
WITH a, suits, members, owes, both, windows,
  [w IN windows
  // @element surely-ended-softly
  WHERE 100 * size([x IN w WHERE x.soft]) > $ended_percent * size(w)
  // @end
  ] AS sure
WITH a, members, owes, both, windows, sure, size(sure) > 0 AS certain
WITH a, members, owes, both,
  reduce(best = [], w IN CASE WHEN certain THEN sure ELSE windows END | CASE WHEN size(w) > size(best) THEN w ELSE best END) AS chosen,
  []
  // @element ring
  + CASE WHEN size(sure) > 0 THEN ['ring'] ELSE [] END
  // @end
  // @element ring-open
  + CASE WHEN size(sure) = 0 AND size(windows) > 0 THEN ['needs-endings'] ELSE [] END
  // @end
  AS codes
WITH a, members, owes, both, chosen,
  [x IN codes
  // @element both-sides
  WHERE size(both) >= $min_both_sides
  // @end
  ] AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {id: a.id, kind: 'LendingGroup',
    name: head([x IN members WHERE x.id = substring(a.id, 3) | x.name]) + '等' + toString(size(members)) + '方'} AS target,
  reason_codes,
  {
    name: head([x IN members WHERE x.id = substring(a.id, 3) | x.name]), parties: size(members),
    members: [x IN members | x.name], suits: size(chosen), ended_softly: size([x IN chosen WHERE x.soft]),
    first_suit: head(chosen).date, last_suit: last(chosen).date,
    both_sides: [x IN members WHERE x.id IN both | x.name],
    courts: reduce(seen = [], x IN chosen | CASE WHEN x.court IS NULL OR x.court IN seen THEN seen ELSE seen + x.court END)
  } AS columns,
  [x IN chosen | coalesce(x.number, x.id)] + [x IN owes | coalesce(x.number, x.suit)] AS cases,
  [x IN members WHERE x:Person | {entity_id: x.id, name: x.name}] AS persons,
  [x IN members WHERE x:Organization | {entity_id: x.id, name: x.name}] AS organizations,
  reduce(all = [], x IN chosen | all + [y IN x.told | y.document]) + [x IN owes | x.document] AS documents,
  // For each suit: how it ended, the loan, what ties the members (their agent, address, representative), the parties.
  reduce(all = [], x IN chosen | all
    + [{
      document: head(x.told).document, fields: ['/mediated', '/withdrawn', '/default_parties', '/result'],
      element: CASE WHEN x.mediated THEN 'mediated' WHEN x.withdrawn THEN 'withdrawn' WHEN x.by_default THEN 'default' END
    }, {document: head(x.told).document, fields: ['/loans', '/cause'], element: 'private-lending'}]
    + [(a)<-[of:MEMBER_OF]-()<-[acts:ACTS_FOR]-(agent:Person)
      WHERE acts.case_id = x.id AND ('agent:' + agent.id IN of.ties
        OR any(id IN [(agent)-[:HAS_IDENTIFIER]->(p:Practice) | p.id] WHERE 'agent:' + id IN of.ties))
      | {document: acts.document, spans: acts.spans, element: 'tied-group'}]
    + [(a)<-[of:MEMBER_OF]-()-[has:HAS_IDENTIFIER]->(at:Address)
      WHERE has.case_id = x.id AND 'address:' + at.id IN of.ties
      | {document: has.document, spans: has.spans, element: 'tied-group'}]
    + [(a)<-[of:MEMBER_OF]-()<-[heads:REPRESENTS]-(p:Person)
      WHERE heads.case_id = x.id AND 'representative:' + p.name IN of.ties
      | {document: heads.document, spans: heads.spans, element: 'tied-group'}]
    + x.told + [y IN owes WHERE y.suit = x.id | {document: y.document, spans: y.spans, element: 'borrower-side'}])
    + [x IN owes WHERE none(y IN chosen WHERE y.id = x.suit)
      | {document: x.document, spans: x.spans, element: 'borrower-side'}] AS passages
