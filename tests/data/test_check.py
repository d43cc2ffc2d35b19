from typing import Any

import pytest

from app.data.check import Finding, check
from app.graph.catalog import catalog
from app.graph.database import Database
from tests.conftest import BROKEN

PEOPLE = "MATCH (ada:Member {id: 'ada'}) MATCH (grace:Member {id: 'grace'}) MATCH (bao:Member {id: 'bao'})"
PEOPLE += " MATCH (noor:Member {id: 'noor'}) MATCH (wren:Member {id: 'wren'}) "
SENT = "sentAt: datetime('2026-01-10T00:00:00Z'), expiresAt: datetime('2026-07-09T00:00:00Z')"


def invited(state: str, rest: str = "") -> str:
    return f"CREATE (ada)-[:INVITED {{id: 'x', state: '{state}', {SENT}{rest}}}]->(noor)"


def closed(at: str) -> str:
    return f", closedAt: datetime('{at}T00:00:00Z')"


PLANTS: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "i01_one_connection_a_pair",
        "CREATE (grace)-[:CONNECTED {pair: 'x'}]->(ada)",
        [{"a": "ada", "b": "grace", "connections": 2, "pairs": ["ada grace", "x"]}],
    ),
    (
        "i01_one_connection_a_pair",
        "CREATE (ada)-[:CONNECTED {pair: 'ada ada'}]->(ada)",
        [{"a": "ada", "b": "ada", "connections": 1, "pairs": ["ada ada"]}],
    ),
    (
        "i01_one_connection_a_pair",
        "CREATE (noor)-[:CONNECTED {pair: 'noor ada'}]->(ada)",
        [{"a": "ada", "b": "noor", "connections": 1, "pairs": ["noor ada"]}],
    ),
    (
        "i01_one_connection_a_pair",
        "CREATE (ada)-[:CONNECTED]->(noor)",
        [{"a": "ada", "b": "noor", "connections": 1, "pairs": []}],
    ),
    (
        "i02_connected_without_open_invitation",
        "CREATE (grace)-[:INVITED {id: 'x', state: 'IGNORED', openKey: 'ada grace'}]->(ada)",
        [{"sender": "grace", "recipient": "ada", "invitation": "x", "state": "IGNORED"}],
    ),
    (
        "i03_one_open_invitation_a_pair",
        "CREATE (bao)-[:INVITED {id: 'x', state: 'IGNORED'}]->(ada)",
        [{"a": "ada", "b": "bao", "invitations": ["invitation-2", "x"]}],
    ),
    (
        "i04_nothing_across_a_block",
        "CREATE (noor)-[:FOLLOWS]->(wren) CREATE (wren)-[:CONNECTED {pair: 'noor wren'}]->(noor)"
        " CREATE (noor)-[:INVITED {id: 'x', state: 'PENDING'}]->(wren)"
        " CREATE (noor)-[:INVITED {id: 'y', state: 'CANCELLED'}]->(wren)",
        [
            {"blocker": "wren", "blocked": "noor", "tie": "CONNECTED", "invitation": None},
            {"blocker": "wren", "blocked": "noor", "tie": "FOLLOWS", "invitation": None},
            {"blocker": "wren", "blocked": "noor", "tie": "INVITED", "invitation": "x"},
        ],
    ),
    (
        "i05_praise_between_connected",
        "CREATE (ada)-[:ENDORSED {visible: true}]->(noor) CREATE (ada)-[:RECOMMENDED {visible: false}]->(noor)"
        " CREATE (ada)-[:RECOMMENDED {visible: true}]->(grace) CREATE (noor)-[:RECOMMENDED {visible: true}]->(ada)",
        [
            {"author": "ada", "praised": "noor", "praise": "ENDORSED"},
            {"author": "noor", "praised": "ada", "praise": "RECOMMENDED"},
        ],
    ),
    (
        "i06_one_follow_a_direction",
        "CREATE (ada)-[:FOLLOWS]->(grace) CREATE (bao)-[:FOLLOWS]->(bao)",
        [
            {"follower": "ada", "followed": "grace", "follows": 2},
            {"follower": "bao", "followed": "bao", "follows": 1},
        ],
    ),
    (
        "i07_counts_equal_rows",
        "CREATE (ada)-[:CONNECTED {pair: 'again'}]->(grace)",
        [
            {"member": "ada", "what": "connections", "counted": 3, "listed": 2},
            {"member": "grace", "what": "connections", "counted": 4, "listed": 3},
        ],
    ),
    (
        "i08_closed_stays_closed",
        invited("PENDING", closed("2026-01-11")),
        [
            {
                "sender": "ada",
                "recipient": "noor",
                "invitation": "x",
                "state": "PENDING",
                "fault": "open again after closing",
            }
        ],
    ),
    (
        "i08_closed_stays_closed",
        invited("LOST", closed("2026-01-11")),
        [
            {
                "sender": "ada",
                "recipient": "noor",
                "invitation": "x",
                "state": "LOST",
                "fault": "no state of an invitation",
            }
        ],
    ),
    (
        "i08_closed_stays_closed",
        "CREATE (ada)-[:INVITED {id: 'x'}]->(noor)",
        [
            {
                "sender": "ada",
                "recipient": "noor",
                "invitation": "x",
                "state": None,
                "fault": "no state of an invitation",
            }
        ],
    ),
    (
        "i08_closed_stays_closed",
        invited("DECLINED"),
        [
            {
                "sender": "ada",
                "recipient": "noor",
                "invitation": "x",
                "state": "DECLINED",
                "fault": "closed without a time",
            }
        ],
    ),
    (
        "i08_closed_stays_closed",
        invited("EXPIRED", closed("2026-07-08")),
        [
            {
                "sender": "ada",
                "recipient": "noor",
                "invitation": "x",
                "state": "EXPIRED",
                "fault": "expired at another time than its own",
            }
        ],
    ),
    (
        "i08_closed_stays_closed",
        invited("ACCEPTED", closed("2026-07-09")),
        [
            {
                "sender": "ada",
                "recipient": "noor",
                "invitation": "x",
                "state": "ACCEPTED",
                "fault": "answered after it had expired",
            }
        ],
    ),
    (
        "i09_connection_names_accepted_invitation",
        "MATCH (ada)-[edge:CONNECTED]-(grace) SET edge.invitation = 'nowhere'",
        [{"a": "ada", "b": "grace", "invitation": "nowhere"}],
    ),
    (
        "i09_connection_names_accepted_invitation",
        "MATCH (ada)-[edge:CONNECTED]-(grace) SET edge.invitation = 'x'"
        " CREATE (grace)-[:INVITED {id: 'x', state: 'DECLINED'}]->(ada)",
        [{"a": "ada", "b": "grace", "invitation": "x"}],
    ),
    (
        "i10_open_key_while_open",
        invited("PENDING"),
        [{"sender": "ada", "recipient": "noor", "invitation": "x", "state": "PENDING", "openKey": None}],
    ),
    (
        "i10_open_key_while_open",
        invited("IGNORED", ", openKey: 'noor ada'"),
        [{"sender": "ada", "recipient": "noor", "invitation": "x", "state": "IGNORED", "openKey": "noor ada"}],
    ),
    (
        "i10_open_key_while_open",
        invited("WITHDRAWN", ", openKey: 'ada noor'"),
        [{"sender": "ada", "recipient": "noor", "invitation": "x", "state": "WITHDRAWN", "openKey": "ada noor"}],
    ),
    (
        "i11_nothing_on_a_deleted_member",
        "SET bao.status = 'DELETED' CREATE (:Event {member: 'bao', seq: 1})"
        " CREATE (bao)-[:INVITED {id: 'x', state: 'CANCELLED'}]->(wren)",
        [
            {"member": "bao", "tie": "CONNECTED", "count": 2},
            {"member": "bao", "tie": "Event", "count": 1},
            {"member": "bao", "tie": "FOLLOWS", "count": 5},
            {"member": "bao", "tie": "INVITED", "count": 1},
        ],
    ),
    (
        "i12_closed_after_sent",
        invited("DECLINED", closed("2026-01-09")),
        [{"sender": "ada", "recipient": "noor", "invitation": "x", "sentAt": "2026-01-10", "closedAt": "2026-01-09"}],
    ),
]


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with times as dates and lists in order."""
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if hasattr(value, "iso_format"):
        return value.iso_format()[:10]
    return sorted(value) if isinstance(value, list) else value


async def town(database: Database) -> None:
    await database.write(catalog()["demo/town"].text)


def test_the_town_keeps_every_invariant(run: Any) -> None:
    async def work(database: Database) -> list[Finding]:
        await town(database)
        return await check(database, catalog())

    assert [(name, rows) for name, _, rows in run(work)] == [
        (statement.name.removeprefix("checks/"), []) for statement in catalog().below("checks")
    ]


def test_an_empty_graph_keeps_every_invariant(run: Any) -> None:
    assert [rows for _, _, rows in run(lambda database: check(database, catalog()))] == [[]] * len(
        catalog().below("checks")
    )


@pytest.mark.parametrize(
    ("name", "plant", "expected"), PLANTS, ids=[f"{n[:3]}-{i}" for i, (n, _, _) in enumerate(PLANTS)]
)
def test_a_broken_invariant_is_found(run: Any, name: str, plant: str, expected: list[dict[str, Any]]) -> None:
    async def work(database: Database) -> tuple[list[str], dict[str, Finding]]:
        await town(database)
        await database.write(PEOPLE + plant)
        return await database.read(BROKEN), {finding.name: finding for finding in await check(database, catalog())}

    broken, findings = run(work)
    finding = findings[name]
    assert broken == [f"checks/{other}" for other, found in findings.items() if found.rows]
    assert plain(finding.rows) == expected
    assert finding.question == catalog()[f"checks/{name}"].question


def test_every_check_is_seen_to_fail() -> None:
    assert {name for name, _, _ in PLANTS} == {s.name.removeprefix("checks/") for s in catalog().below("checks")}


def test_at_most_a_hundred_rows_are_shown(run: Any) -> None:
    async def work(database: Database) -> list[Finding]:
        await database.write("UNWIND range(1, 150) AS n CREATE (m:Member {id: toString(n)})-[:FOLLOWS]->(m)")
        return await check(database, catalog())

    assert [len(rows) for name, _, rows in run(work) if name.startswith("i06")] == [100]
