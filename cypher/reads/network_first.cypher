// How many members are in the viewer's first degree?
// params: $keys LIST<STRING> = ['ada']
UNWIND $keys AS key
MATCH (viewer:Member {id: key})
RETURN collect([key, COUNT { (viewer)-[:CONNECTED]-(other) WHERE other.status = 'ACTIVE' }]) AS answers;
