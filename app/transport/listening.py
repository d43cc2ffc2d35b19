"""Listening socket; imports no server code, because the port is checked before Neo4j starts."""

from __future__ import annotations

import socket


class ServeError(Exception):
    """Raised when the server cannot start; the message says what to do."""


def bind(host: str, port: int) -> socket.socket:
    """A bound socket, not yet listening; port 0 means any free one. `ServeError` when the address is unusable."""
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
