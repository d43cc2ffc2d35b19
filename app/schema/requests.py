"""From a mutation's input to its payload."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import orjson
from strawberry import UNSET

from app.graph.writing import Answer
from app.schema.check import Check
from app.schema.context import Info
from app.schema.inputs import given
from app.schema.payloads import Payload, payload
from app.schema.user_errors import refusals

P = TypeVar("P", bound=Payload)


async def change(
    info: Info, kind: type[P], name: str, input: Any, check: Check, /, field: str = "note", **parameters: Any
) -> P:
    """Do `cypher/writes/<name>` unless `check` found faults; `field` is where the input carries its words."""
    info.context.require_sign_in()
    key = check.key(input.idempotency_key or None)
    if check.errors:
        return payload(kind, Answer("INVALID_VALUE"), check.errors)
    answer = await info.context.write(name, digest(name, input), key, parameters)
    return payload(kind, answer, refusals(answer, info.context.settings, field))


def digest(name: str, input: Any) -> str:
    """What tells this request from another one under the same key; what was left out differs from null."""
    text = orjson.dumps([name, given(input)], default=_left_out, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def _left_out(value: object) -> list[str]:
    if value is not UNSET:
        raise TypeError(f"{value!r} cannot be part of a request")
    return ["left out"]
