"""What a member of the demo network says of work, school and skills."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from app.data.demo.person import END, Person
from app.data.demo.words import COMPANIES, DEGREES, FLAVOURS, ROLES, SCHOOLS, SKILLS
from app.values.text import name_key
from app.values.times import utc

Row = dict[str, Any]


class Profile(NamedTuple):
    """Rows for the graph: one member, and what this one did where."""

    member: Row
    positions: list[Row]
    education: list[Row]


def profile(rng: Random, person: Person) -> Profile:
    """A deleted member keeps the name only."""
    if person.status == "DELETED":
        return Profile(_identity(person) | {"emails": [], "skills": []}, [], [])
    positions = _positions(rng, person)
    current = next((row for row in positions if row["endedOn"] is None), None)
    headline = f"{current['title']} at {current['company']}" if current else "Between two things"
    if rng.random() < 0.35:
        headline += f" · {rng.choice(FLAVOURS)}"
    member = {
        "headline": headline,
        "location": person.place,
        "industry": person.company.industry,
        "company": current["company"] if current else None,
        "about": _about(rng, person),
        "skills": _skills(rng, person),
        "emails": [f"{person.id}@example.org", f"{person.id}@example.net"][: 2 if rng.random() < 0.15 else 1],
    }
    return Profile(_identity(person) | member, positions, _education(rng, person))


def _identity(person: Person) -> Row:
    names = {
        "handle": person.id,
        "handleKey": person.id.casefold(),
        "name": person.name,
        "nameKey": name_key(person.name),
    }
    return {"id": person.id, **names, **person.settings, "status": person.status, "createdAt": utc(person.joined)}


def _positions(rng: Random, person: Person) -> list[Row]:
    """One to four, the newest first; each begins when the one before it ended."""
    years = sorted(
        rng.sample(range(person.graduation, END.year), rng.randint(1, min(4, END.year - person.graduation))),
        reverse=True,
    )
    ended = None if person.employed else f"{years[0] + 1}"
    company = person.company
    rows = []
    for year in years:
        began = f"{year}-{rng.randint(1, 12):02}" if rng.random() < 0.7 else f"{year}"
        title = rng.choice(ROLES[company.industry])
        rows.append(
            {"member": person.id, "company": company.name, "title": title, "startedOn": began, "endedOn": ended}
        )
        ended = began
        kindred = [c for c in COMPANIES if c.industry == person.company.industry and c is not company]
        company = rng.choice(kindred if kindred and rng.random() < 0.6 else COMPANIES)
    return rows


def _education(rng: Random, person: Person) -> list[Row]:
    rows = [_study(rng, person, person.school, person.graduation)]
    if rng.random() < 0.25:
        rows.append(_study(rng, person, rng.choice([s for s in SCHOOLS if s != person.school]), person.graduation + 2))
    return rows if rng.random() < 0.92 else []


def _study(rng: Random, person: Person, school: str, ended: int) -> Row:
    return {
        "member": person.id,
        "school": school,
        "degree": rng.choice(DEGREES) if rng.random() < 0.9 else None,
        "startedOn": f"{ended - rng.randint(2, 4)}",
        "endedOn": f"{ended}",
    }


def _about(rng: Random, person: Person) -> str | None:
    if rng.random() < 0.4:
        return None
    years = END.year - person.graduation
    field = person.company.industry.lower()
    return f"{years} years in {field}, lately in {person.place}. I care about {rng.choice(FLAVOURS)}."


def _skills(rng: Random, person: Person) -> list[str]:
    own = rng.sample(SKILLS[person.company.industry], rng.randint(1, 4))
    other = rng.choice(SKILLS[rng.choice(list(SKILLS))])
    return sorted({*own, other})
