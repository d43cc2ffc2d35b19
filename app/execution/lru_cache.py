"""A store of values by text that is bounded in two ways."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Forgets the least recently used when there are too many entries, or too large ones in sum."""

    def __init__(self, *, entries: int, size: int) -> None:
        self._entries = entries
        self._most = size
        self._kept: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str) -> Value | None:
        if found := self._kept.get(key):
            self._kept.move_to_end(key)
            return found[0]
        return None

    def put(self, key: str, value: Value, size: int) -> None:
        """Keep a value under a key that is not there yet."""
        self._kept[key] = value, size
        self._size += size
        while len(self._kept) > self._entries or self._size > self._most:
            _, (_, gone) = self._kept.popitem(last=False)
            self._size -= gone
