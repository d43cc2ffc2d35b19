// Which visible endorsements and recommendations are between members who are not connected?
MATCH (author:Member)-[praise:ENDORSED|RECOMMENDED {visible: true}]->(praised:Member)
WHERE NOT EXISTS { (author)-[:CONNECTED]-(praised) }
RETURN author.id AS author, praised.id AS praised, type(praise) AS praise
ORDER BY author, praised, praise;
