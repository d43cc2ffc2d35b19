// Which invitations to a member are open?
// params: $member STRING = 'ada'

// subject
MATCH (member:Member {id: $member})

// pattern
MATCH (member)<-[edge:INVITED]-(node)
WHERE edge.openKey IS NOT NULL
RETURN node, edge, edge.sentAt AS rank
ORDER BY rank DESC;

// owner: member = viewer
// visible: true /* visible(node) */ AND edge.openKey IS NOT NULL AND edge.expiresAt > $now
// order RECENT: edge.sentAt DESC time
// row key: edge.id
// row node: '' /* invitation_view(edge) */
// filter state: edge.state = $state
