"""Mutations sent over the API, and what they leave in the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

Ask = Callable[..., Any]


class World(Protocol):
    def __call__(self, ties: str = "", /, **changes: dict[str, Any]) -> None: ...


class Graph(Protocol):
    def run(self, text: str, /, **parameters: Any) -> list[dict[str, Any]]: ...


PAYLOADS = {
    "sendInvitation": "outcome invitation { id state note } relationship { degree }",
    "acceptInvitation": "outcome invitation { id state } relationship { degree }",
    "withdrawInvitation": "outcome invitation { id state } relationship { degree }",
    "followMember": "relationship { member { id } isFollowing }",
    "unfollowMember": "relationship { member { id } isFollowing }",
    "removeConnection": "relationship { member { id } degree }",
    "blockMember": "blockedMember { memberId }",
    "updateSettings": "settings { followPolicy }",
    "updateProfile": "member { headline }",
    "registerMember": "member { id handle }",
    "sendInvitations": "results { memberId outcome invitation { id } userErrors { code } }",
}


class Mutate:
    """A mutation as somebody, answering its payload without the errors of the request, of which there are none."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def __call__(self, name: str, viewer: str = "ada", /, key: str | None = "k", **input: Any) -> Any:
        kind = f"{name[0].upper()}{name[1:]}Input"
        kind = {"followMember": "MemberInput", "unfollowMember": "MemberInput", "blockMember": "MemberInput"}.get(
            name, kind
        )
        kind = {"acceptInvitation": "InvitationInput", "withdrawInvitation": "InvitationInput"}.get(name, kind)
        query = (
            f"mutation ($input: {kind}!) {{ done: {name}(input: $input) {{ {PAYLOADS[name]} userErrors {{ code }} }} }}"
        )
        given = input if key is None else {**input, "idempotencyKey": key}
        answer = self._ask(query, viewer, input=given)
        assert list(answer) == ["data"], answer
        return answer["data"]["done"]


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


def counted(graph: Graph, kind: str) -> int:
    number: int = graph.run("MATCH ()-[r]->() WHERE type(r) = $kind RETURN count(r) AS n", kind=kind)[0]["n"]
    return number


def everything(graph: Graph) -> list[dict[str, Any]]:
    """All nodes with their properties, and all ties with theirs."""
    return graph.run(
        """
        MATCH (n)
        RETURN labels(n) AS labels, properties(n) AS node,
               COLLECT { MATCH (n)-[r]->(m)
                         RETURN {type: type(r), tie: properties(r), to: properties(m)}
                         ORDER BY elementId(r) } AS ties
        ORDER BY elementId(n)
        """
    )
