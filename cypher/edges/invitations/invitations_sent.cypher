// Which invitations has a member sent?
// params: $member STRING = 'ada'

// subject
MATCH (member:Member {id: $member})

// pattern
MATCH (member)-[edge:INVITED]->(node)
RETURN node, edge, edge.sentAt AS rank
ORDER BY rank DESC;

// owner: member = viewer
// visible: true /* visible(node) */
// order RECENT: edge.sentAt DESC time
// row key: edge.id
// row node: '' /* invitation_view(edge) */
// filter state: '' /* invitation_state(edge) */ = $state
