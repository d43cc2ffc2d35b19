// Which members have all of these words in their name, headline or company? A word in the name counts 3, in the company 2, else 1; near members count more.
// params: $member STRING = 'ada', $search STRING = '+grace*', $words LIST<STRING> = ['grace']
// needs: viewer_connections

// subject
MATCH (member:Member {id: $member})

CALL (member) {
  MATCH (member)-[:CONNECTED]-(other)
  RETURN collect(other) AS viewer_connections
}

// pattern
CALL db.index.fulltext.queryNodes('member_text', $search) YIELD node
LET edge = CASE WHEN node IN viewer_connections THEN 'FIRST' WHEN node <> member AND true /* listed_second(node) */ THEN 'SECOND' ELSE 'FAR' END
// Both sides are folded here, by the same functions: ß is SS, every sigma is one.
LET parts = split(toUpper(toLower(node.name)), [' ', '\u00a0', '\u3000', '-', '.', '\'', '’'])
LET company = toUpper(toLower(coalesce(node.company, '')))
LET relevance = reduce(sum = 0, word IN [word IN $words | toUpper(toLower(word))] | sum + CASE
  WHEN any(part IN parts WHERE part STARTS WITH word) THEN 3
  WHEN company CONTAINS word THEN 2
  ELSE 1
END)
RETURN node, edge, relevance * CASE edge WHEN 'FIRST' THEN 4 WHEN 'SECOND' THEN 2 ELSE 1 END AS rank
ORDER BY rank DESC;

// owner: member = viewer
// visible: node = viewer OR true /* visible(node) */
// order RELEVANCE: relevance * CASE edge WHEN 'FIRST' THEN 4 WHEN 'SECOND' THEN 2 ELSE 1 END DESC
// row node: node {.id} /* listed_card(node) */
// row degree: CASE WHEN node = viewer THEN 'SELF' WHEN edge <> 'FAR' THEN edge WHEN true /* listed_third(node) */ THEN 'THIRD' ELSE 'OUT_OF_NETWORK' END
// filter search: true
// filter words: true
// filter location: node.location = $location
// filter company: node.company = $company
// filter skill: any(skill IN coalesce(node.skills, []) WHERE toUpper(toLower(skill)) = toUpper(toLower($skill))) AND (true /* full_profile(node) */)
// filter degrees: '' /* listed_degree(node) */ IN $degrees
