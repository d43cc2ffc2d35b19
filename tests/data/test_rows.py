import pytest

from app.data.rows import CONNECTED, FOLLOWS, MEMBERS
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
            "headline": None,
            "location": None,
            "industry": None,
            "company": None,
            "emails": [],
            "skills": [],
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
        },
    }


def test_a_missing_name_is_the_handle() -> None:
    for name in ("", " ", "\u200b", "\u3164"):
        assert MEMBERS.parameters({"id": "17", "handle": "tilda", "name": name})["member"]["name"] == "tilda"


def test_text_that_shows_nothing_is_none() -> None:
    row = MEMBERS.parameters({"id": "17", "headline": "\u00ad", "location": "\u3000", "company": "\u2800"})["member"]
    assert (row["headline"], row["location"], row["company"]) == (None, None, None)


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
        "followed": "ada",
        "pair": "grace ada",
        "since": None,
    }


def test_nobody_stands_on_both_sides() -> None:
    with pytest.raises(InvalidValueError, match=r"^'ada' stands on both sides$"):
        CONNECTED.parameters({"a": "ada", "b": "ada"})
    with pytest.raises(InvalidValueError, match=r"^'ada' stands on both sides$"):
        FOLLOWS.parameters({"follower": "ada", "followee": " ada"})


def test_both_ends_are_needed() -> None:
    with pytest.raises(InvalidValueError, match=r"^'' is no id"):
        CONNECTED.parameters({"a": "ada"})
