"""The `.cypher` files: their names, questions, parameters, and the rules that stand below an edge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

_PARAMETER = re.compile(r"\$(\w+) ([A-Z][A-Z<> ]*?) = ((?:'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,])+)(?:, |$)")
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
    """One `.cypher` file. `name` is its path without the ending, `text` the file as it stands, ready to run.

    `subject` and `pattern` are its paragraphs, `rules` the lines below an edge by (kind, name).
    """

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str
    paragraphs: tuple[str, ...]
    arguments: tuple[str, ...] = ()
    rules: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))

    def rules_of(self, kind: str) -> dict[str, str]:
        """The rules of one kind by name, in the order of the file."""
        return {name: text for (rule, name), text in self.rules.items() if rule == kind}


class Catalog(Mapping[str, Statement]):
    """All statements below one folder, by name such as `edges/connections`."""

    def __init__(self, root: Path) -> None:
        self._statements = {
            name: parse(name, path.read_text(encoding="utf-8"))
            for path in sorted(root.rglob("*.cypher"))
            for name in [path.relative_to(root).with_suffix("").as_posix()]
        }

    def __getitem__(self, name: str) -> Statement:
        return self._statements[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._statements)

    def __len__(self) -> int:
        return len(self._statements)

    def below(self, folder: str) -> list[Statement]:
        """The statements of one folder, in the order of their names."""
        return [s for name, s in self._statements.items() if name.startswith(f"{folder}/")]


def parse(name: str, text: str) -> Statement:
    """A statement from the text of its file; raises `CatalogError` for a missing question or a malformed header."""
    lines = text.splitlines()
    if not lines or not lines[0].startswith("// "):
        raise CatalogError(f"{name}: the first line must be the question, as `// …`")
    header = [line for line in lines[1:4] if line.startswith("// ")]
    parameters, arguments = "", ""
    for line in header:
        if line.startswith("// params: "):
            parameters = line.removeprefix("// params: ")
        if line.startswith("// of: "):
            arguments = line.removeprefix("// of: ")
    return Statement(
        name=name,
        question=lines[0].removeprefix("// "),
        parameters=_parameters(name, parameters),
        text=text,
        paragraphs=_paragraphs(text),
        arguments=tuple(arguments.split(", ")) if arguments else (),
        rules=MappingProxyType(_rules(text)),
    )


def _parameters(name: str, text: str) -> tuple[Parameter, ...]:
    found = [Parameter(*match.groups()) for match in _PARAMETER.finditer(text)]
    if ", ".join(f"${p.name} {p.type} = {p.example}" for p in found) != text:
        raise CatalogError(f"{name}: `// params:` wants `$name TYPE = example, …`, got {text!r}")
    return tuple(found)


def _paragraphs(text: str) -> tuple[str, ...]:
    """The blocks of the one statement between blank lines, comments and the closing semicolon left out."""
    body = text.split(";\n")[0].removesuffix(";")
    blocks = re.split(r"\n[ \t]*\n", body)
    kept = ("\n".join(line for line in block.splitlines() if not line.lstrip().startswith("//")) for block in blocks)
    return tuple(block.strip("\n") for block in kept if block.strip())


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
