// Which connections does a member share with the viewer?
// params: $viewer STRING = 'ada', $member STRING = 'grace'

MATCH (viewer:Member {id: $viewer})

// subject
MATCH (member:Member {id: $member})

// pattern
MATCH (viewer)-[edge:CONNECTED]-(node)-[:CONNECTED]-(member)
RETURN node, edge, edge.since AS rank
ORDER BY rank DESC;

// owner: member <> viewer
// visible: true /* visible(node) */ AND true /* connection_visible(member, node) */
// total: 0 /* mutual_connection_count(member) */
// order RECENT: edge.since DESC time
// row node: node {.id} /* listed_card(node) */
// row since: toString(edge.since)
