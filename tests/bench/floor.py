"""The floor: bare ASGI, the driver, one statement a request, no GraphQL, no sign-in, no rules.

`python -m tests.bench.floor` serves `POST /NUMBER` with the parameters of that question as JSON, on the Neo4j of
NEO4J_URI; it prints its address.
"""

from __future__ import annotations

import gc
import os
import socket
from typing import Any
from urllib.parse import quote

import neo4j.exceptions
import orjson
import uvicorn
from starlette.types import Receive, Scope, Send

from tests.bench.questions import QUESTIONS

_STATEMENTS = {f"/{number}": neo4j.Query(question.floor, timeout=10.0) for number, question in enumerate(QUESTIONS)}
_MODES = {
    f"/{number}": neo4j.WRITE_ACCESS if question.writes else neo4j.READ_ACCESS
    for number, question in enumerate(QUESTIONS)
}
_HEADERS = [(b"content-type", b"application/json")]


def path(name: str) -> str:
    """Where a question is asked."""
    return quote(f"/{[question.name for question in QUESTIONS].index(name)}")


class Floor:
    def __init__(self) -> None:
        environ = os.environ
        self._database = environ.get("NEO4J_DATABASE", "neo4j")
        self._driver = neo4j.AsyncGraphDatabase.driver(
            environ["NEO4J_URI"],
            auth=(environ.get("NEO4J_USERNAME", "neo4j"), environ["NEO4J_PASSWORD"]),
            max_connection_pool_size=32,
            telemetry_disabled=True,
            notifications_min_severity="OFF",
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        status = 200
        try:
            answer = orjson.dumps(await self._answer(scope["path"], orjson.loads(body)))
        except neo4j.exceptions.Neo4jError as error:  # more was asked than it can do in time
            status, answer = 503, str(error.code).encode()
        headers = [*_HEADERS, (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    async def _answer(self, path: str, parameters: dict[str, Any]) -> Any:
        session = self._driver.session(database=self._database, default_access_mode=_MODES[path])
        async with session:
            result = await session.run(_STATEMENTS[path], parameters)
            record = await result.single()
            return record[0] if record else None


def main() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        print(f"Ready: http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)
        config = uvicorn.Config(
            Floor(), http="httptools", loop="uvloop", lifespan="off", access_log=False, log_level="error"
        )
        uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    main()
