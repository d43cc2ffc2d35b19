// What share of all follows is returned?
// params: $origin STRING = 'EXPLICIT'
MATCH (follower:Member)-[follow:FOLLOWS {origin: $origin}]->(followed:Member)
RETURN count(*) AS follows,
       count(CASE WHEN EXISTS { (followed)-[:FOLLOWS]->(follower) } THEN 1 END) AS returned;
