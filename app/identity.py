"""Who is asking: from a signed token to a member id."""

from __future__ import annotations

import asyncio
import os
import secrets
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt

from app.settings import Settings, SettingsError
from app.values.ids import is_member_id

LEEWAY = 10  # s between this clock and an issuer's
SHORTEST_SECRET = 32  # bytes; RFC 7518, section 3.2

_LEAST_VARIETY = 10  # different characters; a placeholder has fewer, a random secret more
_PLACEHOLDERS = ("secret", "change", "example", "password", "default", "your-", "acquaint")
_PAUSE = 5.0  # s between attempts to reach an identity provider that does not answer
_ADVICE = "write at least 32 random bytes, for example from `openssl rand -base64 48`."
_ACCEPTED = 4_096  # tokens remembered
_REMEMBERED = 60.0  # s an accepted token is not verified again; that costs 50 µs
_OPTIONS: Any = {"require": ["exp", "iat", "sub"], "enforce_minimum_key_length": True}


class TokenError(Exception):
    """A token that is not accepted; the message tells the client what to do."""


class ProviderError(Exception):
    """The identity provider's keys cannot be read now."""


def check(settings: Settings) -> None:
    """Raise `SettingsError` when nobody's sign-in could be trusted under these settings."""
    secret = settings.jwt_secret.get_secret_value() if settings.jwt_secret else None
    if settings.jwt_jwks_url:
        _check_jwks_url(settings.jwt_jwks_url, settings.in_development)
        if secret:
            raise SettingsError("Set either ACQUAINT_JWT_SECRET or ACQUAINT_JWT_JWKS_URL, not both.")
    elif secret is None:
        if not settings.in_development:
            raise SettingsError(f"ACQUAINT_JWT_SECRET: production needs one (or ACQUAINT_JWT_JWKS_URL); {_ADVICE}")
    else:
        _check_secret(secret, settings.in_development)


def _check_secret(secret: str, in_development: bool) -> None:
    if len(secret.encode()) < SHORTEST_SECRET:
        raise SettingsError(f"ACQUAINT_JWT_SECRET: this one is too short; {_ADVICE}")
    if not in_development and (len(set(secret)) < _LEAST_VARIETY or secret.lower().startswith(_PLACEHOLDERS)):
        raise SettingsError(f"ACQUAINT_JWT_SECRET: this one is a placeholder; {_ADVICE}")


def _check_jwks_url(url: str, in_development: bool) -> None:
    parts = urlsplit(url)
    local = in_development and parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not (parts.hostname and parts.scheme == "https") and not local:
        raise SettingsError("ACQUAINT_JWT_JWKS_URL: write an address that begins with https://.")


def signing_secret(settings: Settings) -> str | None:
    """The HS256 key of these settings; None when an identity provider signs the tokens."""
    if settings.jwt_jwks_url:
        return None
    if settings.jwt_secret:
        return settings.jwt_secret.get_secret_value()
    return development_secret(settings.data_dir)


def development_secret(data_dir: Path) -> str:
    """The secret kept in the data directory, made by whoever asks first."""
    path = data_dir / "jwt.secret"
    try:
        if not path.exists():
            data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            _create(path, secrets.token_urlsafe(48))
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be used ({error}): set ACQUAINT_DATA_DIR to a writable directory."
        ) from None
    if len(secret) < SHORTEST_SECRET:
        raise SettingsError(f"{path} does not hold a secret: remove it, a new one is made at the next start.")
    return secret


def _create(path: Path, text: str) -> None:
    """Write a file of mode 0600 that appears whole, or not at all when another process was first."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)


def issue(
    secret: str, member: str, expires: timedelta, *, issuer: str | None = None, audience: str | None = None
) -> str:
    """A token that says its bearer is this member."""
    now = int(time.time())
    claims: dict[str, Any] = {"sub": member, "iat": now, "exp": now + int(expires.total_seconds())}
    if issuer:
        claims["iss"] = issuer
    if audience:
        claims["aud"] = audience
    return jwt.encode(claims, secret, algorithm="HS256")


class Identity:
    """Reads Authorization headers under one set of settings."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.jwt_issuer
        self._audience = settings.jwt_audience
        self._secret = signing_secret(settings)
        self._accepted: dict[str, tuple[str, float, float]] = {}
        self._provider = Provider(settings.jwt_jwks_url) if settings.jwt_jwks_url else None

    async def viewer(self, authorization: str | None) -> str | None:
        """The member who asks; None without a header, `TokenError` when the token is not accepted."""
        member, _ = await self.bearer(authorization)
        return member

    async def bearer(self, authorization: str | None) -> tuple[str | None, float | None]:
        """The like, and when the token ends in seconds since the epoch, for what outlives a request."""
        if authorization is None:
            return None, None
        member, end, until = self._accepted.get(authorization, ("", 0.0, 0.0))
        if time.time() < until:
            return member, end
        claims = await self._verified(_token(authorization))
        if len(self._accepted) >= _ACCEPTED:
            self._accepted.clear()
        member, end = str(claims["sub"]), float(claims["exp"]) + LEEWAY
        self._accepted[authorization] = member, end, min(time.time() + _REMEMBERED, end)
        return member, end

    async def _verified(self, token: str) -> dict[str, Any]:
        try:
            claims = self._claims(token, await self._key(token))
        except jwt.ExpiredSignatureError:
            raise TokenError("The token has expired; sign in again to get a new one.") from None
        except jwt.PyJWTError as error:
            raise TokenError(f"The token is not accepted ({error}); sign in again to get a new one.") from None
        if not is_member_id(claims["sub"]):
            raise TokenError(
                "The token's sub is no member id; it takes 1 to 128 printable ASCII characters, no spaces."
            )
        return claims

    async def _key(self, token: str) -> Any:
        if self._provider is None:
            return self._secret
        return await self._provider.key(jwt.get_unverified_header(token).get("kid"))

    def _claims(self, token: str, key: Any) -> dict[str, Any]:
        algorithms = ["RS256", "ES256"] if self._provider else ["HS256"]
        return jwt.decode(token, key, algorithms, _OPTIONS, issuer=self._issuer, audience=self._audience, leeway=LEEWAY)


def _token(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenError("Send the header as Authorization: Bearer TOKEN, or leave it out to ask as nobody.")
    return token.strip()


class Provider:
    """The public keys of an identity provider, read in a thread of its own and kept for five minutes."""

    def __init__(self, url: str) -> None:
        self._client = jwt.PyJWKClient(url, timeout=5)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jwks")
        self._failed = -_PAUSE

    async def key(self, kid: object) -> jwt.PyJWK:
        """The key of this name; raises `ProviderError` when the provider does not answer."""
        if not isinstance(kid, str):
            raise jwt.InvalidTokenError("its header names no key")
        kept = self._client.jwk_set_cache.get() if self._client.jwk_set_cache else None
        known = [key for key in kept.keys if key.key_id == kid and key.public_key_use in ("sig", None)] if kept else []
        if known:
            return known[0]
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._fetched, kid)

    def _fetched(self, kid: str) -> jwt.PyJWK:
        if time.monotonic() - self._failed < _PAUSE:
            raise ProviderError("The identity provider does not answer; try again in a moment.")
        try:
            return self._client.get_signing_key(kid)
        except jwt.PyJWKClientConnectionError:
            self._failed = time.monotonic()
            raise ProviderError("The identity provider does not answer; try again in a moment.") from None
