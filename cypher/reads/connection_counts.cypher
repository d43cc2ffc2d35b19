// How many connections has each member? The same for every viewer.
// params: $keys LIST<STRING> = ['grace']
UNWIND $keys AS key
MATCH (member:Member {id: key})
RETURN collect([key, COUNT { (member)-[:CONNECTED]-(other) WHERE other.status = 'ACTIVE' }]) AS answers;
