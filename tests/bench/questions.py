"""What is asked of both servers: a GraphQL document of ours, and one hand-written statement that answers the same.

The statements of the floor know no viewer's rights and no rules: nothing is hidden, blocked or counted out, no key is
remembered, and nobody is told.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.bench.people import People

Variables = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """`asked` gives viewer and variables of the n-th request, `answer` what of our data the floor must answer, too.

    `bar` is how many times the floor's CPU it may cost; where the floor does much less, there is none.
    """

    name: str
    document: str
    floor: str
    asked: Callable[[People, int], tuple[str, Variables]]
    answer: Callable[[Any], Any]
    bar: float | None
    writes: bool = False

    def some(self, people: People, number: int) -> list[tuple[str, Variables]]:
        """Viewer and variables of so many requests; of one that writes, they are given to no other request."""
        return [self.asked(people, people.fresh(self.name) if self.writes else n) for n in range(number)]


def ids(page: Any) -> list[str]:
    return [edge["node"]["id"] for edge in page["edges"]]


_MINE = """
MATCH (v:Member {id: $viewer})
CALL (v) {
  MATCH (v)-[:CONNECTED]-(c)
  RETURN collect(c) AS mine
}
"""

CARD = "id handle name headline location industry company memberSince"

PROFILE = Question(
    "profile by id",
    f"query ($id: ID!) {{ member(id: $id) {{ {CARD} }} }}",
    """
MATCH (m:Member {id: $id})
RETURN m {.id, .handle, .name, .headline, .location, .industry, .company, memberSince: toString(m.createdAt)} AS answer
""",
    lambda people, n: (people.viewer(n), {"id": people.member(n)}),
    lambda data: data["member"]["id"],
    2.0,
)

PAGE = Question(
    "page of 20 connections and their number",
    """query ($id: ID!) { member(id: $id) { connections(first: 20) {
  totalCount edges { since node { id name headline } } pageInfo { hasNextPage endCursor } } } }""",
    """
MATCH (m:Member {id: $id})
CALL (m) {
  MATCH (m)-[tie:CONNECTED]-(n)
  WITH tie.since AS since, n
  ORDER BY since DESC
  WITH since, n
  ORDER BY since DESC, n.id
  LIMIT 21
  RETURN collect({since: toString(since), node: n {.id, .name, .headline}}) AS edges
}
RETURN {totalCount: COUNT { (m)-[:CONNECTED]-() }, edges: edges} AS answer
""",
    lambda people, n: (people.viewer(n), {"id": people.member(n)}),
    lambda data: ids(data["member"]["connections"]),
    1.6,
)
HUB_PAGE = replace(
    PAGE, name="the like of a hub", asked=lambda people, n: (people.viewer(n), {"id": people.hub(n)}), bar=1.2
)
DEEP_PAGE = Question(
    "a hub's page after row 400",
    """query ($id: ID!, $after: String) { member(id: $id) { connections(first: 20, after: $after) {
  edges { since node { id name headline } } pageInfo { hasNextPage endCursor } } } }""",
    """
MATCH (m:Member {id: $id})
MATCH (m)-[tie:CONNECTED]-(n)
WHERE tie.since <= datetime($rank)
WITH tie.since AS since, n
ORDER BY since DESC
WITH since, n
WHERE since < datetime($rank) OR n.id > $key
WITH since, n
ORDER BY since DESC, n.id
LIMIT 21
RETURN {edges: collect({since: toString(since), node: n {.id, .name, .headline}})} AS answer
""",
    lambda people, n: (people.viewer(n), people.place(n)),
    lambda data: ids(data["member"]["connections"]),
    1.2,
)
NESTED = Question(
    "10 x 10 nested",
    """query ($id: ID!) { member(id: $id) { id name connections(first: 10) { edges { since node { id name
  connections(first: 10) { edges { since node { id name headline } } } } } } } }""",
    """
MATCH (m:Member {id: $id})
CALL (m) {
  MATCH (m)-[tie:CONNECTED]-(n)
  WITH tie.since AS since, n
  ORDER BY since DESC, n.id
  LIMIT 11
  CALL (n) {
    MATCH (n)-[tie:CONNECTED]-(o)
    WITH tie.since AS since, o
    ORDER BY since DESC
    WITH since, o
    ORDER BY since DESC, o.id
    LIMIT 11
    RETURN collect({since: toString(since), node: o {.id, .name, .headline}}) AS edges
  }
  RETURN collect({since: toString(since), node: n {.id, .name, connections: {edges: edges}}}) AS edges
}
RETURN {id: m.id, name: m.name, edges: edges} AS answer
""",
    lambda people, n: (people.viewer(n), {"id": people.member(n)}),
    lambda data: ids(data["member"]["connections"]),
    1.4,
)
SECOND = Question(
    "second degree by mutual connections",
    "{ viewer { secondDegree(first: 20) { edges { mutualConnectionCount node { id name headline } } } } }",
    _MINE
    + """
CALL (v) {
  MATCH (v)-[:CONNECTED]-()-[:CONNECTED]-(n)
  WITH n, count(*) AS mutual
  RETURN n, mutual
  ORDER BY mutual DESC
}
WITH v, mine, n, mutual
WHERE n <> v
  AND NOT n IN mine
WITH n, mutual
ORDER BY mutual DESC, n.id
LIMIT 21
RETURN {edges: collect({mutualConnectionCount: mutual, node: n {.id, .name, .headline}})} AS answer
""",
    lambda people, n: (people.viewer(n), {}),
    lambda data: ids(data["viewer"]["secondDegree"]),
    1.2,
)
HUB_SECOND = replace(SECOND, name="second degree of a hub", asked=lambda people, n: (people.hub(n), {}), bar=1.2)
SUGGESTIONS = Question(
    "people you may know",
    "{ viewer { peopleYouMayKnow(first: 20) { edges { score mutualConnectionCount node { id name headline } } } } }",
    _MINE
    + """
CALL (v) {
  MATCH (v)<-[:FOLLOWS]-(f)
  RETURN collect(f) AS fans
}
CALL (v, mine, fans) {
  CALL (v, mine) {
    UNWIND mine AS c
    LET weight = 1.0 / log(1 + COUNT { (c)-[:CONNECTED]-() })
    MATCH (c)-[:CONNECTED]-(n)
    RETURN n, sum(weight) AS share, count(*) AS mutual
    UNION ALL
    MATCH (n:Member {company: v.company})
    RETURN n, 2.0 AS share, 0 AS mutual
  }
  WITH n, sum(share) AS share, sum(mutual) AS mutual
  LET score = round(share + CASE WHEN n IN fans THEN 1 ELSE 0 END, 6)
  RETURN n, score, mutual
  ORDER BY score DESC
}
WITH v, mine, n, score, mutual
WHERE n <> v
  AND NOT n IN mine
WITH n, score, mutual
ORDER BY score DESC, n.id
LIMIT 21
RETURN {edges: collect({score: score, mutualConnectionCount: mutual, node: n {.id, .name, .headline}})} AS answer
""",
    lambda people, n: (people.viewer(n), {}),
    lambda data: ids(data["viewer"]["peopleYouMayKnow"]),
    1.1,
)
HUB_SUGGESTIONS = replace(
    SUGGESTIONS, name="people a hub may know", asked=lambda people, n: (people.hub(n), {}), bar=1.1
)
MUTUAL = Question(
    "mutual connections of two",
    """query ($id: ID!) { member(id: $id) { mutualConnections(first: 20) {
  edges { since node { id name headline } } } } }""",
    """
MATCH (v:Member {id: $viewer})
MATCH (m:Member {id: $id})
MATCH (v)-[tie:CONNECTED]-(n)-[:CONNECTED]-(m)
WITH tie.since AS since, n
ORDER BY since DESC, n.id
LIMIT 21
RETURN {edges: collect({since: toString(since), node: n {.id, .name, .headline}})} AS answer
""",
    lambda people, n: people.sharing(n),
    lambda data: ids(data["member"]["mutualConnections"]),
    2.0,
)
WITH_MUTUAL = Question(
    "page with a mutual count per row",
    """query ($id: ID!) { member(id: $id) { connections(first: 20) {
  edges { since node { id name mutualConnectionCount } } } } }""",
    _MINE
    + """
MATCH (m:Member {id: $id})
CALL (m) {
  MATCH (m)-[tie:CONNECTED]-(n)
  WITH tie.since AS since, n
  ORDER BY since DESC
  WITH since, n
  ORDER BY since DESC, n.id
  LIMIT 21
  RETURN since, n
}
LET mutual = COUNT { MATCH (n)-[:CONNECTED]-(c) WHERE c IN mine }
RETURN {edges: collect({since: toString(since), node: n {.id, .name, mutualConnectionCount: mutual}})} AS answer
""",
    lambda people, n: (people.viewer(n), {"id": people.member(n)}),
    lambda data: ids(data["member"]["connections"]),
    1.6,
)
HUB_WITH_MUTUAL = replace(
    WITH_MUTUAL,
    name="the like of a hub, asked by a hub",
    asked=lambda people, n: (people.hub(n + 1), {"id": people.hub(n)}),
    bar=1.6,
)
RELATIONS = Question(
    "relation of 50 members to the viewer",
    """query ($ids: [ID!]!) { viewer { relationships(memberIds: $ids) {
  member { id name } degree connectedSince isFollowing isFollowedBy mutualConnectionCount } } }""",
    _MINE
    + """
UNWIND $ids AS id
MATCH (m:Member {id: id})
OPTIONAL MATCH (v)-[tie:CONNECTED]-(m)
LET mutual = COUNT { MATCH (m)-[:CONNECTED]-(c) WHERE c IN mine }
RETURN collect({
  member: m {.id, .name},
  degree: CASE
    WHEN m = v           THEN 'SELF'
    WHEN tie IS NOT NULL THEN 'FIRST'
    WHEN mutual > 0      THEN 'SECOND'
    WHEN EXISTS { MATCH (m)-[:CONNECTED]-()-[:CONNECTED]-(c) WHERE c IN mine } THEN 'THIRD'
    ELSE 'OUT_OF_NETWORK'
  END,
  connectedSince: toString(tie.since),
  isFollowing: EXISTS { (v)-[:FOLLOWS]->(m) },
  isFollowedBy: EXISTS { (v)<-[:FOLLOWS]-(m) },
  mutualConnectionCount: mutual
}) AS answer
""",
    lambda people, n: (people.viewer(n), {"ids": people.some(n, 50)}),
    lambda data: [row["member"]["id"] for row in data["viewer"]["relationships"]],
    1.5,
)
SEARCH = Question(
    "search by a word",
    """query ($word: String!) { searchMembers(query: $word, first: 20) { edges { degree node { id name } } } }""",
    _MINE
    + """
CALL db.index.fulltext.queryNodes('member_text', '+' + $word + '*') YIELD node
LET mutual = CASE
  WHEN node IN mine                                             THEN 4
  WHEN EXISTS { MATCH (node)-[:CONNECTED]-(c) WHERE c IN mine } THEN 2
  ELSE 1
END
WITH node, mutual
ORDER BY mutual DESC, node.id
LIMIT 21
RETURN {edges: collect({degree: mutual, node: node {.id, .name}})} AS answer
""",
    lambda people, n: (people.viewer(n), {"word": people.word(n)}),
    lambda data: ids(data["searchMembers"]),
    None,
)
FOLLOW = Question(
    "follow",
    "mutation ($id: ID!) { followMember(input: {memberId: $id}) { userErrors { code } } }",
    """
MATCH (a:Member {id: $viewer})
MATCH (b:Member {id: $id})
MERGE (a)-[follow:FOLLOWS]->(b)
ON CREATE SET follow.since = datetime(), follow.origin = 'EXPLICIT'
RETURN [] AS answer
""",
    lambda people, n: people.stranger(n),
    lambda data: data["followMember"]["userErrors"],
    1.7,
    writes=True,
)
ACCEPT = Question(
    "accept",
    "mutation ($id: ID!) { acceptInvitation(input: {invitationId: $id}) { outcome userErrors { code } } }",
    """
MATCH (a:Member)-[invitation:INVITED {id: $id}]->(b:Member {id: $viewer})
SET invitation.state = 'ACCEPTED', invitation.closedAt = datetime(), invitation.openKey = null
CREATE (a)-[:CONNECTED {
  pair: CASE WHEN a.id < b.id THEN a.id + ' ' + b.id ELSE b.id + ' ' + a.id END,
  since: datetime(),
  invitation: $id
}]->(b)
CREATE (a)-[:FOLLOWS {since: datetime(), origin: 'AUTO'}]->(b)
CREATE (b)-[:FOLLOWS {since: datetime(), origin: 'AUTO'}]->(a)
RETURN [] AS answer
""",
    lambda people, n: people.invited(n),
    lambda data: data["acceptInvitation"]["userErrors"],
    1.7,
    writes=True,
)
INVITE = Question(
    "invite",
    "mutation ($id: ID!) { sendInvitation(input: {memberId: $id}) { outcome userErrors { code } } }",
    """
MATCH (a:Member {id: $viewer})
MATCH (b:Member {id: $id})
CREATE (a)-[:INVITED {
  id: randomUUID(),
  openKey: CASE WHEN a.id < b.id THEN a.id + ' ' + b.id ELSE b.id + ' ' + a.id END,
  state: 'PENDING',
  sentAt: datetime(),
  expiresAt: datetime() + duration('P180D'),
  reminders: 0
}]->(b)
RETURN [] AS answer
""",
    lambda people, n: people.uninvited(n),
    lambda data: data["sendInvitation"]["userErrors"],
    None,
    writes=True,
)

QUESTIONS = (
    PROFILE,
    PAGE,
    HUB_PAGE,
    DEEP_PAGE,
    NESTED,
    SECOND,
    HUB_SECOND,
    SUGGESTIONS,
    HUB_SUGGESTIONS,
    MUTUAL,
    WITH_MUTUAL,
    HUB_WITH_MUTUAL,
    RELATIONS,
    SEARCH,
    FOLLOW,
    ACCEPT,
    INVITE,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", nargs="*", help="questions whose name holds one of these")


def chosen(asked: argparse.Namespace) -> list[Question]:
    """The questions that the arguments name."""
    return [question for question in QUESTIONS if asked.only is None or any(o in question.name for o in asked.only)]
