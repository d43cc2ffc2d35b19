"""The socket that is listened on; it imports no server, because it is taken before anything is started."""

from __future__ import annotations

import socket


class ServeError(Exception):
    """The server cannot be started; the message says what to do."""


def bind(host: str, port: int) -> socket.socket:
    """A socket for this address, taken before anything else is started; port 0 is any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ServeError(
            f"{host} port {port} cannot be used ({error}): choose another with --host or --port."
        ) from None
    return listener
