// Who follows a member?
// params: $member STRING = 'ada'
// needs: viewer_connections

// subject
MATCH (member:Member {id: $member})

// pattern
MATCH (member)<-[edge:FOLLOWS]-(node)
RETURN node, edge, edge.since AS rank
ORDER BY rank DESC;

// owner: true /* followers_listed(member) */
// visible: true /* visible(node) */ AND (true /* follow_counts(node, member) */)
// total: 0 /* followers_total(member) */
// order RECENT: edge.since DESC time
// order NAME: node.nameKey ASC
// row node: node {.id} /* listed_card(node) */
// row since: toString(edge.since)
// filter is_mutual: node <> viewer AND (true /* mutual_follow_for_many(node) */) = $is_mutual
// filter is_connected: node <> viewer AND (node IN viewer_connections) = $is_connected
