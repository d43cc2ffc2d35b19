// How many members are in the viewer's first degree?
// params: $keys LIST<STRING> = ['ada']
/* [lists */
LET absent = []
/* lists] */

UNWIND $keys AS key
MATCH (member:Member {id: key})
RETURN collect([key, 0 /* connection_count(member) */]) AS answers;
