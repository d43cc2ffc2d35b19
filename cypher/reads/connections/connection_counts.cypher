// How many connections has each member? The same for every viewer.
// params: $keys LIST<STRING> = ['grace']
/* [lists */
LET absent = []
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
RETURN collect([key, 0 /* connection_count(member) */]) AS answers;
