import errno
import os

import pytest

from app.transport.listening import ServeError, bind


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with bind("127.0.0.1", 0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(ServeError) as error:
            bind("127.0.0.1", port)
    assert str(error.value) == (
        f"127.0.0.1 port {port} cannot be used ([Errno {errno.EADDRINUSE}] {os.strerror(errno.EADDRINUSE)}):"
        " choose another with --host or --port."
    )


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("no.such.host.invalid", 0), ("203.0.113.1", 0)])
def test_an_address_that_cannot_be_used_is_said_in_one_sentence(host: str, port: int) -> None:
    with pytest.raises(ServeError, match="choose another with --host or --port"):
        bind(host, port)
