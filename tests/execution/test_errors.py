import logging

import pytest
from graphql import GraphQLError, GraphQLSyntaxError, Source, located_error

from app.execution.errors import answers, is_refusal, masked, refusal, timed_out
from app.graph.database import DatabaseAuthError, DatabaseTimeout, DatabaseUnavailable


def told(error: GraphQLError, *, hints: bool = True) -> tuple[str, object]:
    [answer] = answers([error], hints=hints)
    return answer.message, (answer.extensions or {})["code"]


def test_a_coded_error_stays_as_it_is() -> None:
    raised = located_error(refusal("Sign in first.", "UNAUTHENTICATED"), None, ["viewer"])
    [answer] = answers([raised], hints=True)
    assert answer.formatted == {
        "message": "Sign in first.",
        "path": ["viewer"],
        "extensions": {"code": "UNAUTHENTICATED"},
    }


def test_an_uncoded_graphql_error_is_the_clients() -> None:
    assert told(GraphQLError("Int cannot represent that.")) == ("Int cannot represent that.", "BAD_USER_INPUT")


def test_a_syntax_error_is_a_failed_parse() -> None:
    message, code = told(GraphQLSyntaxError(Source("{"), 1, "Expected Name."))
    assert (message, code) == ("Syntax Error: Expected Name.", "GRAPHQL_PARSE_FAILED")


def test_hints_are_cut_where_they_are_not_wanted() -> None:
    def error() -> GraphQLError:
        return GraphQLError("Value 'RECEN' does not exist in 'Order' enum. Did you mean 'RECENT' or 'NAME'?")

    assert told(error())[0] == "Value 'RECEN' does not exist in 'Order' enum. Did you mean 'RECENT' or 'NAME'?"
    assert told(error(), hints=False)[0] == "Value 'RECEN' does not exist in 'Order' enum."


@pytest.mark.parametrize(
    ("cause", "message", "code"),
    [
        (DatabaseTimeout("x"), "The request took too long; ask for less, or try again in a moment.", "TIMEOUT"),
        (DatabaseUnavailable("host x:7687"), "The database cannot be reached; try again in a moment.", "UNAVAILABLE"),
        (DatabaseAuthError("password"), "Internal error", "INTERNAL_SERVER_ERROR"),
        (ValueError("secret"), "Internal error", "INTERNAL_SERVER_ERROR"),
    ],
)
def test_what_is_not_the_clients_mistake_keeps_its_cause_to_itself(cause: Exception, message: str, code: str) -> None:
    [answer] = answers([located_error(cause, None, ["viewer", 0])], hints=True)
    formatted = answer.formatted
    extensions = dict(formatted.pop("extensions"))
    assert extensions.pop("code") == code
    assert set(extensions) == ({"id"} if code == "INTERNAL_SERVER_ERROR" else set())
    assert formatted == {"message": message, "path": ["viewer", 0]}
    assert answer.original_error is None


def test_an_exception_cannot_bring_its_own_code() -> None:
    cause = ValueError("secret")
    cause.extensions = {"code": "FORBIDDEN", "secret": 1}  # type: ignore[attr-defined]
    assert told(located_error(cause, None, ["a"])) == ("Internal error", "INTERNAL_SERVER_ERROR")


def test_a_bug_is_logged_once_with_the_id_the_client_gets(caplog: pytest.LogCaptureFixture) -> None:
    cause = ValueError("secret")
    first, second = answers([located_error(cause, None, ["a"]), located_error(cause, None, ["b", 1])], hints=True)
    [record] = caplog.records
    identifier = (first.extensions or {})["id"]
    assert (second.extensions or {})["id"] == identifier
    assert record.levelno == logging.ERROR
    assert record.getMessage() == f"internal error {identifier} at 'a'"
    assert record.exc_info is not None
    assert record.exc_info[1] is cause


def test_two_bugs_have_two_ids(caplog: pytest.LogCaptureFixture) -> None:
    bugs = answers(
        [located_error(ValueError("x"), None, ["a"]), located_error(ValueError("x"), None, ["b"])], hints=True
    )
    assert len({(bug.extensions or {})["id"] for bug in bugs}) == 2
    assert len(caplog.records) == 2


def test_an_answer_is_answered_the_same_again(caplog: pytest.LogCaptureFixture) -> None:
    once = answers([located_error(ValueError("x"), None, ["a"])], hints=True)
    assert [error.formatted for error in answers(once, hints=True)] == [error.formatted for error in once]
    assert len(caplog.records) == 1


def test_a_refusal_is_what_was_never_executed() -> None:
    bad = refusal("No.", "BAD_USER_INPUT")
    assert is_refusal([bad])
    assert not is_refusal([bad, located_error(bad, None, ["viewer"])])
    assert not is_refusal([timed_out()])
    assert not is_refusal([masked(ValueError("x"))])
