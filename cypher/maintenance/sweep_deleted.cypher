// Remove a part of the relationships and events of a deleted member. How many were there?
// params: $member STRING = 'ada', $most INTEGER = 1000, $now ZONED DATETIME = '2026-01-01T00:00:00Z'

// Lock the member and those that the part leads to, lower id first: mutations of two members lock in the same order.
MATCH (member:Member {id: $member, status: 'DELETED'})
CALL (member) {
  MATCH (member)-[tie:!INVITED]-(other)
  RETURN tie, other
  LIMIT toInteger($most)
  UNION ALL
  MATCH (member)-[tie:INVITED]-(other)
  WHERE tie.openKey IS NOT NULL
  RETURN tie, other
  LIMIT toInteger($most)
}
WITH collect(DISTINCT tie) AS ties, collect(DISTINCT other.id) AS others
UNWIND coll.sort([id IN others WHERE id IS NOT NULL] + [$member]) AS id
OPTIONAL MATCH (m:Member {id: id})
SET m.id = m.id
WITH ties, count(m) AS locked

OPTIONAL MATCH (member:Member {id: $member})
LET at = coalesce(member.deletedAt, $now)

CALL (ties, at) {
  UNWIND ties AS open
  WITH open
  WHERE type(open) = 'INVITED' AND open.openKey IS NOT NULL
  LET lapsed = open.expiresAt <= at
  SET open.state = CASE WHEN lapsed THEN 'EXPIRED' ELSE 'CANCELLED' END,
      open.closedAt = CASE WHEN lapsed THEN open.expiresAt WHEN open.sentAt > at THEN open.sentAt ELSE at END,
      open.openKey = null
}
CALL (ties) {
  UNWIND ties AS tie
  WITH tie
  WHERE type(tie) <> 'INVITED'
  DELETE tie
}
CALL () {
  // Numbered ones and the others apart, as the indexes have them: of one pattern for both every event of the graph would be read.
  CALL () {
    MATCH (event:Event {member: $member})
    WHERE event.seq IS NOT NULL
    RETURN event
    LIMIT toInteger($most)
    UNION ALL
    MATCH (event:Unnumbered {member: $member})
    RETURN event
    LIMIT toInteger($most)
  }
  DELETE event
  RETURN count(*) AS events
}
RETURN size(ties) + events AS swept;
