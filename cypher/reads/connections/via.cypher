// Through whom is each of these members reached? The three connections of the viewer made last.
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['grace']
// needs: closed, viewer_connections
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}
LET closed = ['ONLY_ME']
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
CALL (viewer, member, viewer_connections, closed) {
  CALL (member, viewer_connections, closed) {
    MATCH (member)-[:CONNECTED]-(bridge)
    WHERE bridge IN viewer_connections
      AND true /* listable(bridge, member) */
    RETURN bridge
  }
  // By the pair, for of a pattern between the two the connections of one are walked.
  MATCH ()-[tie:CONNECTED {pair: CASE WHEN viewer.id < bridge.id THEN viewer.id + ' ' + bridge.id ELSE bridge.id + ' ' + viewer.id END}]->()
  USING INDEX SEEK tie:CONNECTED(pair)
  WITH bridge, tie.since AS since
  ORDER BY since DESC, bridge.id
  LIMIT 3
  RETURN collect(bridge {.id} /* card(bridge) */) AS via
}
RETURN collect([key, via]) AS answers;
