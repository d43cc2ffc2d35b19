"""Values that cannot be used end the start with a sentence; values that can are brought into one form."""

from pathlib import Path
from typing import Any

import pytest

from app.settings import SettingsError, read_settings

HOSTS = "write each as a name alone, such as example.com, *.example.com or [::1]; any port is answered."
ORIGINS = "write each as scheme, host and, where it has one, port, such as https://app.example.com."


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
