from datetime import timedelta

from app.graph.limits import limits
from app.graph.loading import composer
from app.settings import Settings

SEND = {
    "connectionLimit": 30_000,
    "openInvitationLimit": 3_000,
    "weeklyInvitationLimit": 100,
    "noteLength": 300,
    "invitationLifetime": timedelta(days=180),
    "invitationWithdrawnCooldown": timedelta(days=21),
    "invitationDeclinedCooldown": timedelta(days=30),
    "removedCooldown": timedelta(days=21),
}


def test_a_statement_gets_the_limits_that_it_names() -> None:
    assert limits(Settings(), composer().write("send_invitation")) == SEND
    assert limits(Settings(), composer().write("accept_invitation")) == {"connectionLimit": 30_000}
    assert limits(Settings(), composer().write("remind_invitation")) == {
        "noteLength": 300,
        "reminderLimit": 1,
        "reminderDelay": timedelta(days=7),
    }


def test_a_statement_without_limits_gets_none() -> None:
    assert limits(Settings(), composer().write("follow_member")) == {}
    assert limits(Settings(), composer().write("block_member")) == {}


def test_other_settings_are_other_limits() -> None:
    fewer = Settings(connection_limit=3, removed_cooldown=timedelta(hours=1))
    assert limits(fewer, composer().write("accept_invitation")) == {"connectionLimit": 3}
    changed = {"connectionLimit": 3, "removedCooldown": timedelta(hours=1)}
    assert limits(fewer, composer().write("send_invitation")) == SEND | changed
    assert limits(Settings(), composer().write("send_invitation")) == SEND


def test_what_actions_foretell_goes_by_the_limits_of_the_writes() -> None:
    read = limits(Settings(), composer().read("actions"))
    assert read == {name: limit for name, limit in SEND.items() if name != "invitationLifetime"} | {
        "reminderLimit": 1,
        "reminderDelay": timedelta(days=7),
    }


def test_a_setting_that_is_no_limit_is_no_parameter() -> None:
    """`$neo4jPassword` in a statement stays without a value, however it got there."""
    assert limits(Settings(), "RETURN $neo4jPassword, $jwtSecret, $dataDir, $environment, $nobody") == {}
    assert limits(Settings(), "RETURN $noteLength + $noteLength, $pageSize") == {"noteLength": 300, "pageSize": 100}
