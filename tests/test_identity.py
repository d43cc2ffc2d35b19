import asyncio
import base64
import http.server
import json
import os
import stat
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from app.identity import (
    LEEWAY,
    Identity,
    TokenError,
    check,
    development_secret,
    development_token,
    issue,
    signing_secret,
)
from app.keys import ProviderError
from app.settings import Settings, SettingsError

SECRET = "kQ3v9Zt1Lx7Rb5Wn2Yc8Hd4Jf6Ms0Pg!"
HOUR = timedelta(hours=1)
MALFORMED = "The token is not accepted (it is malformed); sign in again to get a new one."


def settings(**changes: Any) -> Settings:
    given = {"jwt_secret": SECRET, **changes}
    return Settings(**given)


def viewer(authorization: str | None, **changes: Any) -> str | None:
    return asyncio.run(Identity(settings(**changes)).viewer(authorization))


def token(**claims: Any) -> str:
    now = int(time.time())
    whole = {"sub": "ada", "iat": now, "exp": now + 60, **claims}
    return jwt.encode({name: value for name, value in whole.items() if value is not None}, SECRET, "HS256")


def refused(authorization: str, **changes: Any) -> str:
    with pytest.raises(TokenError) as error:
        viewer(authorization, **changes)
    return str(error.value)


def b64(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


# What a token must be


def test_no_header_is_nobody() -> None:
    assert viewer(None) is None


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_names_its_member(scheme: str) -> None:
    assert viewer(f"{scheme} {issue(SECRET, 'ada', HOUR)}") == "ada"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "token", "Bearer\tx"])
def test_a_header_of_another_kind_is_refused(header: str) -> None:
    assert refused(header) == "Send the header as Authorization: Bearer TOKEN, or leave it out to ask as nobody."


def test_an_expired_token_is_refused() -> None:
    expired = token(exp=int(time.time()) - LEEWAY - 1)
    assert refused(f"Bearer {expired}") == "The token has expired; sign in again to get a new one."


def test_clocks_may_differ_a_little() -> None:
    now = int(time.time())
    assert viewer(f"Bearer {token(exp=now - LEEWAY + 5)}") == "ada"
    assert viewer(f"Bearer {token(iat=now + LEEWAY - 5)}") == "ada"
    assert LEEWAY <= 30


@pytest.mark.parametrize("claim", ["sub", "exp", "iat"])
def test_a_token_without_a_claim_is_refused(claim: str) -> None:
    message = refused(f"Bearer {token(**{claim: None})}")
    assert message == f"The token is not accepted (it has no {claim}); sign in again to get a new one."


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iat": 4_000_000_000}, "it is not valid yet"),
        ({"iat": 10**400}, "it is not valid yet"),
        ({"iat": float("inf")}, "it is malformed"),
        ({"iat": {}}, "it is malformed"),
        ({"nbf": 4_000_000_000}, "it is not valid yet"),
        ({"nbf": 10**400}, "it is not valid yet"),
        ({"nbf": float("nan")}, "it is malformed"),
        ({"exp": "soon"}, "it is malformed"),
        ({"exp": float("inf")}, "it is malformed"),
        ({"exp": float("-inf")}, "it is malformed"),
        ({"exp": float("nan")}, "it is malformed"),
        ({"exp": 10**400}, "it is malformed"),
        ({"exp": []}, "it is malformed"),
        ({"jti": 7}, "it is malformed"),
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(claims: dict[str, Any], reason: str) -> None:
    expected = f"The token is not accepted ({reason}); sign in again to get a new one."
    assert refused(f"Bearer {token(**claims)}") == expected


@pytest.mark.parametrize("number", [b"1e400", b"9" * 400, b"9" * 5_000, b"Infinity", b"NaN", b'"1e400"'])
def test_a_time_as_no_clock_shows_it_is_refused(number: bytes) -> None:
    claims = b'{"sub":"ada","iat":1,"exp":%b}' % number
    assert refused(f"Bearer {jwt.PyJWS().encode(claims, SECRET, 'HS256')}") == MALFORMED


@pytest.mark.parametrize(
    "member", ["", "a b", "é", "a\n", "a\x00", "a" * 129, "ada\u200b", 7, True, ["ada"], {"id": "ada"}]
)
@pytest.mark.parametrize("claim", ["sub", "member"])
def test_a_claim_that_is_no_member_id_is_refused(claim: str, member: Any) -> None:
    assert refused(f"Bearer {token(**{claim: member})}", jwt_member_claim=claim) == (
        f"The token's {claim} is no member id; it takes 1 to 128 printable ASCII characters, no spaces."
    )


@pytest.mark.parametrize("sub", [None, "grace", "no member id", 7])
def test_another_claim_may_hold_the_member(sub: Any) -> None:
    assert viewer(f"Bearer {token(sub=sub, member='ada')}", jwt_member_claim="member") == "ada"


def test_the_claim_of_the_member_is_needed() -> None:
    expected = "The token is not accepted (it has no member); sign in again to get a new one."
    assert refused(f"Bearer {token()}", jwt_member_claim="member") == expected


def test_a_development_token_is_taken_under_the_same_settings() -> None:
    chosen = settings(jwt_issuer="us", jwt_audience="here", jwt_member_claim="member")
    made = development_token(chosen, SECRET, "ada", HOUR)
    claims = jwt.decode(made, SECRET, ["HS256"], issuer="us", audience="here")
    assert (claims["member"], set(claims)) == ("ada", {"member", "iat", "exp", "iss", "aud"})
    assert asyncio.run(Identity(chosen).viewer(f"Bearer {made}")) == "ada"


# Forgeries


def test_another_secret_is_refused() -> None:
    forged = issue(SECRET[::-1], "ada", HOUR)
    assert refused(f"Bearer {forged}") == (
        "The token is not accepted (its signature does not match); sign in again to get a new one."
    )


def test_a_changed_subject_is_refused() -> None:
    head, _, signature = issue(SECRET, "ada", HOUR).split(".")
    claims = b64({"sub": "grace", "iat": int(time.time()), "exp": int(time.time()) + 60})
    assert "(its signature does not match)" in refused(f"Bearer {head}.{claims}.{signature}")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS384", "HS512", "RS256", "ES256", "", None, 7])
def test_another_algorithm_is_refused(algorithm: Any) -> None:
    _, claims, signature = issue(SECRET, "ada", HOUR).split(".")
    assert refused(f"Bearer {b64({'typ': 'JWT', 'alg': algorithm})}.{claims}.{signature}")
    assert refused(f"Bearer {b64({'typ': 'JWT', 'alg': algorithm})}.{claims}.")


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_a_valid_signature_of_another_algorithm_is_refused(algorithm: str) -> None:
    now = int(time.time())
    strong = jwt.encode({"sub": "ada", "iat": now, "exp": now + 60}, SECRET * 2, algorithm)
    expected = "The token is not accepted (it is signed by another algorithm); sign in again to get a new one."
    assert refused(f"Bearer {strong}", jwt_secret=SECRET * 2) == expected


@pytest.mark.parametrize("text", [".", "..", "a.b.c", "a.b", "é.é.é", "{}.{}.{}", "." * 10_000, "=" * 50])
def test_garbage_is_refused(text: str) -> None:
    assert refused(f"Bearer {text}") == MALFORMED


@pytest.mark.parametrize("payload", [b"[]", b"null", b"7", b"\xff", b"[" * 20_000, b"{"])
def test_claims_that_are_no_object_are_refused(payload: bytes) -> None:
    signed = jwt.PyJWS().encode(payload, SECRET, "HS256")
    assert refused(f"Bearer {signed}") == MALFORMED


def test_a_critical_header_that_is_not_known_is_refused() -> None:
    signed = jwt.encode(
        {"sub": "ada", "iat": 1, "exp": 4_000_000_000}, SECRET, "HS256", headers={"crit": ["exp2"], "exp2": 1}
    )
    assert refused(f"Bearer {signed}") == MALFORMED


# Issuer and audience


def test_issuer_and_audience_must_be_those_configured() -> None:
    here = {"jwt_issuer": "us", "jwt_audience": "here"}
    good = issue(SECRET, "ada", HOUR, issuer="us", audience="here")
    assert viewer(f"Bearer {good}", **here) == "ada"
    for wrong, reason in (
        (issue(SECRET, "ada", HOUR), "it has no iss"),
        (issue(SECRET, "ada", HOUR, issuer="us"), "it has no aud"),
        (issue(SECRET, "ada", HOUR, audience="here"), "it has no iss"),
        (issue(SECRET, "ada", HOUR, issuer="them", audience="here"), "it is from another issuer"),
        (issue(SECRET, "ada", HOUR, issuer="us", audience="there"), "it is for another audience"),
    ):
        expected = f"The token is not accepted ({reason}); sign in again to get a new one."
        assert refused(f"Bearer {wrong}", **here) == expected


def test_a_token_for_an_audience_is_not_for_everybody() -> None:
    assert refused(f"Bearer {token(aud='elsewhere')}") == (
        "The token is not accepted (it is for another audience); sign in again to get a new one."
    )


# What is remembered


def test_a_remembered_token_ends_when_it_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    identity = Identity(settings())
    header = f"Bearer {token(exp=int(time.time()) + 30)}"
    assert asyncio.run(identity.viewer(header)) == "ada"
    later = time.time() + 30 + LEEWAY + 1
    monkeypatch.setattr("app.identity.time.time", lambda: later)
    monkeypatch.setattr("jwt.api_jwt.datetime", _clock(later))
    with pytest.raises(TokenError, match="expired"):
        asyncio.run(identity.viewer(header))


def test_remembered_tokens_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.identity._ACCEPTED", 3)
    identity = Identity(settings())
    for number in range(10):
        assert asyncio.run(identity.viewer(f"Bearer {token(sub=f'm{number}')}")) == f"m{number}"
        assert len(identity._accepted) <= 3


def test_a_refused_token_is_not_remembered() -> None:
    identity = Identity(settings())
    with pytest.raises(TokenError):
        asyncio.run(identity.viewer("Bearer x.y.z"))
    assert identity._accepted == {}


def _clock(moment: float) -> Any:
    class Clock:
        @staticmethod
        def now(tz: Any = None) -> Any:
            return type("Moment", (), {"timestamp": staticmethod(lambda: moment)})

    return Clock


# Settings


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"environment": "production", "jwt_secret": None}, "ACQUAINT_JWT_SECRET: production needs one"),
        ({"environment": "production", "jwt_secret": ""}, "ACQUAINT_JWT_SECRET: production needs one"),
        ({"environment": "production", "jwt_secret": SECRET[:31]}, "ACQUAINT_JWT_SECRET: this one is too short"),
        ({"jwt_secret": SECRET[:31]}, "ACQUAINT_JWT_SECRET: this one is too short"),
        ({"environment": "production", "jwt_secret": "x" * 64}, "ACQUAINT_JWT_SECRET: this one is a placeholder"),
        (
            {"environment": "production", "jwt_secret": "Change-me-please-to-something-of-your-own"},
            "ACQUAINT_JWT_SECRET: this one is a placeholder",
        ),
        ({"jwt_jwks_url": "https://login.test/keys"}, "Set either ACQUAINT_JWT_SECRET or ACQUAINT_JWT_JWKS_URL"),
        ({"jwt_secret": None, "jwt_jwks_url": "http://login.test/keys"}, "ACQUAINT_JWT_JWKS_URL: write an address"),
        ({"jwt_secret": None, "jwt_jwks_url": "file:///etc/passwd"}, "ACQUAINT_JWT_JWKS_URL: write an address"),
        ({"jwt_secret": None, "jwt_jwks_url": "https://"}, "ACQUAINT_JWT_JWKS_URL: write an address"),
        ({"jwt_secret": None, "jwt_jwks_url": "https://["}, "ACQUAINT_JWT_JWKS_URL: write an address"),
        ({"jwt_member_claim": "exp"}, "ACQUAINT_JWT_MEMBER_CLAIM: exp says something else"),
        (
            {"environment": "production", "jwt_secret": None, "jwt_jwks_url": "http://localhost/keys"},
            "ACQUAINT_JWT_JWKS_URL: write an address",
        ),
    ],
)
def test_settings_that_cannot_be_trusted_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError) as error:
        check(settings(**changes))
    assert str(error.value).startswith(words)
    assert SECRET[:31] not in str(error.value)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"jwt_secret": None},
        {"jwt_secret": "x" * 64},
        {"environment": "production"},
        {"environment": "production", "jwt_secret": None, "jwt_jwks_url": "https://login.test/keys"},
        {"jwt_secret": None, "jwt_jwks_url": "http://127.0.0.1:9/keys"},
    ],
)
def test_settings_that_can_be_trusted_are_taken(changes: dict[str, Any]) -> None:
    check(settings(**changes))


def test_the_secret_of_the_settings_comes_first(tmp_path: Path) -> None:
    assert signing_secret(settings(data_dir=tmp_path)) == SECRET
    assert list(tmp_path.iterdir()) == []
    assert signing_secret(settings(jwt_secret=None, jwt_jwks_url="https://login.test/keys")) is None
    assert signing_secret(settings(jwt_secret=None, data_dir=tmp_path)) == development_secret(tmp_path)


# The development secret


def test_a_development_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    secret = development_secret(home)
    assert len(secret) == 64
    assert development_secret(home) == secret
    assert stat.S_IMODE((home / "jwt.secret").stat().st_mode) == 0o600
    assert os.listdir(home) == ["jwt.secret"]
    assert development_secret(tmp_path / "other") != secret


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    barrier = threading.Barrier(16)
    found: list[str] = []

    def start() -> None:
        barrier.wait()
        found.append(development_secret(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(found)) == 1
    assert os.listdir(tmp_path) == ["jwt.secret"]


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64])
def test_a_spoiled_secret_is_said_to_be_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "jwt.secret").write_bytes(content)
    with pytest.raises(SettingsError, match=r"jwt\.secret"):
        development_secret(tmp_path)


def test_a_data_directory_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="set ACQUAINT_DATA_DIR to a writable directory"):
        development_secret(tmp_path / "file")


# An identity provider

RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())
WEAK = rsa.generate_private_key(65537, 1024)


class Keys(http.server.BaseHTTPRequestHandler):
    asked = 0
    body = b""
    status = 200

    def do_GET(self) -> None:
        Keys.asked += 1
        self.send_response(Keys.status)
        self.end_headers()
        self.wfile.write(Keys.body)

    def log_message(self, *_: Any) -> None:
        return


def key_set(*keys: Any) -> bytes:
    return json.dumps({"keys": keys}).encode()


@pytest.fixture
def provider() -> Iterator[str]:
    public = [
        {"kid": "rsa", "use": "sig", **RSAAlgorithm.to_jwk(RSA.public_key(), as_dict=True)},
        {"kid": "ec", **ECAlgorithm.to_jwk(EC.public_key(), as_dict=True)},
        {"kid": "weak", **RSAAlgorithm.to_jwk(WEAK.public_key(), as_dict=True)},
        {"kid": "enc", "use": "enc", **RSAAlgorithm.to_jwk(RSA.public_key(), as_dict=True)},
        {"kid": "oct", "kty": "oct", "k": b64(SECRET.encode()), "alg": "HS256"},
    ]
    Keys.asked, Keys.body, Keys.status = 0, key_set(*public), 200
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/keys"
    server.shutdown()
    thread.join()
    server.server_close()


def signed(key: Any, algorithm: str, kid: str | None, sub: str = "ada") -> str:
    claims = {"sub": sub, "iat": int(time.time()), "exp": int(time.time()) + 60}
    return "Bearer " + jwt.encode(claims, key, algorithm, headers={"kid": kid} if kid else None)


def of(url: str) -> Identity:
    return Identity(settings(jwt_secret=None, jwt_jwks_url=url))


def test_tokens_of_a_provider_are_accepted_and_its_keys_read_once(provider: str) -> None:
    identity = of(provider)

    async def ask() -> list[str | None]:
        tokens = [signed(RSA, "RS256", "rsa", f"m{number}") for number in range(5)]
        return [await identity.viewer(header) for header in [*tokens, signed(EC, "ES256", "ec", "grace")]]

    assert asyncio.run(ask()) == ["m0", "m1", "m2", "m3", "m4", "grace"]
    assert Keys.asked == 1


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"),
    [
        (RSA, "RS256", "enc"),
        (RSA, "RS256", "ec"),
        (RSA, "RS256", "unknown"),
        (RSA, "RS256", None),
        (RSA, "RS384", "rsa"),
        (RSA, "PS256", "rsa"),
        (EC, "ES256", "rsa"),
        (SECRET, "HS256", "oct"),
        (SECRET, "HS256", "rsa"),
    ],
)
def test_a_token_by_another_key_or_algorithm_is_refused(provider: str, key: Any, algorithm: str, kid: str) -> None:
    identity = of(provider)

    async def ask() -> None:
        # Refused both by the keys just read and by those kept.
        for _ in range(2):
            with pytest.raises(TokenError, match="The token is not accepted"):
                await identity.viewer(signed(key, algorithm, kid))
            assert await identity.viewer(signed(RSA, "RS256", "rsa")) == "ada"

    asyncio.run(ask())


@pytest.mark.filterwarnings("ignore:The RSA key:jwt.warnings.InsecureKeyLengthWarning")
def test_a_weak_key_is_refused(provider: str) -> None:
    with pytest.raises(TokenError, match=r"\(its header names no key of the identity provider\)"):
        asyncio.run(of(provider).viewer(signed(WEAK, "RS256", "weak")))


def test_the_public_key_is_no_shared_secret(provider: str) -> None:
    claims = b64({"sub": "ada", "iat": int(time.time()), "exp": int(time.time()) + 60})
    forged = f"Bearer {b64({'alg': 'HS256', 'kid': 'rsa'})}.{claims}.{b64(b'x' * 32)}"
    with pytest.raises(TokenError, match="it is signed by another algorithm"):
        asyncio.run(of(provider).viewer(forged))


def test_unknown_keys_do_not_make_it_ask_the_provider_each_time(provider: str) -> None:
    identity = of(provider)

    async def flood() -> None:
        await identity.viewer(signed(RSA, "RS256", "rsa"))
        for number in range(20):
            with pytest.raises(TokenError):
                await identity.viewer(signed(RSA, "RS256", f"unknown{number}"))

    asyncio.run(flood())
    assert Keys.asked == 1


def test_a_provider_that_is_away_is_asked_once_in_a_while(provider: str) -> None:
    Keys.status = 500
    assert away(of(provider)) == AWAY
    assert Keys.asked == 1


AWAY = "The identity provider does not answer; try again in a moment."
EC_384 = {"kid": "rsa", **ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key(), as_dict=True)}
PUBLIC = {"kid": "rsa", **RSAAlgorithm.to_jwk(RSA.public_key(), as_dict=True)}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Moved</title>",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"keys"',
        b"7",
        b"{}",
        b"[" * 100_000,
        b'{"keys":null}',
        b'{"keys":{}}',
        b'{"keys":"rsa"}',
        key_set(),
        key_set("rsa", 7, None),
        key_set({}),
        key_set({"kid": "rsa", "kty": "RSA"}),
        key_set({"kid": "rsa", "kty": ["RSA"], "alg": {}}),
        key_set({**PUBLIC, "n": 7}),
        key_set({**PUBLIC, "use": "enc"}),
        key_set({**PUBLIC, "kid": ["rsa"]}),
        key_set({**PUBLIC, "kid": None}),
        key_set({"kid": "rsa", "kty": "oct", "k": b64(SECRET.encode())}),
        key_set({"kid": "rsa", **RSAAlgorithm.to_jwk(WEAK.public_key(), as_dict=True)}),
        key_set(EC_384),
    ],
)
def test_a_provider_that_answers_without_a_key_is_one_that_does_not_answer(provider: str, body: bytes) -> None:
    Keys.body = body
    assert away(of(provider)) == AWAY
    assert Keys.asked == 1


def test_keys_that_were_read_serve_on_when_reading_them_again_fails(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.keys._REFRESH_PAUSE", 0.0)
    identity = of(provider)

    async def ask() -> None:
        await identity.viewer(signed(RSA, "RS256", "rsa"))
        Keys.body = b"<!doctype html>"
        with pytest.raises(ProviderError):
            await identity.viewer(signed(RSA, "RS256", "new"))
        assert await identity.viewer(signed(RSA, "RS256", "rsa", "grace")) == "grace"

    asyncio.run(ask())
    assert Keys.asked == 2


def test_a_new_key_is_found_when_the_pause_is_over(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, Keys.body = Keys.body, b""
    monkeypatch.setattr("app.keys._PAUSE", 0.0)
    identity = of(provider)

    async def ask() -> None:
        with pytest.raises(ProviderError):
            await identity.viewer(signed(RSA, "RS256", "rsa"))
        Keys.body = whole
        assert await identity.viewer(signed(RSA, "RS256", "rsa")) == "ada"

    asyncio.run(ask())


def away(identity: Identity) -> str:
    """What ten requests in a row are told."""

    async def ask() -> set[str]:
        told = set()
        for _ in range(10):
            with pytest.raises(ProviderError) as error:
                await identity.viewer(signed(RSA, "RS256", "rsa"))
            told.add(str(error.value))
        return told

    (said,) = asyncio.run(ask())
    return said


def test_a_slow_provider_does_not_stall_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow(self: jwt.PyJWKClient) -> None:
        entered.set()
        leave.wait(5)
        raise jwt.PyJWKClientConnectionError("away")

    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", slow)

    async def ask() -> None:
        identity = of("https://login.test/keys")
        waiting = asyncio.create_task(identity.viewer(signed(RSA, "RS256", "rsa")))
        await asyncio.to_thread(entered.wait, 5)
        assert await identity.viewer(None) is None
        assert not waiting.done()
        leave.set()
        with pytest.raises(ProviderError):
            await waiting

    asyncio.run(ask())
