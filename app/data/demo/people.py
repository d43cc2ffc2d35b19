"""Who lives in the demo network: names, handles, work, school, settings."""

from __future__ import annotations

from random import Random

from app.data.demo import cast
from app.data.demo.names import FIRST_NAMES, SURNAMES
from app.data.demo.person import SPAN, START, Person, ascii_key, moment
from app.data.demo.words import COMPANIES, PLACES, SCHOOLS
from app.values.defaults import DEFAULT_SETTINGS

POPULATION = 1_000

_FIXED_NAMES = {cast.ADA: "Ada Fairmeadow", cast.GRACE: "Grace Tamblyne"}
_OTHERS: dict[str, tuple[str | bool, ...]] = {
    "connectionsVisibility": ("SECOND_DEGREE", "CONNECTIONS", "RECIPROCAL", "ONLY_ME", "HIDDEN"),
    "followersVisibility": ("CONNECTIONS", "EVERYONE"),
    "followingVisibility": ("CONNECTIONS", "EVERYONE"),
    "showFollowerCount": (False,),
    "fullProfileVisibility": ("SECOND_DEGREE", "EVERYONE"),
    "followPolicy": ("CONNECTIONS",),
    "invitePolicy": ("SECOND_DEGREE", "EMAIL", "NOBODY"),
    "requireNote": (True,),
    "autoFollowOnConnect": (False,),
    "followPrimary": (True,),
    "isDiscoverable": (False,),
}
_SHARE = 0.05  # of all members, for each value that is not the default


def people(rng: Random) -> list[Person]:
    """About a thousand members, always the same ones for the same generator."""
    everyone = [_person(rng, identity, name) for identity, name in _names(rng).items()]
    _choose_settings(rng, everyone)
    return everyone


def _names(rng: Random) -> dict[str, str]:
    """Display names by handle; no two alike."""
    names = dict(_FIXED_NAMES)
    taken = set(names.values())
    firsts = list(FIRST_NAMES) + rng.choices(FIRST_NAMES, k=POPULATION)
    for first in firsts:
        if len(names) == POPULATION:
            break
        last = rng.choice(SURNAMES)
        if f"{first} {last}" not in taken:
            taken.add(f"{first} {last}")
            names[_handle(names, first, last)] = f"{first} {last}"
    return names


def _handle(taken: dict[str, str], first: str, last: str) -> str:
    short, long = ascii_key(first), ascii_key(last)
    for handle in (short, f"{short}.{long[0]}", f"{short}.{long[:2]}", f"{short}.{long}"):
        if len(handle) >= 3 and handle not in taken:
            return handle
    return f"{short}_{long}"


def _person(rng: Random, identity: str, name: str) -> Person:
    company = rng.choices(COMPANIES, [c.weight for c in COMPANIES])[0]
    person = Person(
        id=identity,
        name=name,
        place=company.place if rng.random() < 0.7 else rng.choice(PLACES),
        company=company,
        employed=rng.random() < 0.94,
        school=rng.choice(SCHOOLS),
        graduation=rng.randrange(1988, 2023),
        joined=moment(rng, START, START + SPAN * 0.9 * rng.random()),
        sociability=min(90, max(2, int(rng.lognormvariate(2.45, 0.75)))),
    )
    _play_part(rng, person)
    return person


def _play_part(rng: Random, person: Person) -> None:
    if person.id in cast.WISHES:
        person.sociability = cast.WISHES[person.id]
        person.joined = moment(rng, START, START + SPAN * 0.1)
    if person.id in cast.HIBERNATED:
        person.status = "HIBERNATED"
    if person.id in cast.DELETED:
        person.status = "DELETED"
    if person.id in (*cast.DELETED, *cast.ISOLATED):
        person.sociability = 0


def _choose_settings(rng: Random, everyone: list[Person]) -> None:
    """Each value that is not the default goes to its share of the members, one value a setting and member."""
    for person in everyone:
        person.settings = dict(DEFAULT_SETTINGS)
    free = [person for person in everyone if person.id not in cast.SETTINGS]
    for setting, values in _OTHERS.items():
        chosen = rng.sample(free, int(_SHARE * POPULATION) * len(values))
        for index, person in enumerate(chosen):
            person.settings[setting] = values[index % len(values)]
    for person in everyone:
        person.settings |= cast.SETTINGS.get(person.id, {})
