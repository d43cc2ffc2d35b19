"""Statements that are often asked for at once become one, once it has a plan: one round trip for them all."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

WORTH = 20  # times that a combination was asked for, before it is worth a plan of its own
_MOST = 6  # statements in one
_KNOWN = 200  # combinations remembered; Neo4j keeps 1,000 plans

_SHARED = frozenset({"viewer", "now"})
_PARAMETER = re.compile(r"\$(\w+)")
_ANSWER = re.compile(r"AS answers\Z")

Parameters = dict[str, Any]
Combination = tuple[tuple[str, bool], ...]
"""Statements in the order in which they are asked for, each with whether it begins at the first row."""


class CombinedPlanCache:
    """Counts the combinations that one process meets, and remembers which of them have a plan."""

    def __init__(self) -> None:
        self._asked: OrderedDict[Combination, int] = OrderedDict()
        self._planned: set[Combination] = set()

    def is_ready(self, combination: Combination) -> bool:
        return combination in self._planned

    def is_due(self, combination: Combination) -> bool:
        """Count the combination as asked for once more; whether it is to be planned now."""
        if not 1 < len(combination) <= _MOST:
            return False
        times = self._asked[combination] = self._asked.get(combination, 0) + 1
        self._asked.move_to_end(combination)
        while len(self._asked) > _KNOWN:
            forgotten, _ = self._asked.popitem(last=False)
            self._planned.discard(forgotten)
        return times == WORTH

    def add(self, combination: Combination) -> None:
        """Neo4j has a plan of the combination."""
        self._planned.add(combination)


@lru_cache(maxsize=1024)
def one_of(statements: tuple[str, ...]) -> str:
    """One statement that answers what each of these does, as a list in their order."""
    parts = [_part(place, text) for place, text in enumerate(statements)]
    calls = [f"CALL () {{\n{part}\n}}" for part in parts]
    return "\n".join([*calls, f"RETURN [{', '.join(f'answers{place}' for place in range(len(parts)))}] AS answers"])


def _part(place: int, text: str) -> str:
    return _ANSWER.sub(f"AS answers{place}", _PARAMETER.sub(lambda match: "$" + _name(match[1], place), text))


def parameters_of(each: Sequence[Parameters]) -> Parameters:
    """The parameters of such a statement from those of its parts."""
    return {_name(name, place): value for place, part in enumerate(each) for name, value in part.items()}


def _name(parameter: str, place: int) -> str:
    return parameter if parameter in _SHARED else f"{parameter}_{place}"
