from typing import Any

from app.graph.catalog import catalog
from app.graph.database import Database
from app.values.defaults import DEFAULT_SETTINGS

TOWN = catalog()["demo/town"]


def test_eight_members_with_every_property(run: Any) -> None:
    async def work(database: Database) -> Any:
        return [
            await database.write(TOWN.text),
            await database.read("MATCH (m:Member) WITH m ORDER BY m.id RETURN collect(m {.*})"),
        ]

    answer, members = run(work)
    assert answer == {"members": 8, "connections": 7, "fans": 4, "invitations": 2}
    assert [row["id"] for row in members] == ["ada", "bao", "grace", "ines", "kofi", "mira", "noor", "wren"]
    changed = {
        row["id"]: {key: row[key] for key, usual in DEFAULT_SETTINGS.items() if row[key] != usual} for row in members
    }
    assert {identity: settings for identity, settings in changed.items() if settings} == {
        "mira": {"followPrimary": True},
        "noor": {"connectionsVisibility": "ONLY_ME"},
    }
    assert [row["nameKey"] for row in members] == [row["name"].casefold() for row in members]
    assert {row["handleKey"] == row["handle"] == row["id"] for row in members} == {True}


def test_it_wants_no_parameters() -> None:
    assert TOWN.parameters == ()
