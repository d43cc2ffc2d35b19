"""Statements as the server would send them for a member, with the values of their parameters."""

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
    """A file with the rules put in, and its parameters: given ones, those of the server, else the file's examples.

    A list takes `order`, `first`, `after` and the names of its filters besides.
    """
    wanted = replace(statement, parameters=(*statement.parameters, *_more(statement)))
    chosen = {text.partition("=")[0].strip().removeprefix("$") for text in given}
    values = parameters(wanted, given)
    text = _text(statement, values.get("order"), chosen)
    now = datetime.now(UTC)
    ours = {"now": now, "event": new_id(now), "viewer": viewer, "brief": False, **limits(settings, text)}
    ours |= {"key": f"{viewer}\t{new_id(now)}", "request": statement.name, "kept": 600}
    if "subject" in statement.parts:
        (subject,) = named(statement.part("subject"))
        ours["keys"] = [values[subject]]
    if viewer is None:
        ours["viewer"] = values["viewer"] if "viewer" in chosen else None
    values |= {name: value for name, value in ours.items() if name == "viewer" or name not in chosen}
    return text, {name: values[name] for name in sorted(named(text))}


def pasted(text: str, values: Mapping[str, Any]) -> str:
    """A statement for cypher-shell or Neo4j Browser."""
    return "\n".join([*(f":param {name} => {_literal(value)};" for name, value in values.items()), f"{text};"])


def _more(statement: Statement) -> list[Parameter]:
    """What a page of a list takes that its file does not declare."""
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
    """A value as Cypher writes it."""
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
