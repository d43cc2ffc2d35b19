from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122, UUID

from app.graph.ids import new_id

NOW = datetime(2026, 1, 1, 9, 30, 0, 123_999, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7() -> None:
    ids = [UUID(new_id(NOW)) for _ in range(200)]
    assert {(id.version, id.variant) for id in ids} == {(7, RFC_4122)}


def test_an_id_is_written_in_lower_case_with_hyphens() -> None:
    id = new_id(NOW)
    assert id == str(UUID(id))
    assert [len(part) for part in id.split("-")] == [8, 4, 4, 4, 12]


def test_an_id_begins_with_the_milliseconds_of_its_moment() -> None:
    assert UUID(new_id(NOW)).int >> 80 == 1_767_259_800_123
    assert new_id(NOW)[:14] == "019b78e4-823b-"
    assert new_id(NOW.astimezone(timezone(timedelta(hours=9))))[:14] == "019b78e4-823b-"
    assert UUID(new_id(datetime(1970, 1, 1, tzinfo=UTC))).int >> 80 == 0


def test_ids_stand_in_the_order_of_their_milliseconds() -> None:
    ids = [new_id(NOW + timedelta(milliseconds=passed)) for passed in range(2_000)]
    assert ids == sorted(ids)


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(NOW) for _ in range(20_000)}) == 20_000


def test_every_random_bit_is_used() -> None:
    ids = [UUID(new_id(NOW)).int for _ in range(200)]
    random = (0xFFF << 64) | ((1 << 62) - 1)
    ones = zeros = 0
    for id in ids:
        ones |= id & random
        zeros |= ~id & random
    assert (ones, zeros) == (random, random)
