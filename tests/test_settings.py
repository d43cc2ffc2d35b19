from datetime import timedelta

import pytest

from app.settings import Settings, SettingsError, read_settings, variable

SPANS = ("request_deadline", "body_deadline", "invitation_lifetime", "event_lifetime")
WAITS = ("invitation_withdrawn_cooldown", "invitation_declined_cooldown", "removed_cooldown", "reminder_delay")
COUNTS = tuple(name for name, field in Settings.model_fields.items() if isinstance(field.default, int))


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
