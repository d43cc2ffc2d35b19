"""The Cypher that ran is shown to whoever asks for it, in development only."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.graph.tracing import traced, tracing
from app.identity import issue

SECRET = "a-secret-of-the-tests-that-is-long-enough-0123456789"
QUERY = {"query": "{ viewer { secondDegree { nodes { id } } } }"}


def test_nothing_is_collected_when_nobody_collects() -> None:
    with traced("RETURN 1", {}), tracing() as collected:
        assert collected == []


def test_what_is_sent_inside_is_collected_with_its_time() -> None:
    with tracing() as collected:
        with traced("RETURN $one", {"one": 1}):
            pass
        with traced("RETURN 2", {}):
            pass
    sent = [(one["statement"], one["parameters"]) for one in collected]
    assert sent == [("RETURN $one", {"one": 1}), ("RETURN 2", {})]
    assert all(one["milliseconds"] >= 0 for one in collected)


def test_what_is_sent_first_stands_first_however_long_it_takes() -> None:
    with tracing() as collected, traced("RETURN 1", {}), traced("RETURN 2", {}):
        pass
    assert [one["statement"] for one in collected] == ["RETURN 1", "RETURN 2"]
    assert collected[0]["milliseconds"] >= collected[1]["milliseconds"]


def shown(server: Any, query: dict[str, Any] = QUERY, /, **headers: str) -> Any:
    token = issue(SECRET, "ada", timedelta(hours=1))
    return server.client.post("/graphql", json=query, headers={"authorization": f"Bearer {token}", **headers}).json()


def test_an_answer_carries_the_cypher_only_when_it_is_asked_for(world: Any, limited: Any) -> None:
    world("ada -- bob; bob -- cid")
    server = limited(jwt_secret=SECRET)
    plain = {"data": {"viewer": {"secondDegree": {"nodes": [{"id": "cid"}]}}}}
    assert shown(server) == plain
    assert shown(server, **{"acquaint-include": "cost"}) == plain
    answer = shown(server, **{"acquaint-include": "cost, cypher"})
    cypher = answer.pop("extensions")["cypher"]
    assert answer == plain
    assert [one["name"] for one in cypher] == ["reads/viewers", "edges/second_degree"]
    assert all(set(one) == {"name", "statement", "parameters", "milliseconds"} for one in cypher)
    assert cypher[1]["statement"].startswith("MATCH (viewer:Member {id: $viewer})")


def test_parameters_are_shown_as_json_with_times_as_iso_text(world: Any, limited: Any) -> None:
    world("ada -- bob; bob -- cid")
    server = limited(jwt_secret=SECRET)
    read = shown(server, **{"acquaint-include": "cypher"})["extensions"]["cypher"][1]["parameters"]
    assert {name: read[name] for name in ("viewer", "keys", "first", "after")} == {
        "viewer": "ada",
        "keys": ["ada"],
        "first": 21,
        "after": None,
    }
    send = {"query": 'mutation { sendInvitation(input: {memberId: "cid", note: "Hello"}) { outcome } }'}
    before = datetime.now(UTC)
    answer = shown(server, send, **{"acquaint-include": "cypher"})
    write = {one["name"]: one for one in answer["extensions"]["cypher"]}["writes/send_invitation"]["parameters"]
    assert (write["viewer"], write["member"], write["words"]["note"]) == ("ada", "cid", "Hello")
    assert (write["invitationLifetime"], write["openInvitationLimit"]) == ("P180D", 3000)
    assert before <= datetime.fromisoformat(write["now"]) <= datetime.now(UTC)


def test_production_never_shows_it(world: Any, limited: Any) -> None:
    world("ada -- bob; bob -- cid")
    server = limited(jwt_secret="q8Zr1kV0sNw5Xy7Tb2Lm9Pd4Hc6Jf3Ga", environment="production")
    token = issue("q8Zr1kV0sNw5Xy7Tb2Lm9Pd4Hc6Jf3Ga", "ada", timedelta(hours=1))
    headers = {"authorization": f"Bearer {token}", "acquaint-include": "cypher"}
    assert "extensions" not in server.client.post("/graphql", json=QUERY, headers=headers).json()
