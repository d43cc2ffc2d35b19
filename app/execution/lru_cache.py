"""LRU cache with two limits."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class LruCache(Generic[Value]):
    """Evicts the least recently used when there are more than `entries`, or their sizes exceed `size` in sum."""

    def __init__(self, *, entries: int, size: int) -> None:
        self._entries = entries
        self._most = size
        self._items: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: str) -> Value | None:
        if found := self._items.get(key):
            self._items.move_to_end(key)
            return found[0]
        return None

    def put(self, key: str, value: Value, size: int) -> None:
        """Add a value under a new key."""
        self._items[key] = value, size
        self._size += size
        while len(self._items) > self._entries or self._size > self._most:
            _, (_, evicted) = self._items.popitem(last=False)
            self._size -= evicted
