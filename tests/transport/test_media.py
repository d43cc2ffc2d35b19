import pytest

from app.transport.media import EVENTS, GRAPHQL, JSON, accepts_html, answer_type


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        ("Application/GraphQL-Response+JSON; charset=utf-8", GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.9, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0.8, {JSON}", JSON),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{GRAPHQL};q=0, */*;q=0.1", JSON),
        (f"text/html, {GRAPHQL};q=0.5", GRAPHQL),
        (f"{GRAPHQL};q=high", JSON),
        (EVENTS, EVENTS),
        ("Text/Event-Stream", EVENTS),
        (f"{EVENTS}, {JSON}", EVENTS),
        (f"{JSON}, {EVENTS}", JSON),
        (f"{EVENTS};q=0.9, */*", JSON),
        (f"{EVENTS}, */*;q=0.1", EVENTS),
        ("," * 5_000 + GRAPHQL, JSON),
    ],
)
def test_the_answer_has_the_type_wanted_most(accept: str | None, answer: str) -> None:
    assert answer_type(accept) == answer


def test_a_browser_is_known_by_what_it_accepts() -> None:
    assert accepts_html("application/xhtml+xml,text/HTML;q=0.9")
    assert not accepts_html("*/*")
    assert not accepts_html(None)
