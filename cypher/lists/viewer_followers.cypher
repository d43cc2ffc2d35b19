// Whose follow of the viewer counts.
// params: $viewer STRING = 'ada'
MATCH (viewer:Member {id: $viewer})

// list
CALL (viewer) {
  MATCH (viewer)<-[:FOLLOWS]-(other)
  WHERE true /* follow_counts(other, viewer) */
  RETURN collect(other) AS viewer_followers
}

RETURN [other IN viewer_followers | other.id] AS viewer_followers;
