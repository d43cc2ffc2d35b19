"""Authentication: signed token to member id."""

from __future__ import annotations

import math
import os
import secrets
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt

from app.keys import ALGORITHMS, Provider
from app.settings import Settings, SettingsError
from app.values.ids import is_member_id

LEEWAY = 10  # s between this clock and an issuer's
SHORTEST_SECRET = 32  # bytes; RFC 7518, section 3.2

_MIN_DISTINCT = 10  # characters; a placeholder has fewer, a random secret more
_PLACEHOLDERS = ("secret", "change", "example", "password", "default", "your-", "acquaint")
_ADVICE = "write at least 32 random bytes, for example from `openssl rand -base64 48`."
_ACCEPTED = 4_096  # tokens in the cache
_CACHE_LIFETIME = 60.0  # s before a token is verified again, which takes 50 µs
_REGISTERED_CLAIMS = ("iss", "aud", "exp", "nbf", "iat", "jti")  # RFC 7519, section 4.1, but for sub
_REASONS: dict[type[jwt.PyJWTError], str] = {
    jwt.InvalidSignatureError: "its signature does not match",
    jwt.InvalidAlgorithmError: "it is signed by another algorithm",
    jwt.InvalidIssuerError: "it is from another issuer",
    jwt.InvalidAudienceError: "it is for another audience",
    jwt.ImmatureSignatureError: "it is not valid yet",
}


class TokenError(Exception):
    """Raised for a token that is not accepted; the message tells the client what to do."""


def check(settings: Settings) -> None:
    """Raise `SettingsError` when the settings of authentication are missing, insecure or contradictory."""
    if settings.jwt_member_claim in _REGISTERED_CLAIMS:
        raise SettingsError(
            f"ACQUAINT_JWT_MEMBER_CLAIM: {settings.jwt_member_claim} says something else; name the member id's claim."
        )
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
    if not in_development and (len(set(secret)) < _MIN_DISTINCT or secret.lower().startswith(_PLACEHOLDERS)):
        raise SettingsError(f"ACQUAINT_JWT_SECRET: this one is a placeholder; {_ADVICE}")


def _check_jwks_url(url: str, in_development: bool) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    local = in_development and parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not (parts.hostname and parts.scheme == "https") and not local:
        raise SettingsError("ACQUAINT_JWT_JWKS_URL: write an address that begins with https://.")


def signing_secret(settings: Settings) -> str | None:
    """The HS256 key, None when an identity provider signs the tokens; `SettingsError` if it cannot be stored."""
    if settings.jwt_jwks_url:
        return None
    if settings.jwt_secret:
        return settings.jwt_secret.get_secret_value()
    return development_secret(settings.data_dir)


def development_secret(data_dir: Path) -> str:
    """The secret in the data directory, created on first use; `SettingsError` when it cannot be read or stored."""
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
    """Create a file of mode 0600 atomically; keep the file of another process that was first."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)


def issue(
    secret: str,
    member: str,
    expires: timedelta,
    *,
    issuer: str | None = None,
    audience: str | None = None,
    claim: str = "sub",
) -> str:
    """An HS256 token for a member."""
    now = int(time.time())
    claims: dict[str, Any] = {claim: member, "iat": now, "exp": now + math.ceil(expires.total_seconds())}
    if issuer:
        claims["iss"] = issuer
    if audience:
        claims["aud"] = audience
    return jwt.encode(claims, secret, algorithm="HS256")


def development_token(settings: Settings, secret: str, member: str, expires: timedelta) -> str:
    """A token that servers with these settings accept."""
    issuer, audience, claim = settings.jwt_issuer, settings.jwt_audience, settings.jwt_member_claim
    return issue(secret, member, expires, issuer=issuer, audience=audience, claim=claim)


class Identity:
    """Authenticates Authorization headers; caches accepted tokens."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.jwt_issuer
        self._audience = settings.jwt_audience
        self._claim = settings.jwt_member_claim
        self._options: Any = {
            "require": ["exp", "iat", self._claim],
            "verify_sub": False,  # only the member's claim matters, and it is checked here
            "enforce_minimum_key_length": True,
        }
        self._secret = signing_secret(settings)
        self._accepted: dict[str, tuple[str, float, float]] = {}
        self._provider = Provider(settings.jwt_jwks_url) if settings.jwt_jwks_url else None

    async def viewer(self, authorization: str | None) -> str | None:
        """The member id; None without a header, `TokenError` or `ProviderError` when the token is not accepted."""
        member, _ = await self.bearer(authorization)
        return member

    async def bearer(self, authorization: str | None) -> tuple[str | None, float | None]:
        """As `viewer`, with the token's end in seconds since the epoch, for streams that outlive a request."""
        if authorization is None:
            return None, None
        member, end, until = self._accepted.get(authorization, ("", 0.0, 0.0))
        if time.time() < until:
            return member, end
        member, end = await self._verified(_token(authorization))
        if len(self._accepted) >= _ACCEPTED:
            self._accepted.clear()
        self._accepted[authorization] = member, end, min(time.time() + _CACHE_LIFETIME, end)
        return member, end

    async def _verified(self, token: str) -> tuple[str, float]:
        """The member id, and the end of the token in seconds since the epoch, leeway included."""
        try:
            claims = self._claims(token, await self._key(token))
            member, end = claims[self._claim], float(claims["exp"]) + LEEWAY
        except jwt.ExpiredSignatureError:
            raise TokenError("The token has expired; sign in again to get a new one.") from None
        except (jwt.PyJWTError, OverflowError) as error:
            raise _not_accepted(_reason(error)) from None
        if not is_member_id(member):
            raise TokenError(
                f"The token's {self._claim} is no member id; it takes 1 to 128 printable ASCII characters, no spaces."
            )
        return member, end

    async def _key(self, token: str) -> Any:
        if self._provider is None:
            return self._secret
        kid = jwt.get_unverified_header(token).get("kid")
        key = await self._provider.key(kid) if isinstance(kid, str) else None
        if key is None:
            raise _not_accepted("its header names no key of the identity provider")
        return key

    def _claims(self, token: str, key: Any) -> dict[str, Any]:
        algorithms = ALGORITHMS if self._provider else ["HS256"]
        terms: Any = {"issuer": self._issuer, "audience": self._audience, "leeway": LEEWAY}
        return jwt.decode(token, key, algorithms, self._options, **terms)


def _not_accepted(reason: str) -> TokenError:
    return TokenError(f"The token is not accepted ({reason}); sign in again to get a new one.")


def _reason(error: Exception) -> str:
    """The reason in our own words, because the library's message may contain text from the token."""
    if isinstance(error, jwt.MissingRequiredClaimError):
        return f"it has no {error.claim}"
    return _REASONS.get(type(error), "it is malformed")  # type: ignore[arg-type]


def _token(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenError("Send the header as Authorization: Bearer TOKEN, or leave it out to ask as nobody.")
    return token.strip()
