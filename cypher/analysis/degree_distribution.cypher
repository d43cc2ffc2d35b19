// How many members have how many connections? Groups of fewer than five are left out.
// params: $step INTEGER = 10
MATCH (member:Member {status: 'ACTIVE'})
LET band = COUNT { (member)-[:CONNECTED]-() } / toInteger($step) * toInteger($step)
WITH band AS atLeast, count(*) AS members
WHERE members >= 5
RETURN atLeast, members
ORDER BY atLeast;
