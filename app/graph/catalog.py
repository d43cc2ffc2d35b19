"""The `.cypher` files: their names, questions, parameters, labelled paragraphs, and the rules below an edge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from app.graph.scope import Source, bound, faults

_PARAMETER = re.compile(r"\$(\w+) ([A-Z][A-Z<> ]*?) = ((?:'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,])+)(?:, |$)")
_COMPOSED = ("edges", "reads", "writes", "rules", "views", "lists", "wrap")
_LABEL = re.compile(r"// ([a-z]+)")
_RULE = re.compile(r"^// (\w+)(?: (\w+))?: (.+)$")


class CatalogError(Exception):
    """A `.cypher` file that does not keep the form of architecture; the message names the file."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a statement: its Cypher type and an example as Cypher text."""

    name: str
    type: str
    example: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One `.cypher` file, `text` as it is, ready to run. `name` is its kind, the first folder, and its last part.

    `parts` are its paragraphs that begin with a label, such as `// pattern`; `rules` the lines below an edge by
    (kind, name); `arguments` what a rule is about, `needs` the lists that the text names.
    """

    name: str
    path: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str
    parts: Mapping[str, str]
    arguments: tuple[str, ...]
    needs: tuple[str, ...]
    rules: Mapping[tuple[str, str], str]

    def part(self, label: str) -> str:
        """A labelled paragraph, without comments and the closing semicolon."""
        if label not in self.parts:
            raise CatalogError(f"{self.name}: label one of its paragraphs `// {label}`")
        return self.parts[label]

    def rules_of(self, kind: str) -> dict[str, str]:
        """The rules of one kind by name, in the order of the file."""
        return {name: text for (rule, name), text in self.rules.items() if rule == kind}


class Catalog(Mapping[str, Statement]):
    """All statements below one folder, by name such as `edges/connections`, in the order of their paths."""

    def __init__(self, root: Path) -> None:
        self._statements: dict[str, Statement] = {}
        for file in sorted(root.rglob("*.cypher")):
            path = file.relative_to(root).with_suffix("").as_posix()
            statement = parse(path, file.read_text(encoding="utf-8"))
            other = self._statements.setdefault(statement.name, statement)
            if other is not statement:
                raise CatalogError(f"{path}: rename it, {other.path} has the same last part")
        self._check()

    def __getitem__(self, name: str) -> Statement:
        return self._statements[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._statements)

    def __len__(self) -> int:
        return len(self._statements)

    def rule(self, name: str) -> Statement:
        """What a call such as `true /* visible(node) */` names: a file of `rules/` or `views/`."""
        return self.get(f"rules/{name}") or self[f"views/{name}"]

    def below(self, folder: str) -> list[Statement]:
        """The statements of one kind."""
        return [s for name, s in self._statements.items() if name.startswith(f"{folder}/")]

    def _check(self) -> None:
        """Refuse rules and lists whose variables could meet those of the text that they are put into."""
        sources = {statement.name: _source(statement) for kind in _COMPOSED for statement in self.below(kind)}
        callable_ = [*self.below("rules"), *self.below("views")]
        rules = {last_part(statement.name): sources[statement.name] for statement in callable_}
        lists = [last_part(statement.name) for statement in self.below("lists")]
        wrappers = {name for wrapper in self.below("wrap") for name in bound(wrapper.text)}
        for fault in faults(sources, rules, lists, wrappers):
            raise CatalogError(fault)


def parse(path: str, text: str) -> Statement:
    """A statement from the text of its file; raises `CatalogError` for a missing question or a malformed header."""
    name = f"{path.partition('/')[0]}/{last_part(path)}"
    lines = text.splitlines()
    if not lines or not lines[0].startswith("// "):
        raise CatalogError(f"{name}: the first line must be the question, as `// …`")
    header = {kind: rest for kind, colon, rest in (line[3:].partition(": ") for line in lines[1:4]) if colon}
    return Statement(
        name=name,
        path=path,
        question=lines[0].removeprefix("// "),
        parameters=_parameters(name, header.get("params", "")),
        text=text,
        parts=MappingProxyType(_parts(text)),
        arguments=tuple(filter(None, header.get("of", "").split(", "))),
        needs=tuple(filter(None, header.get("needs", "").split(", "))),
        rules=MappingProxyType(_rules(text)),
    )


def _parameters(name: str, text: str) -> tuple[Parameter, ...]:
    found = [Parameter(*match.groups()) for match in _PARAMETER.finditer(text)]
    if ", ".join(f"${p.name} {p.type} = {p.example}" for p in found) != text:
        raise CatalogError(f"{name}: `// params:` wants `$name TYPE = example, …`, got {text!r}")
    return tuple(found)


def _parts(text: str) -> dict[str, str]:
    """The paragraphs by their labels, comments and the closing semicolon left out."""
    body = text.split(";\n")[0].removesuffix(";")
    found = ((_LABEL.fullmatch(block.partition("\n")[0]), block) for block in re.split(r"\n[ \t]*\n", body))
    return {label[1]: _without_comments(block) for label, block in found if label}


def _without_comments(block: str) -> str:
    return "\n".join(line for line in block.splitlines() if not line.lstrip().startswith("//"))


def _source(statement: Statement) -> Source:
    """What of a file comes into composed statements: its labelled paragraphs and its rules, or else the whole."""
    parts = [*statement.parts.values(), *statement.rules.values()] or [statement.text]
    return Source("\n".join(parts), statement.needs, statement.arguments)


def last_part(name: str) -> str:
    return name.rpartition("/")[2]


def _rules(text: str) -> dict[tuple[str, str], str]:
    foot = text.partition(";\n")[2]
    matches = (_RULE.match(line) for line in foot.splitlines())
    return {(m[1], m[2] or ""): m[3] for m in matches if m}


@cache
def catalog() -> Catalog:
    """The catalogue of this installation: inside the package when installed, beside it in a checkout."""
    package = Path(str(files("app")))
    inside = package / "_cypher"
    return Catalog(inside if inside.is_dir() else package.parent / "cypher")
