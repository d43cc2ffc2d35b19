"""Settings and limits, typed, from the environment."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Names = Annotated[tuple[str, ...], NoDecode]
Count = Annotated[int, Field(ge=1, le=1_000_000_000)]
Span = Annotated[timedelta, Field(gt=timedelta(), le=timedelta(days=3650))]
Wait = Annotated[timedelta, Field(ge=timedelta(), le=timedelta(days=3650))]
_HOST = re.compile(r"\*|(\*\.)?[\w.-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
Introspection = Literal["everyone", "signed-in", "nobody"]


class SettingsError(Exception):
    """Raised for invalid settings; each line of the message names a variable and what to write instead."""


class Settings(BaseSettings):
    """Field names in upper case with the prefix `ACQUAINT_`, or `NEO4J_…`, are the environment variables."""

    model_config = SettingsConfigDict(
        env_prefix="ACQUAINT_", env_ignore_empty=True, frozen=True, extra="ignore", populate_by_name=True
    )

    neo4j_uri: str | None = Field(
        None,
        validation_alias=AliasChoices("NEO4J_URI", "neo4j_uri"),
        description="the Neo4j server to use; unset: the embedded one",
    )
    neo4j_username: str = Field(
        "neo4j", validation_alias=AliasChoices("NEO4J_USERNAME", "neo4j_username"), description="its user"
    )
    neo4j_password: SecretStr = Field(
        SecretStr(""), validation_alias=AliasChoices("NEO4J_PASSWORD", "neo4j_password"), description="its password"
    )
    neo4j_database: str = Field(
        "neo4j", validation_alias=AliasChoices("NEO4J_DATABASE", "neo4j_database"), description="its database"
    )
    data_dir: Path = Field(Path(".acquaint"), description="home of the embedded database and of development secrets")
    neo4j_heap: str = Field("1g", description="largest heap of the embedded Neo4j", pattern=r"^[1-9][0-9]*[mg]$")
    neo4j_page_cache: str = Field(
        "256m", description="page cache of the embedded Neo4j, best 1.2 times its store", pattern=r"^[1-9][0-9]*[mg]$"
    )

    environment: Literal["development", "production"] = Field(
        "development", description="production refuses weak secrets and development sign-in"
    )
    jwt_secret: SecretStr | None = Field(
        None, description="HS256 key of at least 32 bytes; development makes one and keeps it in the data directory"
    )
    jwt_jwks_url: str | None = Field(
        None, description="keys of an identity provider (RS256, ES256) instead of the secret"
    )
    jwt_issuer: str | None = Field(None, description="the `iss` a token must carry")
    jwt_audience: str | None = Field(None, description="the `aud` a token must carry")
    jwt_member_claim: str = Field("sub", description="the claim of a token that holds the member's id")
    introspection: Introspection | None = Field(
        None, description="who may read the schema: everyone (development's default), signed-in (production's), nobody"
    )
    cors_origins: Names = Field((), description="origins whose pages may call the API, comma-separated")
    allowed_hosts: Names = Field(
        ("localhost", "127.0.0.1", "[::1]"), description="Host headers that are answered, comma-separated; * for all"
    )

    documents: Path | None = Field(
        None, description="JSON file of trusted documents, `{id: text}` as relay-compiler and graphql-codegen write it"
    )
    documents_only: bool = Field(False, description="whether nothing but the trusted documents is executed")

    page_size: Count = Field(100, le=1000, description="largest `first`, and most ids in one question")
    request_deadline: Span = Field(
        timedelta(seconds=10), description="longest time one operation may take; twice that in the minute after a start"
    )
    body_limit: Count = Field(100_000, ge=1_000, description="largest request body, bytes")
    body_deadline: Span = Field(timedelta(seconds=5), description="longest time a request body may take to arrive")
    document_depth: Count = Field(12, ge=3, description="deepest nesting of a GraphQL document")
    document_tokens: Count = Field(2_000, ge=100, description="most lexical tokens in a GraphQL document")
    database_connections: Count = Field(
        32, le=200, description="most Bolt connections a worker holds, and statements it runs at once"
    )

    connection_limit: Count = Field(30_000, description="most connections of a member")
    open_invitation_limit: Count = Field(3_000, description="most open invitations a member has sent")
    weekly_invitation_limit: Count = Field(100, description="most invitations a member sends in a rolling 7 days")
    invitation_batch: Count = Field(40, le=1000, description="most items of one sendInvitations")
    note_length: Count = Field(300, description="longest note and longest words on declining, characters")
    reminder_limit: int = Field(1, ge=0, le=1_000_000_000, description="reminders an invitation may have")
    invitation_lifetime: Span = Field(timedelta(days=180), description="after this an invitation has expired")
    invitation_withdrawn_cooldown: Wait = Field(
        timedelta(days=21), description="wait before inviting again after withdrawing; PT0S: none"
    )
    invitation_declined_cooldown: Wait = Field(
        timedelta(days=30), description="wait before inviting again after being declined; PT0S: none"
    )
    removed_cooldown: Wait = Field(
        timedelta(days=21), description="wait of the removed side before inviting again; PT0S: none"
    )
    reminder_delay: Wait = Field(timedelta(days=7), description="earliest reminder after the invitation")
    event_lifetime: Span = Field(timedelta(days=30), description="how long an event can be asked for")
    streams_per_member: Count = Field(
        10, description="most WebSockets and event streams of a member that a worker holds"
    )

    @field_validator("cors_origins", "allowed_hosts", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        if not origins:
            return ()
        from strawberry.http.websocket_origin import normalize_allowed_origins  # slow, and only servers need it

        try:
            return tuple(sorted(normalize_allowed_origins(origins)))
        except ValueError:
            advice = "write each as scheme, host and, where it has one, port, such as https://app.example.com."
            raise PydanticCustomError("origins", advice) from None

    @field_validator("allowed_hosts")
    @classmethod
    def _hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        if not all(map(_HOST.fullmatch, hosts)):
            advice = "write each as a name alone, such as example.com, *.example.com or [::1]; any port is answered."
            raise PydanticCustomError("hosts", advice)
        return hosts

    @field_validator("documents_only")
    @classmethod
    def _documents_only(cls, only: bool, info: ValidationInfo) -> bool:
        if only and info.data.get("documents") is None:
            raise PydanticCustomError("documents", "set ACQUAINT_DOCUMENTS too, to the file of what may be executed.")
        return only

    def __hash__(self) -> int:
        return hash(self.data_dir)  # needed for every statement; hashing all fields would be slow

    @property
    def in_development(self) -> bool:
        return self.environment == "development"

    @property
    def introspection_for(self) -> Introspection:
        return self.introspection or ("everyone" if self.in_development else "signed-in")


def variable(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    return field.upper() if field in _NEO4J else f"ACQUAINT_{field.upper()}"


_NEO4J = {"neo4j_uri", "neo4j_username", "neo4j_password", "neo4j_database"}


def read_settings(**overrides: Any) -> Settings:
    """Read the settings; `SettingsError` has one line per invalid variable."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        # The given value is left out: it may be a secret.
        lines = [f"{variable(str(e['loc'][0]).lower())}: {e['msg']}" for e in error.errors()]
        raise SettingsError("\n".join(lines)) from None
