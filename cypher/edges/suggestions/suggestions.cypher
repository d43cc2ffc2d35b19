// Whom might a member know? Members two steps away or at the same company, by a score.
// params: $member STRING = 'ada'
// needs: bridges, closed, colleagues, viewer_followers, schoolmates, unsuited

// subject
MATCH (member:Member {id: $member})

LET viewer = member
LET closed = ['ONLY_ME']
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS bridges
}
CALL (viewer) {
  MATCH (other:Member {company: viewer.company})
  WHERE other <> viewer
  RETURN collect(other) AS colleagues
}
CALL (viewer) {
  MATCH (viewer)-[:STUDIED_AT]->(school)<-[:STUDIED_AT]-(other)
  RETURN collect(DISTINCT other) AS schoolmates
}
CALL (viewer) {
  MATCH (viewer)<-[:FOLLOWS]-(other)
  RETURN collect(other) AS viewer_followers
}

// pattern
CALL (bridges, closed, colleagues) {
  UNWIND bridges AS bridge
  LET open = NOT bridge.connectionsVisibility IN closed
  LET weight = 1.0 / log(1 + COUNT { (bridge)-[:CONNECTED]-() })
  MATCH (bridge)-[:CONNECTED]-(node)
  WHERE open
     OR node.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE']
  WITH node, sum(weight) AS shared, count(*) AS edge
  RETURN node, shared, edge
  UNION ALL
  UNWIND colleagues AS node
  WITH node
  WHERE NOT true /* listed_second(node) */
  RETURN node, 0.0 AS shared, 0 AS edge
}
LET common = CASE WHEN node IN colleagues THEN 2 ELSE 0 END
           + CASE WHEN node IN schoolmates THEN 1 ELSE 0 END
           + CASE WHEN node IN viewer_followers THEN 1 ELSE 0 END
RETURN node, edge, round(shared + common, 6) AS rank
ORDER BY rank DESC;

// owner: member = viewer
// visible: node <> viewer AND NOT node IN unsuited AND true /* visible(node) */ AND node.isDiscoverable AND (edge = 0 OR node.connectionsVisibility <> 'HIDDEN')
// order SCORE: round(shared + common, 6) DESC
// row node: node {.id} /* listed_card(node) */
// row score: rank
// row mutual_connection_count: edge
// row reasons: [reason IN [{kind: 'MUTUAL_CONNECTIONS', count: edge}, {kind: 'SAME_COMPANY', count: CASE WHEN node.company = viewer.company THEN 1 ELSE 0 END}, {kind: 'SAME_SCHOOL', count: CASE WHEN true /* same_school(node) */ THEN 1 ELSE 0 END}, {kind: 'FOLLOWS_YOU', count: CASE WHEN true /* follows_viewer(node) */ THEN 1 ELSE 0 END}] WHERE reason.count > 0]
