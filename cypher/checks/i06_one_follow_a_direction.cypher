// Who follows somebody twice, or oneself?
MATCH (follower:Member)
CALL (follower) {
  MATCH (follower)-[:FOLLOWS]->(followed)
  WITH followed, count(*) AS follows
  WHERE follows > 1
     OR followed = follower
  RETURN followed, follows
}
RETURN follower.id AS follower, followed.id AS followed, follows
ORDER BY follower, followed;
