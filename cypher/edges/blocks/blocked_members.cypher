// Whom does a member block?
// params: $member STRING = 'ada'

// subject
MATCH (member:Member {id: $member})

// pattern
MATCH (member)-[edge:BLOCKS]->(node)
RETURN node, edge, edge.since AS rank
ORDER BY rank DESC;

// owner: member = viewer
// visible: node.status <> 'DELETED'
// order RECENT: edge.since DESC time
// row node: {member_id: node.id, handle: node.handle, since: toString(edge.since)}
