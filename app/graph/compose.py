"""An edge's pattern, its rules and the wrapper become one statement; nothing here depends on values, only on names."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from graphlib import TopologicalSorter
from textwrap import dedent

from app.graph.catalog import Catalog, CatalogError, Statement, last_part
from app.graph.cursor import RankKind
from app.graph.scope import CALL, bound, uses

# `/* [write($parameter: something, …) */ … /* write] */`: in a read the decision of that write, in a write its effects.
_BORROWED = re.compile(r"^( *)/\* \[(\w+)\(([^()]*)\) \*/.*?/\* \2\] \*/", re.DOTALL | re.MULTILINE)
_VISIBLE_SUBJECT = "member = viewer OR true /* visible(member) */"
_KEY = re.compile(r"\$\w+")
_EFFECTS = re.compile(r"/\* \[effects \*/\n(.*)\n *" + r"/\* effects\] \*/", re.DOTALL)
_MARKED = re.compile(r"/\* \[(\w+) \*/")
_MARGIN = re.compile(r"^", re.MULTILINE)


class Composer:
    """Makes the statements that the server runs from the files of a catalogue; each is made once.

    `names` tells the file that a statement was made from.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        lists = {last_part(source.name): sorted(self._needs(source)) for source in catalog.below("lists")}
        self._lists = tuple(TopologicalSorter(lists).static_order())  # one that is made of another comes after it
        self.names: dict[str, str] = {}
        self.page = lru_cache(maxsize=1024)(self._page)
        self.count = lru_cache(maxsize=1024)(self._count)
        self.read = lru_cache(maxsize=256)(self._read)
        self.write = lru_cache(maxsize=256)(self._write)

    def rank_kind(self, name: str, order: str) -> RankKind:
        """What rows of this edge, or of this read that pages in its own statement, are ranked by."""
        expression, _, is_time = _order(self._catalog.get(f"edges/{name}") or self._catalog[f"reads/{name}"], order)
        return "time" if is_time else "text" if expression.endswith("Key") else "number"

    def _page(self, edge: str, order: str, filters: frozenset[str] = frozenset()) -> str:
        """The statement for a page: parameters viewer, keys, after {rank, id} or null, first, now, and one a filter."""
        source = self._catalog[f"edges/{edge}"]
        rank, way, is_time = _order(source, order)
        mark = "datetime($after.rank)" if is_time else "$after.rank"
        down = way == "DESC"
        rows = {name: self.expand(text) for name, text in source.rules_of("row").items()}
        rows |= {"rank": "toString(rank)" if is_time else "rank"}
        if "key" not in rows:
            rows["key"] = "node.id"
        parts = {
            "pattern": _ranked(_with_used(self.expand(source.part("pattern")), rank), self.expand(rank), way),
            "within": f"{'<=' if down else '>='} {mark}",
            "beyond": f"{'<' if down else '>'} {mark}",
            "way": way,
            "key": rows["key"],
            "row": ", ".join(f"{name}: {text}" for name, text in rows.items()),
        }
        return self._named(source.name, self._wrap("page", source, parts, filters))

    def _count(self, edge: str, filters: frozenset[str] = frozenset()) -> str:
        """The statement for a total: parameters viewer, keys, now, and one a filter."""
        source = self._catalog[f"edges/{edge}"]
        pattern = _with_used(self.expand(source.part("pattern"))).partition("\nORDER BY rank")[0]
        if ("total", "") in source.rules and not filters:
            total = f"LET total = CASE WHEN allowed THEN {self.expand(source.rules['total', ''])} END"
            return self._named(source.name, self._wrap("count", source, {"total": total, "pattern": ""}, filters))
        return self._named(source.name, self._wrap("count", source, {"pattern": pattern}, filters))

    def _read(self, name: str) -> str:
        """A file of `reads/` with the rules of visibility put in."""
        text = _BORROWED.sub(self._decision, self._catalog[f"reads/{name}"].text)
        return self._named(f"reads/{name}", _bare(self._with_lists(self.expand(text))))

    def _write(self, name: str) -> str:
        """A file of `writes/`, done once for each key: its own parameters, key, request and kept."""
        source = self._catalog[f"writes/{name}"]
        body = "\n".join(source.part(label) for label in ("find", "decide", "act", "answer"))
        text = self._catalog["wrap/idempotent"].text
        for part, replacement in (("lock", source.part("lock")), ("body", body)):
            text = _put(text, part, self.expand(_BORROWED.sub(self._effects, replacement)))
        return self._named(f"writes/{name}", _bare(text))

    def _named(self, name: str, statement: str) -> str:
        self.names[statement] = name
        return statement

    def _decision(self, match: re.Match[str]) -> str:
        decision = self._catalog[f"writes/{match[2]}"].part("decide")
        for given in filter(None, match[3].split(", ")):
            parameter, _, value = given.partition(": ")
            decision = re.sub(rf"\{parameter}\b", value, decision)
        return _MARGIN.sub(match[1], decision)

    def _effects(self, match: re.Match[str]) -> str:
        marked = _EFFECTS.search(self._catalog[f"writes/{match[2]}"].part("act"))
        if marked is None:
            raise CatalogError(f"writes/{match[2]}: mark its effects with `/* [effects */` and `/* effects] */`")
        return _MARGIN.sub(match[1], dedent(marked[1]))

    def expand(self, text: str) -> str:
        """Put the expression of each named rule in the place of `true /* rule(argument) */`, and theirs in turn."""

        def rule(match: re.Match[str]) -> str:
            name, arguments = match[1], [a for a in match[2].split(", ") if a]
            source = self._catalog.rule(name)
            answer = self.expand(_expression(source))
            return f"({_renamed(answer, dict(zip(source.arguments, arguments, strict=True)))})"

        return CALL.sub(rule, text)

    def _wrap(self, name: str, source: Statement, parts: dict[str, str], filters: Collection[str]) -> str:
        known = source.rules_of("filter")
        conditions = [source.rules["visible", ""], *(known[name] for name in sorted(filters))]
        parts["visible"] = " AND ".join(f"({self.expand(c)})" for c in conditions)
        parts["owner"] = self.expand(source.rules["owner", ""])
        parts["subject"] = subject = self._subject(source)
        text = self.expand(self._catalog[f"wrap/{name}"].text)
        # A list that is imported is carried by every row of a sort, so the pattern gets only what it uses.
        parts["imports"] = ", ".join(
            n for n in ("viewer", *sorted(bound(subject)), *self._lists) if uses(parts["pattern"], n)
        )
        for part, replacement in parts.items():
            text = _put(text, part, replacement)
        return _bare(self._with_lists(text))

    def _subject(self, source: Statement) -> str:
        """Whose list it is, by `key`, and the condition on which the viewer may ask for it."""
        rule = source.rules.get(("subject", ""), _VISIBLE_SUBJECT)
        return self.expand(_KEY.sub("key", source.part("subject")) + f"\nWHERE {rule}")

    def _with_lists(self, text: str) -> str:
        """Make the lists that the statement names, and pass to its inner parts what they use and no more."""
        lists, _, rest = text.partition("/* lists] */")
        if not rest:
            return text
        for name in reversed(self._lists):
            if uses(rest, name):
                rest = "\n" + self.expand(self._catalog[f"lists/{name}"].part("list")) + rest
        return lists.partition("/* [lists */")[0] + rest.lstrip("\n")

    def _needs(self, source: Statement) -> set[str]:
        """The lists that a file declares, and those that the rules in it do."""
        called = {name for name, _ in CALL.findall("\n".join(source.parts.values()))}
        return set(source.needs).union(*(self._needs(self._catalog.rule(name)) for name in called))


def _order(source: Statement, order: str) -> tuple[str, str, bool]:
    expression, way, *time = re.split(r" (ASC|DESC)", source.rules["order", order])
    return expression, way, time == [" time"]


def _expression(source: Statement) -> str:
    return source.part("answer").removeprefix("RETURN ").partition("\nAS answer")[0]


def _renamed(text: str, names: dict[str, str]) -> str:
    if not names:
        return text
    # Texts are passed over; a catalogue with an argument before a colon is refused.
    return re.sub(rf"'[^']*'|(?<![\w.$:])({'|'.join(names)})\b", lambda m: names[m[1]] if m[1] else m[0], text)


def _ranked(pattern: str, rank: str, way: str) -> str:
    """The pattern in one of its orders: what it ranks by is in its RETURN, the way in its ORDER BY."""
    pattern = re.sub(r"RETURN node, edge, .+ AS rank", f"RETURN node, edge, {rank} AS rank", pattern)
    return re.sub(r"ORDER BY rank\b.*", f"ORDER BY rank {way}", pattern)


def _with_used(pattern: str, rank: str = "") -> str:
    """The pattern without the marked parts that only another order needs, such as the newest of many dates."""
    for name in set(_MARKED.findall(pattern)):
        if not uses(rank, name):
            pattern = _put(pattern, name, "")
    return pattern


def _put(text: str, part: str, replacement: str) -> str:
    """Replace each paragraph or phrase between `/* [part */` and `/* part] */`, indented as it was."""
    found = re.compile(rf"(?:^( +))?/\* \[{part} \*/.*?/\* {part}\] \*/", re.DOTALL | re.MULTILINE)
    return found.sub(lambda m: _MARGIN.sub(m[1] or "", replacement), text)


def _bare(text: str) -> str:
    """Without comments and the closing semicolon: what is sent stays the same whatever a file says of itself."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("//"))
    return "\n".join(lines).rstrip().removesuffix(";")
