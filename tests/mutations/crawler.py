"""Asks for everything: documents made from the schema itself, so that what is added to it is asked for, too."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

_MANY = 100  # rows a page: more than any list of these worlds has
_THROUGH = 2  # ids tried on the way to a field: the first ones are those of members
_BESIDE = 4  # variants of a field in one document


@dataclass(frozen=True)
class Words:
    """What the documents ask about: values by the names of arguments and input fields, of which each is tried."""

    values: Mapping[str, Sequence[Any]]

    def of(self, name: str, kind: GraphQLInputType) -> list[str]:
        """The literals to try for an argument or an input field; none leaves it out."""
        bare = get_nullable_type(kind)
        if isinstance(bare, GraphQLList):
            return self._lists(name, bare)
        if name in self.values:
            return [json.dumps(value) for value in self.values[name]]
        named = get_named_type(kind)
        if isinstance(named, GraphQLEnumType):
            return list(named.values)
        if isinstance(named, GraphQLInputObjectType):
            return [f"{{{text}}}" for text in self.objects(named)]
        return ["true", "false"] if named.name == "Boolean" else []

    def objects(self, kind: GraphQLInputObjectType) -> list[str]:
        """The fields of an input object: every combination of what must be given, then each of the others once."""
        must = {n: self.of(n, f.type) for n, f in kind.fields.items() if is_required_input_field(f)}
        may = {n: self.of(n, f.type) for n, f in kind.fields.items() if n not in must}
        return _combined(must, may)

    def arguments(self, arguments: Mapping[str, GraphQLArgument]) -> list[str]:
        """The like for the arguments of a field."""
        must = {n: self.of(n, a.type) for n, a in arguments.items() if is_required_argument(a)}
        may = {n: self.of(n, a.type) for n, a in arguments.items() if n not in must and n != "first"}
        fixed = f"first: {_MANY}" if "first" in arguments else ""
        return [", ".join(filter(None, (fixed, text))) for text in _combined(must, may)]

    def _lists(self, name: str, kind: GraphQLList[Any]) -> list[str]:
        singular = name.removesuffix("s")
        known = self.values.get(singular) or self.values.get(name)
        items = [json.dumps(value) for value in known] if known else self.of(singular, kind.of_type)
        return [f"[{', '.join(items)}]"]


def _combined(must: Mapping[str, list[str]], may: Mapping[str, list[str]]) -> list[str]:
    bases = [", ".join(f"{n}: {v}" for n, v in zip(must, values, strict=True)) for values in product(*must.values())]
    extra = [f"{name}: {value}" for name, values in may.items() for value in values]
    return [*bases, *(", ".join(filter(None, (base, one))) for base in bases for one in extra)]


@dataclass
class Crawler:
    """The documents of a schema, and what came of them."""

    schema: GraphQLSchema
    words: Words
    seen: set[str] = field(default_factory=set)

    def queries(self) -> Iterator[str]:
        """Documents that reach every field of what can be read, each with every argument worth trying."""
        assert self.schema.query_type is not None
        for route, name, asked in self._fields(self.schema.query_type, ()):
            texts = self.words.arguments(asked.args)
            calls = [self._call(f"{name}__{i}: {name}", text, asked, 1) for i, text in enumerate(texts)]
            for i in range(0, len(calls), _BESIDE):
                yield self._document("query", route, " ".join(calls[i : i + _BESIDE]))
            if not any(is_required_argument(a) for a in asked.args.values()):
                yield self._document("query", route, self._call(name, texts[0], asked, 2))

    def mutations(self) -> Iterator[tuple[str, str]]:
        """The name of each mutation and documents that do it, one after the other."""
        assert self.schema.mutation_type is not None
        for name, asked in self.schema.mutation_type.fields.items():
            for text in self._inputs(asked):
                yield name, self._document("mutation", (), self._call(name, text, asked, 1))

    def coordinates(self) -> set[str]:
        """Every field of every object that a query or a mutation can answer with."""
        found: dict[str, GraphQLObjectType] = {}
        left = [self.schema.query_type, self.schema.mutation_type]
        while left:
            kind = left.pop()
            if isinstance(kind, GraphQLInterfaceType):
                left.extend(self.schema.get_possible_types(kind))
            elif isinstance(kind, GraphQLObjectType) and kind.name not in found:
                found[kind.name] = kind
                left.extend(get_named_type(f.type) for f in kind.fields.values())
        return {f"{kind.name}.{name}" for kind in found.values() for name in kind.fields}

    def texts(self, value: Any, route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every text of an answer with the fields that lead to it; the fields that answered count as seen."""
        match value:
            case dict():
                for key, inner in value.items():
                    if not key.startswith("__"):
                        place = f"{value['__typename']}.{key.partition('__')[0]}"
                        self.seen.add(place)
                        yield from self.texts(inner, (*route, place))
            case list():
                for inner in value:
                    yield from self.texts(inner, route)
            case str():
                yield route, _readable(value) if route[-1].lower().endswith("cursor") else value

    def _fields(
        self, kind: GraphQLObjectType, route: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], str, GraphQLField]]:
        """The fields that take arguments, or begin a document; each type is entered once, by the shortest way."""
        left = [(kind, route)]
        entered = {kind.name}
        while left:
            kind, route = left.pop(0)
            for name, asked in kind.fields.items():
                if asked.args or not route:
                    yield route, name, asked
                inner = get_named_type(asked.type)
                if isinstance(inner, GraphQLObjectType) and inner.name not in entered:
                    entered.add(inner.name)
                    left += [(inner, (*route, f"{name}{_bracketed(text)}")) for text in self._ways(asked)]

    def _inputs(self, asked: GraphQLField) -> list[str]:
        """Whatever can be said about somebody; of what is about the viewer alone no more than must be given."""
        kind = get_named_type(asked.args["input"].type)
        assert isinstance(kind, GraphQLInputObjectType)
        if self._names_somebody(kind):
            return self.words.arguments(asked.args)
        must = {name: f for name, f in kind.fields.items() if is_required_input_field(f)}
        return [f"input: {{{text}}}" for text in self.words.objects(GraphQLInputObjectType(kind.name, must))]

    def _names_somebody(self, kind: GraphQLInputObjectType) -> bool:
        inner = [get_named_type(f.type) for f in kind.fields.values()]
        return any(i.name == "ID" or (isinstance(i, GraphQLInputObjectType) and self._names_somebody(i)) for i in inner)

    def _ways(self, asked: GraphQLField) -> list[str]:
        """With which arguments a field is gone through: all that must be given, or none."""
        must = {name: a for name, a in asked.args.items() if is_required_argument(a)}
        return self.words.arguments(must)[:_THROUGH]

    def _document(self, operation: str, route: Sequence[str], selection: str) -> str:
        for step in reversed(route):
            selection = f"{step} {{ __typename {selection} }}"
        fragments: dict[str, str] = {}
        self._fragments(selection, fragments)
        return "\n".join([f"{operation} {{ __typename {selection} }}", *fragments.values()])

    def _call(self, name: str, arguments: str, asked: GraphQLField, hops: int) -> str:
        """A field with all that lies below it, as far as `hops` steps from member to member."""
        return f"{name}{_bracketed(arguments)}{_spread(asked, hops)}"

    def _fragments(self, text: str, known: dict[str, str]) -> None:
        for word in text.split():
            if word.startswith("...") and len(word) > 3 and (name := word[3:]) not in known:
                kind_name, _, hops = name.rpartition("_")
                known[name] = self._fragment(name, self.schema.type_map[kind_name], int(hops))
                self._fragments(known[name], known)

    def _fragment(self, name: str, kind: GraphQLNamedType, hops: int) -> str:
        if isinstance(kind, GraphQLInterfaceType):
            inner = " ".join(f"...{possible.name}_{hops}" for possible in self.schema.get_possible_types(kind))
        else:
            assert isinstance(kind, GraphQLObjectType)
            inner = " ".join(self._below(field_name, asked, hops) for field_name, asked in kind.fields.items())
        return f"fragment {name} on {kind.name} {{ __typename {inner} }}"

    def _below(self, name: str, asked: GraphQLField, hops: int) -> str:
        named = get_named_type(asked.type)
        if any(is_required_argument(a) for a in asked.args.values()) or (hops == 0 and self._leads_on(named)):
            return ""
        arguments = self.words.arguments(asked.args)[0]
        return self._call(name, arguments, asked, hops - 1 if named.name in ("Member", "Node") else hops)

    def _leads_on(self, kind: GraphQLNamedType) -> bool:
        """Whether members lie below."""
        left, met = [kind], set()
        while left:
            kind = left.pop()
            if kind.name in ("Member", "Node"):
                return True
            if isinstance(kind, GraphQLObjectType) and kind.name not in met:
                met.add(kind.name)
                left += [get_named_type(f.type) for f in kind.fields.values()]
        return False


def _spread(asked: GraphQLField, hops: int) -> str:
    named = get_named_type(asked.type)
    assert is_leaf_type(named) or is_composite_type(named)
    return "" if is_leaf_type(named) else f" {{ ...{named.name}_{hops} }}"


def _bracketed(arguments: str) -> str:
    return f"({arguments})" if arguments else ""


def _readable(cursor: str) -> str:
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
