"""Parameters of a statement: from the command line, else the examples of its header."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from app.graph.catalog import Parameter, Statement
from app.graph.examples import example, typed

_KINDS: dict[str, type | tuple[type, ...]] = {
    "INTEGER": int,
    "FLOAT": (int, float),
    "BOOLEAN": bool,
    "MAP": dict,
}
_INTEGER_LIMIT = 2**63
_SURROGATE = re.compile("[\ud800-\udfff]")


class ParameterError(Exception):
    """Raised for a parameter that the statement does not take; the message says what it takes."""


def parameters(statement: Statement, given: Iterable[str]) -> dict[str, Any]:
    """The values of all parameters by name, from texts such as `member=ada`; `ParameterError` for a bad one."""
    declared = {parameter.name: parameter for parameter in statement.parameters}
    values = {name: example(parameter) for name, parameter in declared.items()}
    for text in given:
        name, equals, value = text.partition("=")
        name = name.strip().removeprefix("$")
        if not equals:
            raise ParameterError(f"-p {text!r}: write it as -p name=value.")
        if name not in declared:
            takes = ", ".join(f"{p.name} ({p.type})" for p in statement.parameters) or "no parameter"
            raise ParameterError(f"-p {name}: {statement.name} takes {takes}.")
        values[name] = _given(declared[name], value)
    return values


def _given(parameter: Parameter, text: str) -> Any:
    try:
        value = _value(parameter, text)
        if not _fits(value):
            raise ValueError(text)
    except (ValueError, RecursionError):
        raise ParameterError(
            f"-p {parameter.name}: {text!r} is no {parameter.type}; write one such as {parameter.example}."
        ) from None
    return value


def _value(parameter: Parameter, text: str) -> Any:
    if text == "null":
        return None
    if parameter.type == "ANY":
        return _json_or_text(text)
    if parameter.type.startswith("LIST"):
        return _items(parameter.type, text)
    if parameter.type not in _KINDS:
        return typed(parameter.type, _unquoted(text))
    value: Any = json.loads(text)
    if not isinstance(value, _KINDS[parameter.type]) or (isinstance(value, bool) and parameter.type != "BOOLEAN"):
        raise ValueError(text)
    return value


def _json_or_text(text: str) -> Any:
    """Parse as JSON, else return the text, because the filters of a list have no declared types."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _unquoted(text: str) -> str:
    """The text, or the content of a JSON string, so that the text `null` can be given."""
    return str(json.loads(text)) if len(text) > 1 and text[0] == text[-1] == '"' else text


def _fits(value: Any) -> bool:
    """Whether the driver can send it: no lone surrogates, no integers beyond 64 bits."""
    match value:
        case str():
            return _SURROGATE.search(value) is None
        case int():
            return -_INTEGER_LIMIT <= value < _INTEGER_LIMIT
        case list():
            return all(map(_fits, value))
        case dict():
            return all(map(_fits, [*value, *value.values()]))
    return True


def _items(kind: str, text: str) -> list[Any]:
    """Parse a JSON array, or for a list of texts also `ada,grace`."""
    if kind == "LIST<STRING>" and not text.lstrip().startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    value = json.loads(text)
    if not isinstance(value, list) or (kind == "LIST<STRING>" and not all(isinstance(item, str) for item in value)):
        raise ValueError(text)
    return value
