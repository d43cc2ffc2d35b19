import pytest

from app.transport.streams import NOBODY, Streams, TooManyStreams


def test_a_member_holds_as_many_streams_as_one_may() -> None:
    streams = Streams(2)
    with streams.one_more("ada"), streams.one_more("ada"):
        with pytest.raises(TooManyStreams):
            streams.check("ada")
        with pytest.raises(TooManyStreams), streams.one_more("ada"):
            pytest.fail("a third stream was opened")


def test_members_do_not_share_their_number() -> None:
    streams = Streams(1)
    with streams.one_more("ada"), streams.one_more("grace"), streams.one_more(None):
        for member in ("ada", "grace"):
            with pytest.raises(TooManyStreams):
                streams.check(member)
        streams.check("mira")


def test_those_who_are_not_signed_in_share_ten_times_as_many() -> None:
    streams = Streams(1)
    opened = [streams.one_more(None) for _ in range(NOBODY)]
    for stream in opened:
        stream.__enter__()
    with pytest.raises(TooManyStreams):
        streams.check(None)
    opened[0].__exit__(None, None, None)
    streams.check(None)
    for stream in opened[1:]:
        stream.__exit__(None, None, None)


def test_a_refused_stream_is_not_counted() -> None:
    streams = Streams(1)
    with streams.one_more("ada"), pytest.raises(TooManyStreams), streams.one_more("ada"):
        pytest.fail("a second stream was opened")
    with streams.one_more("ada"):
        pass


def test_a_stream_that_fails_is_counted_no_more() -> None:
    streams = Streams(1)
    with pytest.raises(ValueError, match="broken"), streams.one_more("ada"):
        raise ValueError("broken")
    streams.check("ada")
