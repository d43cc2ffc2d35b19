// Whom is a member connected with?
// params: $member STRING = 'ada'
// needs: viewer_connections

// subject
MATCH (member:Member {id: $member})

// pattern
MATCH (member)-[edge:CONNECTED]-(node)
RETURN node, edge, edge.since AS rank
ORDER BY rank DESC;

// owner: true /* connections_listed(member) */
// visible: true /* visible(node) */ AND true /* connection_visible(member, node) */
// total: 0 /* connections_total(member) */
// order RECENT: edge.since DESC time
// order NAME: node.nameKey ASC
// order MUTUAL_CONNECTIONS: 0 /* mutual_connection_count_for_many(node) */ DESC
// row node: node {.id} /* listed_card(node) */
// row since: toString(edge.since)
// filter name_prefix: node.nameKey STARTS WITH $name_prefix
// filter company: node.company = $company
// filter location: node.location = $location
// filter is_connected_to_viewer: node <> viewer AND (node IN viewer_connections) = $is_connected_to_viewer
