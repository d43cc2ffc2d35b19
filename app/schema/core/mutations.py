"""Shared parts of mutations: fields of inputs, the base of payloads, and the way from an input to its payload."""

import hashlib
from dataclasses import fields
from typing import Any, TypeVar

import orjson
import strawberry
from strawberry import UNSET

from app.graph.writing import WriteResult
from app.schema.core.check import Check
from app.schema.core.context import Info
from app.schema.core.errors import SHARED, UserError, Words, refusals
from app.schema.core.rows import from_row

P = TypeVar("P", bound="Payload")

INPUT = strawberry.argument(description="The input of the mutation.")


def optional(description: str) -> Any:
    """An input's field that may be left out."""
    return strawberry.field(default=UNSET, description=description)


def idempotency_key() -> Any:
    return optional("A repeat with the same key gets the first answer; at most 64 characters, remembered for 24 hours.")


@strawberry.type
class Payload:
    """Base of payloads, whose resolvers read what the write was about under the visibility after it."""

    result: strawberry.Private[WriteResult]
    user_errors: list[UserError] = strawberry.field(
        description="Why the mutation changed nothing; empty when it succeeded."
    )


async def change(
    info: Info, kind: type[P], name: str, input: Any, check: Check, words: Words = SHARED, /, **parameters: Any
) -> P:
    """Do `cypher/writes/<name>` unless `check` found faults; `words` has the messages of its refusals."""
    info.context.require_sign_in()
    key = check.key(input.idempotency_key or None)
    if check.errors:
        return from_row(kind, {"result": WriteResult("INVALID_VALUE"), "user_errors": check.errors})
    result = await info.context.write(name, digest(name, input), key, parameters)
    return from_row(kind, {"result": result, "user_errors": refusals(result, info.context.settings, words)})


async def read_again(info: Info, name: str, key: str | None) -> Any:
    """The answer of `cypher/reads/<name>` about the key in a write's result; None without a key."""
    return None if key is None else await info.context.load.read(name, key)


def digest(name: str, input: Any) -> str:
    """The hash of a request, compared with another one under the same key; a field left out differs from null."""
    text = orjson.dumps([name, given(input)], default=_left_out, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def given(input: object) -> dict[str, Any]:
    """The fields of an input that the client sent, the idempotency key aside, by their names in Python."""
    values = {field.name: getattr(input, field.name) for field in fields(input)}  # type: ignore[arg-type]
    return {name: value for name, value in values.items() if value is not UNSET and name != "idempotency_key"}


def _left_out(value: object) -> list[str]:
    if value is not UNSET:
        raise TypeError(f"{value!r} cannot be part of a request")
    return ["left out"]
