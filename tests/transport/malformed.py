"""Messages that are none of the protocol graphql-transport-ws, and the reason that each is told."""

from typing import Any

DEEP = '{"type":"ping","payload":{"a":' + "[" * 20_000 + "]" * 20_000 + "}}"
LONG = "long" * 1_000
MALFORMED: dict[str, tuple[str | bytes, str]] = {
    "array": ("[]", "A message must be an object with a type."),
    "array of messages": ('[{"type":"ping"}]', "A message must be an object with a type."),
    "number": ("1", "A message must be an object with a type."),
    "text": ('"ping"', "A message must be an object with a type."),
    "null": ("null", "A message must be an object with a type."),
    "true": ("true", "A message must be an object with a type."),
    "empty object": ("{}", "A message must be an object with a type."),
    "type of a number": ('{"type":1}', "A message must be an object with a type."),
    "type of an array": ('{"type":["ping"]}', "A message must be an object with a type."),
    "unknown type": ('{"type":"start","id":"1"}', "Unknown message type: start"),
    "no JSON": ("ping", "WebSocket message must be valid JSON"),
    "nothing": ("", "WebSocket message must be valid JSON"),
    "deep JSON": (DEEP, "WebSocket message must be valid JSON"),
    "lone surrogate": (r'{"type":"ping","payload":{"a":"\ud800"}}', "WebSocket message must be valid JSON"),
    "NaN": ('{"type":"ping","payload":{"a":NaN}}', "WebSocket message must be valid JSON"),
    "binary": (b'{"type":"ping"}', "WebSocket message type must be text"),
    "payload of text": ('{"type":"ping","payload":"a"}', "The payload must be an object."),
    "payload of an array": ('{"type":"pong","payload":[]}', "The payload must be an object."),
    "init with text": ('{"type":"connection_init","payload":"a"}', "The payload must be an object."),
    "init with an array": ('{"type":"connection_init","payload":[1]}', "The payload must be an object."),
    "subscribe without id": ('{"type":"subscribe","payload":{"query":"{ viewer }"}}', "The id must be text."),
    "subscribe with object id": ('{"type":"subscribe","id":{},"payload":{}}', "The id must be text."),
    "subscribe with array id": ('{"type":"subscribe","id":["1"],"payload":{}}', "The id must be text."),
    "subscribe with number id": ('{"type":"subscribe","id":1,"payload":{}}', "The id must be text."),
    "subscribe with null id": ('{"type":"subscribe","id":null,"payload":{}}', "The id must be text."),
    "subscribe with empty id": ('{"type":"subscribe","id":"","payload":{}}', "The id must be text."),
    "subscribe without payload": ('{"type":"subscribe","id":"1"}', "The payload must be an object."),
    "subscribe with null payload": ('{"type":"subscribe","id":"1","payload":null}', "The payload must be an object."),
    "subscribe with text": ('{"type":"subscribe","id":"1","payload":"{ a }"}', "The payload must be an object."),
    "subscribe without query": (
        '{"type":"subscribe","id":"1","payload":{}}',
        "The payload's query is of the wrong kind.",
    ),
    "subscribe with null query": (
        '{"type":"subscribe","id":"1","payload":{"query":null}}',
        "The payload's query is of the wrong kind.",
    ),
    "subscribe with array query": (
        '{"type":"subscribe","id":"1","payload":{"query":["{ viewer }"]}}',
        "The payload's query is of the wrong kind.",
    ),
    "subscribe with array variables": (
        '{"type":"subscribe","id":"1","payload":{"query":"{ viewer }","variables":[]}}',
        "The payload's variables is of the wrong kind.",
    ),
    "subscribe with number name": (
        '{"type":"subscribe","id":"1","payload":{"query":"{ viewer }","operationName":1}}',
        "The payload's operationName is of the wrong kind.",
    ),
    "subscribe with text extensions": (
        '{"type":"subscribe","id":"1","payload":{"query":"{ viewer }","extensions":"a"}}',
        "The payload's extensions is of the wrong kind.",
    ),
    "subscribe with number extensions": (
        '{"type":"subscribe","id":"1","payload":{"extensions":7}}',
        "The payload's extensions is of the wrong kind.",
    ),
    "complete without id": ('{"type":"complete"}', "The id must be text."),
    "complete with object id": ('{"type":"complete","id":{}}', "The id must be text."),
}
# What the protocol has no reason for that a close frame could hold: 123 bytes at most.
TOO_LONG: dict[str, dict[str, Any]] = {
    "unknown type": {"type": LONG},
    "syntax error": {"type": "subscribe", "id": "1", "payload": {"query": f"{{ viewer }} {LONG}"}},
}
