"""Documents by id: automatic persisted queries, and files of trusted documents."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.settings import SettingsError
from app.transport import persisted
from tests.transport.test_sse import events
from tests.transport.wire import Socket

QUERY = "{ viewer }"
DATA = {"data": {"viewer": None}}
NOT_FOUND = {"errors": [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]}
ONLY = "This server executes only the documents of its list; send the id of one as documentId."
FORBIDDEN = {"errors": [{"message": ONLY, "extensions": {"code": "FORBIDDEN"}}]}
TRUSTED = {"a1": QUERY, "sha256:b2": "mutation { act }", "c3": "query A { viewer } query B { __typename }"}

MakeClient = Callable[..., TestClient]


def hashed(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}


def post(client: TestClient, accept: str = "application/json", **fields: Any) -> tuple[int, Any]:
    answer = client.post("/graphql", json=fields, headers={"accept": accept})
    return answer.status_code, answer.json()


def get(client: TestClient, **fields: Any) -> tuple[int, Any]:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    answer = client.get("/graphql", params=texts)
    return answer.status_code, answer.json()


def stream(client: TestClient, **fields: Any) -> Any:
    answer = client.post("/graphql", json=fields, headers={"accept": "text/event-stream"})
    first, payload, last = events(answer.text)
    assert (answer.status_code, first, last) == (200, "next", "complete")
    return payload


def over_socket(client: TestClient, **payload: Any) -> tuple[str, Any]:
    with Socket(client) as socket:
        socket.init().send({"type": "subscribe", "id": "1", "payload": payload})
        message = socket.receive()
        return message["type"], message["payload"]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "documents.json"
    path.write_text(json.dumps(TRUSTED), encoding="utf-8")
    return path


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_hash_is_unknown_until_its_text_was_sent(client: TestClient, accept: str) -> None:
    assert post(client, accept, extensions=hashed(QUERY)) == (200, NOT_FOUND)
    assert post(client, accept, query=QUERY, extensions=hashed(QUERY)) == (200, DATA)
    assert post(client, accept, extensions=hashed(QUERY)) == (200, DATA)
    assert post(client, accept, query="", extensions=hashed(QUERY)) == (200, DATA)


def test_get_knows_hashes(client: TestClient) -> None:
    assert get(client, extensions=hashed(QUERY)) == (200, NOT_FOUND)
    assert get(client, query=QUERY, extensions=hashed(QUERY)) == (200, DATA)
    assert get(client, extensions=hashed(QUERY)) == (200, DATA)


def test_event_streams_and_sockets_know_hashes(client: TestClient) -> None:
    assert stream(client, extensions=hashed(QUERY)) == NOT_FOUND
    assert over_socket(client, extensions=hashed(QUERY)) == ("error", NOT_FOUND["errors"])
    assert over_socket(client, query=QUERY, extensions=hashed(QUERY)) == ("next", DATA)
    for empty in ("", None):
        assert over_socket(client, query=empty, extensions=hashed(QUERY)) == ("next", DATA)
    assert stream(client, extensions=hashed(QUERY)) == DATA


def test_variables_and_names_go_with_a_hash(client: TestClient) -> None:
    text = "query A($t: String!) { echo(text: $t) } query B { viewer }"
    post(client, query=text, operationName="B", extensions=hashed(text))
    asked: dict[str, Any] = {"operationName": "A", "variables": {"t": "é"}, "extensions": hashed(text)}
    assert post(client, **asked) == (200, {"data": {"echo": "é"}})


def test_a_mutation_is_not_asked_for_by_get(client: TestClient) -> None:
    text = "mutation { act }"
    assert post(client, query=text, extensions=hashed(text)) == (200, {"data": {"act": "done"}})
    assert get(client, extensions=hashed(text))[0] == 405


def test_a_hash_of_another_text_is_refused(client: TestClient) -> None:
    message = "The sha256Hash is not that of the query; send its SHA-256 in lower-case hexadecimal."
    refused = {"errors": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}]}
    assert post(client, query=QUERY, extensions=hashed("{ other }")) == (400, refused)
    assert post(client, extensions=hashed("{ other }")) == (200, NOT_FOUND)


@pytest.mark.parametrize("text", ["{ nothing }", "{", "{ viewer " + " ".join(["viewer"] * 3_000) + " }"])
def test_a_document_that_is_not_valid_is_not_kept(client: TestClient, text: str) -> None:
    assert "data" not in post(client, query=text, extensions=hashed(text))[1]
    assert post(client, extensions=hashed(text)) == (200, NOT_FOUND)


@pytest.mark.parametrize(("bound", "most"), [("_SENT", 2), ("_SENT_TEXT", 3 * 11)])
def test_the_oldest_hashes_are_forgotten(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(persisted, bound, most)
    client = make_client()
    texts = [f"{{viewer}}#é{letter}" for letter in "abc"]  # 11 characters, 12 bytes
    for text in texts:
        post(client, query=text, extensions=hashed(text))
    assert [post(client, extensions=hashed(text))[1] == NOT_FOUND for text in texts] == [True, False, False]


@pytest.mark.parametrize(
    "extension", [{}, {"version": 2, "sha256Hash": "a"}, {"sha256Hash": "a"}, {"version": 1, "sha256Hash": 1}, "a", []]
)
def test_a_malformed_extension_is_refused(client: TestClient, extension: Any) -> None:
    message = 'The extension persistedQuery must be {"version": 1, "sha256Hash": text}.'
    refused = {"errors": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}]}
    assert post(client, extensions={"persistedQuery": extension}) == (400, refused)


@pytest.mark.parametrize("field", ["documentId", "id", "doc_id"])
@pytest.mark.parametrize("prefix", ["", "sha256:"])
def test_a_trusted_document_is_asked_for_by_its_id(
    make_client: MakeClient, documents: Path, field: str, prefix: str
) -> None:
    client = make_client(documents=documents)
    assert post(client, **{field: f"{prefix}a1"}) == (200, DATA)
    assert post(client, **{field: f"{prefix}b2"}) == (200, {"data": {"act": "done"}})
    assert get(client, **{field: f"{prefix}c3", "operationName": "B"}) == (200, {"data": {"__typename": "Query"}})
    assert stream(client, **{field: f"{prefix}a1"}) == DATA
    assert over_socket(client, **{field: f"{prefix}a1"}) == ("next", DATA)
    assert post(client, **{field: "unknown"}) == (200, NOT_FOUND)


def test_a_trusted_document_is_asked_for_by_a_hash_too(make_client: MakeClient, documents: Path) -> None:
    client = make_client(documents=documents)
    assert post(client, extensions={"persistedQuery": {"version": 1, "sha256Hash": "a1"}}) == (200, DATA)
    assert post(client, extensions=hashed(TRUSTED["a1"])) == (200, DATA)


def test_an_id_that_is_no_text_is_refused(make_client: MakeClient, documents: Path) -> None:
    refused = {"errors": [{"message": "The id of a document must be text.", "extensions": {"code": "BAD_USER_INPUT"}}]}
    assert post(make_client(documents=documents), documentId=7) == (400, refused)


def test_a_browser_with_an_id_gets_its_answer(make_client: MakeClient, documents: Path) -> None:
    client = make_client(documents=documents)
    extensions = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": "a1"}})
    for params in ({"documentId": "a1"}, {"extensions": extensions}):
        answer = client.get("/graphql", params=params, headers={"accept": "text/html"})
        assert (answer.status_code, answer.json()) == (200, DATA)


@pytest.mark.parametrize("text", ["{ v: viewer }", "{ __schema { queryType { name } } }"])
def test_nothing_but_trusted_documents_is_executed(make_client: MakeClient, documents: Path, text: str) -> None:
    client = make_client(documents=documents, documents_only=True)
    for fields in ({"query": text}, {"query": text, "extensions": hashed(text)}, {"query": text, "id": "a1"}):
        assert post(client, **fields) == (403, FORBIDDEN)
        assert get(client, **fields) == (403, FORBIDDEN)
        assert stream(client, **fields) == FORBIDDEN
        assert over_socket(client, **fields) == ("error", FORBIDDEN["errors"])
    assert post(client, extensions=hashed(text)) == (200, NOT_FOUND)
    assert post(client, documentId="a1") == (200, DATA)
    assert post(client, query=QUERY) == (200, DATA)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "{path} cannot be read (No such file or directory); write the path of a JSON file."),
        ("{", "{path} is not JSON (unexpected end of data: line 1 column 2 (char 1)); write an object of texts by id."),
        ("[]", "{path} is no object of texts; write each document's text by its id."),
        ('{"a": {"query": "{ viewer }"}}', "{path} is no object of texts; write each document's text by its id."),
        (
            '{"a": "{ viewer }", "b": "{"}',
            "the document b of {path} is not valid; mend or remove it: It cannot be parsed, or is too long.",
        ),
        (
            '{"a": "{ nothing }"}',
            "the document a of {path} is not valid; mend or remove it: Cannot query field 'nothing' on type 'Query'.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_ends_the_start(
    make_app: Callable[..., Any], tmp_path: Path, content: str | None, words: str
) -> None:
    path = tmp_path / "given.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        make_app(documents=path)
    assert str(error.value) == f"ACQUAINT_DOCUMENTS: {words.format(path=path)}"
