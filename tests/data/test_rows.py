import pytest
from graphql import build_schema as parse
from graphql import get_named_type, is_enum_type

from app.data.rows import ACQUAINTANCE, CLOSED, CONNECTED, FOLLOWS, MEMBERS, OPEN
from app.schema import build_schema
from app.values.defaults import DEFAULT_SETTINGS, SETTING_VALUES
from app.values.text import InvalidValueError


def test_a_member_with_nothing_but_an_id() -> None:
    assert MEMBERS.parameters({"id": " Ada "}) == {
        "id": "Ada",
        "handleKey": "ada",
        "createdAt": None,
        "member": {
            "id": "Ada",
            "handle": "Ada",
            "handleKey": "ada",
            "name": "Ada",
            "nameKey": "ada",
            "emails": [],
            "skills": [],
            "status": "ACTIVE",
            **DEFAULT_SETTINGS,
        },
    }


def test_a_member_who_tells_everything() -> None:
    fields = {
        "id": "17",
        "handle": "Tilda",
        "name": " Tilda STRAßE ",
        "headline": "Beekeeper",
        "location": "Oslo",
        "industry": "Agriculture",
        "company": "Clover Fields",
        "email": "Tilda@Example.org",
        "createdAt": "2024-05-31T09:30",
    }
    assert MEMBERS.parameters(fields) == {
        "id": "17",
        "handleKey": "tilda",
        "createdAt": "2024-05-31T09:30:00.000Z",
        "member": {
            "id": "17",
            "handle": "Tilda",
            "handleKey": "tilda",
            "name": "Tilda STRAßE",
            "nameKey": "tilda strasse",
            "headline": "Beekeeper",
            "location": "Oslo",
            "industry": "Agriculture",
            "company": "Clover Fields",
            "emails": ["tilda@example.org"],
            "skills": [],
            "status": "ACTIVE",
            **DEFAULT_SETTINGS,
        },
    }


def test_a_missing_name_is_the_handle() -> None:
    for name in ("", " ", "\u200b", "\u3164"):
        assert MEMBERS.parameters({"id": "17", "handle": "tilda", "name": name})["member"]["name"] == "tilda"


def test_text_that_shows_nothing_is_none() -> None:
    row = MEMBERS.parameters({"id": "17", "headline": "\u00ad", "location": "\u3000", "company": "\u2800"})["member"]
    assert {"headline", "location", "company"} & row.keys() == set()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": ""}, "'' is no id: 1 to 128 printable ASCII characters without spaces"),
        ({"id": "a", "handle": "a b"}, "'a b' is no handle: 1 to 128 printable ASCII characters without spaces"),
        ({"id": "a", "name": "x" * 101}, "name has 101 characters, more than 100"),
        ({"id": "a", "name": "a\u202eb"}, "name holds the control character U+202E"),
        ({"id": "a", "company": "a\u2067b"}, "company holds the control character U+2067"),
        ({"id": "a", "headline": "x" * 201}, "headline has 201 characters, more than 200"),
        ({"id": "a", "company": "x" * 101}, "company has 101 characters, more than 100"),
        ({"id": "a", "email": "nobody"}, "'nobody' is no e-mail address"),
        ({"id": "a", "email": "a@b.c;" * 5 + "nobody"}, "'nobody' is no e-mail address"),
        ({"id": "a", "email": ";".join(f"{n}@example.org" for n in range(6))}, "email has 6 entries, more than 5"),
        ({"id": "a", "skills": "x" * 51}, "skills has 51 characters, more than 50"),
        ({"id": "a", "skills": "x;" * 51}, "skills has 51 entries, more than 50"),
        ({"id": "a", "about": "x" * 2_601}, "about has 2601 characters, more than 2600"),
        ({"id": "a", "status": "GONE"}, "status is 'GONE'; write one of ACTIVE, HIBERNATED, DELETED"),
        ({"id": "a", "followPolicy": "everyone"}, "followPolicy is 'everyone'; write one of EVERYONE, CONNECTIONS"),
        ({"id": "a", "requireNote": "yes"}, "requireNote is 'yes'; write one of true, false"),
        ({"id": "a", "createdAt": "May"}, "'May' is no ISO 8601 time such as 2024-05-31T09:30:00Z"),
    ],
)
def test_a_member_who_is_refused(fields: dict[str, str], reason: str) -> None:
    with pytest.raises(InvalidValueError) as error:
        MEMBERS.parameters(fields)
    assert str(error.value) == reason


def test_a_connection_lies_from_the_lower_id_to_the_higher() -> None:
    assert CONNECTED.parameters({"a": "grace", "b": "ada", "since": "2024-05-31"}) == {
        "a": "ada",
        "b": "grace",
        "pair": "ada grace",
        "since": "2024-05-31T00:00:00.000Z",
    }


def test_a_follow_keeps_its_direction() -> None:
    assert FOLLOWS.parameters({"follower": "grace", "followee": "ada"}) == {
        "follower": "grace",
        "followee": "ada",
        "since": None,
        "origin": None,
    }


def test_the_two_sides_differ() -> None:
    with pytest.raises(InvalidValueError, match=r"^'ada' is on both sides$"):
        CONNECTED.parameters({"a": "ada", "b": "ada"})
    with pytest.raises(InvalidValueError, match=r"^'ada' is on both sides$"):
        FOLLOWS.parameters({"follower": "ada", "followee": " ada"})


def test_both_ends_are_needed() -> None:
    with pytest.raises(InvalidValueError, match=r"^'' is no id"):
        CONNECTED.parameters({"a": "ada"})


def test_the_values_are_those_of_the_schema() -> None:
    schema = parse(build_schema().as_str())
    fields = schema.type_map["Settings"].fields  # type: ignore[attr-defined]
    assert list(fields) == list(DEFAULT_SETTINGS)
    enums = {name: get_named_type(field.type) for name, field in fields.items()}
    assert {name: tuple(enum.values) for name, enum in enums.items() if is_enum_type(enum)} == SETTING_VALUES
    assert tuple(schema.type_map["InvitationState"].values) == OPEN + CLOSED  # type: ignore[attr-defined]
    assert tuple(schema.type_map["HowYouKnow"].values) == ACQUAINTANCE  # type: ignore[attr-defined]
