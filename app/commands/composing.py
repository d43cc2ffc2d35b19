"""Statements and parameters as the server would send them for a member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.commands.parameters import ParameterError, parameters
from app.graph.catalog import Parameter, Statement, catalog, last_part
from app.graph.ids import new_id
from app.graph.limits import limits, named
from app.graph.loading import composer
from app.settings import Settings


def composed(
    statement: Statement, viewer: str | None, given: Sequence[str], settings: Settings
) -> tuple[str, dict[str, Any]]:
    """The composed text of a file, and its parameters: given, else set by the server, else the file's examples.

    A list also takes `order`, `first`, `after` and its filters; `ParameterError` for a bad parameter.
    """
    wanted = replace(statement, parameters=(*statement.parameters, *_more(statement)))
    chosen = {text.partition("=")[0].strip().removeprefix("$") for text in given}
    values = parameters(wanted, given)
    text = _text(statement, values.get("order"), chosen)
    now = datetime.now(UTC)
    fixed = {"now": now, "event": new_id(now), "viewer": viewer, "brief": False, **limits(settings, text)}
    fixed |= {"key": f"{viewer}\t{new_id(now)}", "request": statement.name, "kept": 600}
    if "subject" in statement.parts:
        (subject,) = named(statement.part("subject"))
        fixed["keys"] = [values[subject]]
    if viewer is None:
        fixed["viewer"] = values["viewer"] if "viewer" in chosen else None
    values |= {name: value for name, value in fixed.items() if name == "viewer" or name not in chosen}
    return text, {name: values[name] for name in sorted(named(text))}


def pasted(text: str, values: Mapping[str, Any]) -> str:
    """A statement with `:param` lines, for cypher-shell or Neo4j Browser."""
    return "\n".join([*(f":param {name} => {_literal(value)};" for name, value in values.items()), f"{text};"])


def _more(statement: Statement) -> list[Parameter]:
    """Parameters that a page of a list takes but its file does not declare."""
    if "subject" not in statement.parts:
        return []
    known = {parameter.name for parameter in statement.parameters}
    filters = [Parameter(name, "ANY", "null") for name in statement.rules_of("filter") if name not in known]
    of_page = [parameter for parameter in catalog()["wrap/page"].parameters if parameter.name in ("first", "after")]
    return [Parameter("order", "STRING", f"'{next(iter(statement.rules_of('order')))}'"), *of_page, *filters]


def _text(statement: Statement, order: Any, chosen: set[str]) -> str:
    name = last_part(statement.name)
    match statement.name.partition("/")[0]:
        case "edges":
            orders, filters = list(statement.rules_of("order")), statement.rules_of("filter")
            if order not in orders:
                raise ParameterError(f"-p order: {statement.name} takes {' or '.join(orders)}.")
            used = frozenset(one for one, rule in filters.items() if one in chosen or rule == "true")
            return composer().page(name, order, used)
        case "reads":
            return composer().read(name)
        case "writes" if "answer" in statement.parts:
            return composer().write(name)
    return statement.text.removesuffix("\n").removesuffix(";")


def _literal(value: Any) -> str:
    """A value as a Cypher literal."""
    match value:
        case None | bool():
            return "null" if value is None else str(value).lower()
        case str():
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
        case datetime():
            return f"{'localdatetime' if value.tzinfo is None else 'datetime'}('{value.isoformat()}')"
        case date():
            return f"date('{value.isoformat()}')"
        case timedelta():
            return f"duration({{days: {value.days}, seconds: {value.seconds}, microseconds: {value.microseconds}}})"
        case list():
            return f"[{', '.join(map(_literal, value))}]"
        case dict():
            return f"({{{', '.join(f'{name}: {_literal(item)}' for name, item in value.items())}}})"
    return str(value)
