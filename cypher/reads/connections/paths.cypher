// By which shortest ways, of three steps at most, is the viewer connected with each of these members? The best known members in between come last.
// params: $viewer STRING = 'ada', $keys LIST<STRING> = ['noor'], $first INTEGER = 10
// needs: blocked_either_way, viewer_connections
MATCH (viewer:Member {id: $viewer})
WHERE viewer.status <> 'DELETED'
/* [lists */
CALL (viewer) {
  MATCH (viewer)-[:BLOCKS]-(other)
  RETURN collect(other) AS blocked_either_way
}
CALL (viewer) {
  MATCH (viewer)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}
LET closed = ['ONLY_ME']
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
WHERE member <> viewer
  AND true /* visible(member) */
CALL (*) {
  WHEN true /* connected(member) */ THEN {
    RETURN [[viewer, member]] AS ways, [1] AS numbers
  }
  WHEN member.connectionsVisibility <> 'HIDDEN' AND EXISTS {
    MATCH (member)-[:CONNECTED]-(bridge)
    WHERE bridge IN viewer_connections
      AND true /* can_bridge(bridge) */
  } THEN {
    MATCH (member)-[:CONNECTED]-(bridge)
    WHERE bridge IN viewer_connections
      AND true /* can_bridge(bridge) */
    LET weight = 1.0 / log(1 + COUNT { (bridge)-[:CONNECTED]-() })
    WITH CASE WHEN true /* listable(bridge, member) */ THEN bridge END AS shown, max(weight) AS best, count(*) AS number
    ORDER BY round(best, 6) DESC, shown.id
    LIMIT toInteger($first)
    RETURN collect([viewer, shown, member]) AS ways, collect(number) AS numbers
  }
  WHEN member.connectionsVisibility <> 'HIDDEN' THEN {
    CALL (viewer, member, blocked_either_way) {
      MATCH (member)-[:CONNECTED]-(far)
      WHERE far <> viewer
        AND true /* visible(far) */
        AND far.connectionsVisibility <> 'HIDDEN'
      RETURN collect(far) AS ends
    }
    // The step in between is walked from the side with fewer of them; each has one at least, so a large side need not be added up.
    LET steps = reduce(sum = 0, one IN ends | sum + COUNT { (one)-[:CONNECTED]-() })
    LET back = steps <= size(viewer_connections)
            OR steps <= reduce(sum = 0, one IN viewer_connections | sum + COUNT { (one)-[:CONNECTED]-() })
    LET others = CASE WHEN back THEN viewer_connections ELSE ends END
    UNWIND CASE WHEN back THEN ends ELSE viewer_connections END AS one
    MATCH (one)-[:CONNECTED]-(other)
    WHERE other IN others
    LET near = CASE WHEN back THEN other ELSE one END
    LET far = CASE WHEN back THEN one ELSE other END
    FILTER true /* can_bridge(near) */
    LET known = far.connectionsVisibility IN ['EVERYONE', 'SECOND_DEGREE'] OR member.connectionsVisibility = 'EVERYONE'
    LET open = true /* listable(near, far) */
    LET total = 1.0 / log(1 + COUNT { (far)-[:CONNECTED]-() }) + 1.0 / log(1 + COUNT { (near)-[:CONNECTED]-() })
    WITH CASE WHEN open THEN near END AS first, CASE WHEN open AND known THEN far END AS second, max(total) AS best, count(*) AS number
    ORDER BY round(best, 6) DESC, first.id, second.id
    LIMIT toInteger($first)
    RETURN collect([viewer, first, second, member]) AS ways, collect(number) AS numbers
  }
  ELSE {
    RETURN [] AS ways, [] AS numbers
  }
}
RETURN collect([key, [place IN range(0, size(ways) - 1) | {
  length: size(ways[place]) - 1,
  steps: [step IN ways[place] | {member: CASE WHEN step IS NOT NULL THEN step {.id} /* card(step) */ END}],
  multiplicity: numbers[place]
}]]) AS answers;
