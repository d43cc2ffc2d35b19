"""The variables of Cypher text, and what of a rule would meet those of its caller."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

# `something /* rule(argument) */`: the value before the comment lets the file run as it is; the rule replaces both.
CALL = re.compile(r"(?:true|0|''|\w+ \{[^{}]*\}) /\* (\w+)\(([\w, ]*)\) \*/")
_REPLACED = re.compile(r"/\* \[(\w+)[^*]*\*/.*?/\* \1\] \*/", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|'(?:[^'\\\\']|\\.)*'", re.DOTALL)
_LINE = re.compile(r"//.*")
_BOUND = re.compile(
    r"(?<!\w)\((\w+)(?=[:)]| \{)"  # a node
    r"|-\[(\w+)(?=[:\]])"  # a relationship
    r"|[\[(,|] ?(\w+) IN "  # an element of a list
    r"|\b(?:AS|YIELD) (\w+)"
    r"|(?:\bLET |\breduce\(|, )(\w+) = "
)


@dataclass(frozen=True, slots=True)
class Source:
    """What counts of a file: its text, and for a rule what it is about; `needs` are the lists that it declares."""

    text: str
    needs: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()

    @property
    def calls(self) -> list[tuple[str, tuple[str, ...]]]:
        """The rules that the text names, with their arguments."""
        found = CALL.findall(_LINE.sub("", self.text))
        return [(name, tuple(filter(None, arguments.split(", ")))) for name, arguments in found]


def bound(text: str) -> set[str]:
    """The variables that Cypher text makes itself, outside what is replaced when it is composed."""
    bare = _bare(text)
    return {name for names in _BOUND.findall(bare) for name in names if name}


def uses(text: str, name: str) -> bool:
    """Whether Cypher text has a variable of this name."""
    return re.search(rf"(?<![.$\w]){name}\b(?!\()", text) is not None


def faults(
    sources: Mapping[str, Source], rules: Mapping[str, Source], lists: Collection[str], wrappers: Collection[str]
) -> Iterator[str]:
    """What is wrong with these files, by their names; `wrappers` are the variables around an edge."""
    for name, source in sources.items():
        yield from _faults_of_calls(name, source, rules)
    for name, source in sources.items():
        bare = _bare(source.text)
        needs = {one for one in lists if uses(bare, one)} - {name.rpartition("/")[2]}
        if needs != set(source.needs):
            yield f"{name}: the lists it names are to be declared as `// needs: {', '.join(sorted(needs))}`"
        for argument in source.arguments:
            if re.search(rf"(?<![\w.$:]){argument}\s*:", bare):
                yield f"{name}: its argument {argument} is before a colon, where it cannot be replaced"
        around = set(wrappers) if name.startswith("edges/") else set()
        for called, arguments in source.calls:
            if met := _own(called, rules) & ((bound(source.text) - {"answer"}) | around | set(arguments)):
                names = ", ".join(sorted(met))
                yield f"{name}: rename {names} here or in {called}, which would take the one for the other"


def _faults_of_calls(name: str, source: Source, rules: Mapping[str, Source]) -> Iterator[str]:
    for called, arguments in source.calls:
        if called not in rules:
            yield f"{name}: there is no rule {called}"
        elif len(arguments) != len(rules[called].arguments):
            yield f"{name}: {called} is about {rules[called].arguments}, asked with {arguments}"


def _bare(text: str) -> str:
    """Cypher text without comments, texts, and what is replaced when it is composed."""
    return _COMMENT.sub("", _REPLACED.sub("", text))


def _own(name: str, rules: Mapping[str, Source]) -> set[str]:
    """The variables that a rule makes, and those that the rules in it make."""
    rule = rules[name]
    inner = (_own(called, rules) for called, _ in rule.calls)
    return (bound(rule.text) - {"viewer", "answer", *rule.arguments, *rule.needs}).union(*inner)
