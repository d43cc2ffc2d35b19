import { MOST_COLOURS } from "./colours.js";

const SMALLEST = 3;

/**
 * The communities that Louvain's method found, the largest first, each named by the company most of it work for.
 * Those beyond the colours and the very small ones share a group, as do the members without a tie.
 */
export function groupsOf(members, communities) {
  const found = new Map();
  members.forEach((member, index) => {
    const community = communities[index];
    if (!found.has(community)) found.set(community, []);
    found.get(community).push(member);
  });
  const bySize = [...found.values()].sort((a, b) => b.length - a.length);
  const coloured = bySize.filter((group) => group.length >= SMALLEST).slice(0, MOST_COLOURS);
  const others = bySize.filter((group) => !coloured.includes(group)).flat();
  const groups = coloured.map((group) => ({ members: group, companies: companiesOf(group) }));
  for (const group of groups) group.name = nameOf(group, groups);
  const rest = [
    { name: "Smaller groups", members: others.filter(({ ties }) => ties.length > 0) },
    { name: "No ties to the others", members: others.filter(({ ties }) => ties.length === 0) },
  ];
  return [...groups, ...rest.filter(({ members }) => members.length > 0).map((group) => ({ ...group, isRest: true }))];
}

function companiesOf(members) {
  const counts = new Map();
  for (const { company } of members) if (company) counts.set(company, (counts.get(company) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b)).map(([company]) => company);
}

// Two groups may have grown around the same company: then the next one tells them apart.
function nameOf({ companies }, groups) {
  const [first, second] = companies;
  if (!first) return "No company";
  const isShared = groups.filter((other) => other.companies[0] === first).length > 1;
  return isShared && second ? `${first}, ${second}` : first;
}
