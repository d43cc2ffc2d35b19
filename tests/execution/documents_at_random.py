"""Valid documents at random: aliases, merged duplicates, fragments, conditions, introspection."""

from __future__ import annotations

from random import Random
from typing import Any

from graphql import (
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    PossibleFragmentSpreadsRule,
    do_types_overlap,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    parse,
    validate,
)

_CONDITIONS = ("a", "b", "c")
_ARGUMENTS = {"first": ("1", "2", "3"), "to": ('"x"', '"y"')}
# The other rules are kept by the way the documents are written.
_RULES = (OverlappingFieldsCanBeMergedRule, PossibleFragmentSpreadsRule)
_INTROSPECTION = (
    '__type(name: "Person") { kind name fields { name type { name ofType { name } } } }',
    "__schema { queryType { name } directives { name args { name } } }",
    "__schema { __typename types { name } }",
)


def document(schema: GraphQLSchema, seed: int) -> str:
    """A document that the schema's rules accept; the same for the same seed."""
    random = Random(seed)
    while True:
        text = _Author(schema, random).write()
        if not validate(schema, parse(text), _RULES):
            return text


def conditions(text: str, seed: int) -> dict[str, bool]:
    """Values for the variables that the document declares."""
    random = Random(seed)
    return {name: random.random() < 0.5 for name in _CONDITIONS if f"${name}: " in text}


class _Author:
    def __init__(self, schema: GraphQLSchema, random: Random) -> None:
        self._schema = schema
        self._random = random
        self._fragments: dict[str, tuple[Any, str]] = {}
        self._asked: set[str] = set()
        self._writing = 0

    def write(self) -> str:
        body = self._selection(self._schema.query_type, self._random.randint(2, 4))
        fragments = "\n".join(text for _, text in self._fragments.values())
        declared = ", ".join(f"${name}: Boolean!" for name in _CONDITIONS if name in self._asked)
        return f"query Q{f'({declared})' if declared else ''} {body}\n{fragments}"

    def _selection(self, type_: Any, depth: int) -> str:
        parts = [self._part(type_, depth) for _ in range(self._random.randint(1, 6))]
        if self._random.random() < 0.3:
            parts.append(self._random.choice(parts))
        self._random.shuffle(parts)
        return "{ " + " ".join(part for part in parts if part) + " __typename }"

    def _part(self, type_: Any, depth: int) -> str:
        chance = self._random.random()
        if chance < 0.12 and depth > 1:
            return self._inline(type_, depth)
        if chance < 0.22 and depth > 1:
            return self._spread(type_, depth)
        if chance < 0.27:
            return f"{self._random.choice(('', 't: ', 'name_of_type: '))}__typename{self._condition()}"
        if type_ is self._schema.query_type and chance < 0.3:
            return self._random.choice(_INTROSPECTION)
        return self._field(type_, depth)

    def _field(self, type_: Any, depth: int) -> str:
        choices = [
            (name, definition)
            for name, definition in getattr(type_, "fields", {}).items()
            if depth > 1 or is_leaf_type(get_named_type(definition.type))
        ]
        if not choices:
            return "__typename"
        name, definition = self._random.choice(choices)
        arguments = alias = ""
        for argument in definition.args:
            if self._random.random() < 0.5:
                value = self._random.choice(_ARGUMENTS[argument])
                arguments, alias = f"({argument}: {value})", f"{name}_{value.strip(chr(34))}: "
        if not alias and self._random.random() < 0.2:
            alias = f"other_{name}: "
        named = get_named_type(definition.type)
        below = "" if is_leaf_type(named) else " " + self._selection(named, depth - 1)
        return f"{alias}{name}{arguments}{self._condition()}{below}"

    def _inline(self, type_: Any, depth: int) -> str:
        on = self._random.choice([None, *self._related(type_)])
        head = f"... on {on.name}" if on else "..."
        return f"{head}{self._condition()} {self._selection(on or type_, depth - 1)}"

    def _spread(self, type_: Any, depth: int) -> str:
        fitting = [name for name, (on, _) in self._fragments.items() if do_types_overlap(self._schema, on, type_)]
        if fitting and self._random.random() < 0.5:
            return f"...{self._random.choice(fitting)}{self._condition()}"
        on = self._random.choice(self._related(type_))
        self._writing += 1
        name = f"F{self._writing}"
        self._fragments[name] = (on, f"fragment {name} on {on.name} {self._selection(on, depth - 1)}")
        return f"...{name}{self._condition()}"

    def _related(self, type_: Any) -> list[Any]:
        """The type, and those that share objects with it."""
        possible = self._schema.get_possible_types(type_) if is_abstract_type(type_) else ()
        return [type_, *possible, *getattr(type_, "interfaces", ())]

    def _condition(self) -> str:
        if self._random.random() > 0.12:
            return ""
        word = self._random.choice(("skip", "include"))
        value = self._random.choice(("true", "false", *_CONDITIONS, *_CONDITIONS))
        if value in _CONDITIONS:
            self._asked.add(value)
            value = f"${value}"
        return f" @{word}(if: {value})"
