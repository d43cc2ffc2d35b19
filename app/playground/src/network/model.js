/** The page's own form of the server's answer: members as flat records, ties as pairs of their places in the list. */
export function networkOf(viewer) {
  const { nodes, links, totalCount, truncated } = viewer.networkMap;
  const members = nodes.map(({ member, since, mutualConnectionCount }) => ({
    ...member,
    since: new Date(since),
    mutual: mutualConnectionCount,
    ties: [],
  }));
  const places = new Map(members.map(({ id }, place) => [id, place]));
  const pairs = links.map(({ source, target }) => [places.get(source), places.get(target)]);
  for (const [one, other] of pairs) {
    members[one].ties.push(members[other].id);
    members[other].ties.push(members[one].id);
  }
  return { owner: viewer.member, members, links: pairs, totalCount, truncated };
}
