from datetime import timedelta

import pytest

from app.graph.address import Address
from app.settings import Settings, read_settings
from app.transport.environment import environment

ADDRESS = Address("bolt://127.0.0.1:7777", "neo4j", "pass word", "neo4j")


def test_a_worker_reads_the_settings_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Settings(
        environment="production",
        jwt_secret="a-secret-of-the-tests-that-is-long-enough",
        allowed_hosts=("a.test", "*.b.test"),
        request_deadline=timedelta(seconds=2.5),
        removed_cooldown=timedelta(days=3),
        body_limit=5_000,
        jwt_issuer=None,
    )
    for name, value in environment(given, ADDRESS).items():
        monkeypatch.setenv(name, value)
    read = read_settings()
    changed = {"neo4j_uri": "bolt://127.0.0.1:7777", "neo4j_password": read.neo4j_password}
    assert read == given.model_copy(update=changed)
    assert read.neo4j_password.get_secret_value() == "pass word"
    assert read.jwt_secret is not None
    assert read.jwt_secret.get_secret_value() == "a-secret-of-the-tests-that-is-long-enough"


def test_what_was_not_set_is_left_to_its_default() -> None:
    assert environment(Settings(), ADDRESS) == {
        "NEO4J_URI": "bolt://127.0.0.1:7777",
        "NEO4J_USERNAME": "neo4j",
        "NEO4J_PASSWORD": "pass word",
        "NEO4J_DATABASE": "neo4j",
    }
