"""Public keys of an identity provider."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt

logger = logging.getLogger("acquaint.keys")

ALGORITHMS = ("RS256", "ES256")

_LIFETIME = 300.0  # s in the cache
_REFRESH_PAUSE = 30.0  # s before an unknown key id makes them be fetched again
_PAUSE = 5.0  # s before the next attempt after a failure
_NO_ANSWER = "The identity provider does not answer; try again in a moment."


class ProviderError(Exception):
    """Raised when the identity provider's keys cannot be fetched."""


class Provider:
    """Caches the keys for five minutes; fetches them in its own thread."""

    def __init__(self, url: str) -> None:
        self._client = jwt.PyJWKClient(url, timeout=5, cache_jwk_set=False)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jwks")
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = self._failed = -math.inf

    async def key(self, kid: str) -> jwt.PyJWK | None:
        """The key with this id, None when there is none; `ProviderError` when the keys cannot be fetched."""
        if kid in self._keys and self._age() < _LIFETIME:
            return self._keys[kid]
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._found, kid)

    def _found(self, kid: str) -> jwt.PyJWK | None:
        if self._age() >= (_LIFETIME if kid in self._keys else _REFRESH_PAUSE):
            self._refresh()
        return self._keys.get(kid)

    def _refresh(self) -> None:
        if time.monotonic() - self._failed < _PAUSE:
            raise ProviderError(_NO_ANSWER)
        try:
            self._keys = _usable(self._client.fetch_data())
        except Exception as error:  # the provider may answer anything
            self._failed = time.monotonic()
            logger.warning("ACQUAINT_JWT_JWKS_URL gives no keys: %s", error)
            raise ProviderError(_NO_ANSWER) from None
        self._fetched = time.monotonic()

    def _age(self) -> float:
        return time.monotonic() - self._fetched


def _usable(data: Any) -> dict[str, jwt.PyJWK]:
    """The signing keys of supported algorithms, by id; `ValueError` when there is none."""
    keys = {
        key.key_id: key
        for key in jwt.PyJWKSet.from_dict(data)
        if isinstance(key.key_id, str)
        and key.public_key_use in ("sig", None)
        and key.algorithm_name in ALGORITHMS
        and not key.Algorithm.check_key_length(key.key)
    }
    if not keys:
        raise ValueError("the set holds no key for RS256 or ES256")
    return keys
