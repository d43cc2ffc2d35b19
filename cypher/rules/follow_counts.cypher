// Does this follow count? A member who admits only connections suspends the followers from outside.
// params: $follower STRING = 'ada', $followed STRING = 'grace'
// of: follower, followed
MATCH (follower:Member {id: $follower})
MATCH (followed:Member {id: $followed})

// answer
RETURN followed.followPolicy = 'EVERYONE' OR EXISTS { (follower)-[:CONNECTED]-(followed) }
AS answer;
