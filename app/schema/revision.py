"""What an update of a profile changes in the graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.schema.check import ABOUT, HEADLINE, NAME, TITLE, Check
from app.schema.inputs import EducationInput, PositionInput
from app.values.text import name_key

_TEXTS = {"headline": HEADLINE, "location": NAME, "industry": NAME, "about": ABOUT}

Row = dict[str, str | None]


def revision(given: dict[str, Any], check: Check) -> tuple[dict[str, Any], dict[str, list[Row] | None]]:
    """The member's new properties, and the lists that are replaced; a list that stays is None."""
    changes: dict[str, Any] = {
        name: check.text(given[name], name, longest) for name, longest in _TEXTS.items() if name in given
    }
    if "name" in given:
        name = check.required(given["name"], "name", NAME)
        changes |= {"name": name, "nameKey": name_key(name)}
    if "handle" in given:
        handle = check.handle(given["handle"], "handle")
        changes |= {"handle": handle, "handleKey": handle.casefold()}
    if "emails" in given:
        changes["emails"] = check.emails(given["emails"] or [], "emails")
    if "skills" in given:
        changes["skills"] = check.texts(given["skills"] or [], "skills")
    lists: dict[str, list[Row] | None] = {"positions": None, "education": None}
    if "positions" in given:
        lists["positions"] = rows = _positions(given["positions"] or [], check)
        changes["company"] = next((row["company"] for row in rows if row["endedOn"] is None), None)
    if "education" in given:
        lists["education"] = _education(given["education"] or [], check)
    return changes, lists


def _positions(entries: Sequence[PositionInput], check: Check) -> list[Row]:
    check.count(entries, "positions")
    rows = []
    for place, entry in enumerate(entries):
        field = f"positions.{place}"
        row: Row = {
            "company": check.required(entry.company, f"{field}.company", NAME),
            "title": check.required(entry.title, f"{field}.title", TITLE),
        }
        rows.append(row | check.period(entry.started_on or None, entry.ended_on or None, field))
    return rows


def _education(entries: Sequence[EducationInput], check: Check) -> list[Row]:
    check.count(entries, "education")
    rows = []
    for place, entry in enumerate(entries):
        field = f"education.{place}"
        row: Row = {
            "school": check.required(entry.school, f"{field}.school", NAME),
            "degree": check.text(entry.degree or None, f"{field}.degree", TITLE),
        }
        rows.append(row | check.period(entry.started_on or None, entry.ended_on or None, field))
    return rows
