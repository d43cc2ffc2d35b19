"""Values that cannot be used end the start with a sentence; values that can are brought into one form."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings, SettingsError, read_settings, variable

HOSTS = "write each as a name alone, such as example.com, *.example.com or [::1]; any port is answered."
ORIGINS = "write each as scheme, host and, where it has one, port, such as https://app.example.com."
SPANS = ("request_deadline", "body_deadline", "invitation_lifetime", "event_lifetime")
WAITS = ("invitation_withdrawn_cooldown", "invitation_declined_cooldown", "removed_cooldown", "reminder_delay")
COUNTS = tuple(name for name, field in Settings.model_fields.items() if type(field.default) is int)


def refused(monkeypatch: pytest.MonkeyPatch, field: str, text: str) -> str:
    monkeypatch.setenv(variable(field), text)
    with pytest.raises(SettingsError) as error:
        read_settings()
    return str(error.value)


@pytest.mark.parametrize("field", Settings.model_fields)
def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    monkeypatch.setenv(variable(field), "")
    assert read_settings() == Settings()
    assert field not in read_settings().model_fields_set


def test_every_duration_is_judged() -> None:
    durations = {name for name, field in Settings.model_fields.items() if isinstance(field.default, timedelta)}
    assert durations == {*SPANS, *WAITS}


@pytest.mark.parametrize("field", SPANS)
@pytest.mark.parametrize("text", ["PT0S", "-P1D", "-PT0.1S"])
def test_a_span_is_longer_than_nothing(monkeypatch: pytest.MonkeyPatch, field: str, text: str) -> None:
    assert refused(monkeypatch, field, text) == f"{variable(field)}: Input should be greater than 0 seconds"


@pytest.mark.parametrize("field", WAITS)
def test_a_wait_may_be_none_but_not_less(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    expected = f"{variable(field)}: Input should be greater than or equal to 0 seconds"
    assert refused(monkeypatch, field, "-P1D") == expected
    monkeypatch.setenv(variable(field), "PT0S")
    assert getattr(read_settings(), field) == timedelta()


@pytest.mark.parametrize("field", [*SPANS, *WAITS])
def test_no_duration_is_longer_than_ten_years(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    expected = f"{variable(field)}: Input should be less than or equal to 3650 days"
    assert refused(monkeypatch, field, "P3651D") == expected


@pytest.mark.parametrize("field", COUNTS)
@pytest.mark.parametrize("text", ["-1", "1000000001", "9" * 30, "9" * 5_000, "1e3", "many"])
def test_a_number_is_one_that_can_be_meant(monkeypatch: pytest.MonkeyPatch, field: str, text: str) -> None:
    assert refused(monkeypatch, field, text).startswith(f"{variable(field)}: ")


@pytest.mark.parametrize("field", ["neo4j_heap", "neo4j_page_cache"])
@pytest.mark.parametrize("text", ["0m", "0g", "-1g", "1t", "g", "\uff11g"])
def test_a_size_is_one(monkeypatch: pytest.MonkeyPatch, field: str, text: str) -> None:
    assert refused(monkeypatch, field, text).startswith(f"{variable(field)}: ")


def said(**given: Any) -> str:
    with pytest.raises(SettingsError) as error:
        read_settings(**given)
    return str(error.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://App.Example.com/", ("https://app.example.com",)),
        ("HTTPS://app.test:443, http://app.test:8080/", ("http://app.test:8080", "https://app.test")),
        ("http://[::1]:3000", ("http://[::1]:3000",)),
        ("capacitor://localhost", ("capacitor://localhost",)),
        ("*", ("*",)),
        ("", ()),
    ],
)
def test_origins_are_read_as_browsers_send_them(written: str, read: tuple[str, ...]) -> None:
    assert read_settings(cors_origins=written).cors_origins == read


@pytest.mark.parametrize(
    "written",
    ["app.test", "app.test:8080", "//app.test", "https://app.test/app", "https://app.test?a", "null", "https://a:b"],
)
def test_what_is_no_origin_is_refused(written: str) -> None:
    assert said(cors_origins=f"https://other.test,{written}") == f"ACQUAINT_CORS_ORIGINS: {ORIGINS}"


@pytest.mark.parametrize("written", ["example.com", "*.Example.com", "[::1]", "127.0.0.1", "my_host-1", "*", "a,b.c"])
def test_hosts_are_names(written: str) -> None:
    assert read_settings(allowed_hosts=written).allowed_hosts == tuple(written.split(","))


@pytest.mark.parametrize(
    "written", ["example.com:8000", "https://example.com", "example.com/", "[::1]:80", "::1", "*example.com", "a b"]
)
def test_what_is_more_than_a_host_is_refused(written: str) -> None:
    assert said(allowed_hosts=f"localhost,{written}") == f"ACQUAINT_ALLOWED_HOSTS: {HOSTS}"


def test_a_server_of_nothing_but_documents_needs_their_file(tmp_path: Path) -> None:
    message = "ACQUAINT_DOCUMENTS_ONLY: set ACQUAINT_DOCUMENTS too, to the file of what may be executed."
    assert said(documents_only="true") == message
    assert read_settings(documents_only="true", documents=tmp_path / "documents.json").documents_only is True
