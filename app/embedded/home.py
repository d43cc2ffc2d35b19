"""Directory of one embedded Neo4j: configuration, password, store and logs."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.embedded.faults import EmbeddedError

USERNAME = "neo4j"

_TEMPLATE = Path(__file__).with_name("neo4j.conf")
_ROUNDS = 1024


@dataclass(frozen=True, slots=True)
class Home:
    path: Path

    @property
    def configuration(self) -> Path:
        return self.path / "conf" / "neo4j.conf"

    @property
    def console(self) -> Path:
        """Neo4j's output since its last start."""
        return self.path / "logs" / "console.log"

    @property
    def debug_log(self) -> Path:
        return self.path / "logs" / "debug.log"

    @property
    def store_lock(self) -> Path:
        """The file that Neo4j locks while it runs."""
        return self.path / "data" / "databases" / "store_lock"

    @property
    def system(self) -> Path:
        """The system database, which holds the users; absent before the first start."""
        return self.path / "data" / "databases" / "system"

    @property
    def users(self) -> Path:
        """The initial user, which Neo4j reads at its first start only."""
        return self.path / "data" / "dbms" / "auth.ini"

    @property
    def unfinished(self) -> Path:
        """The file that exists from the first start of an empty store until Neo4j has answered once."""
        return self.path / "unfinished"

    @property
    def secret(self) -> Path:
        return self.path / "password"


def prepare(path: Path) -> Home:
    """Create the directories, private to the user, and discard the store of an interrupted first start."""
    home = Home(path)
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.path.chmod(0o700)
    for file in (home.configuration, home.console, home.users):
        file.parent.mkdir(parents=True, exist_ok=True)
    _require_access(home.path)
    if home.unfinished.exists():
        _discard(home)
    return home


def begin(home: Home) -> None:
    """Mark a new store as unfinished, because an interrupted first start cannot be continued."""
    if not any(home.system.parent.glob("*/")):
        home.unfinished.touch()


def finish(home: Home) -> None:
    home.unfinished.unlink(missing_ok=True)


def _discard(home: Home) -> None:
    for directory in (home.system.parent, home.path / "data" / "transactions"):
        if directory.exists():
            shutil.rmtree(directory)
    finish(home)


def _require_access(directory: Path) -> None:
    # Neo4j would report an unwritable file as a damaged store, or as one in use.
    for path in directory.rglob("*"):
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def password(home: Home) -> str:
    """The password of the database, created before its first start; `EmbeddedError` when it is lost."""
    if home.system.exists():
        if not home.secret.exists():
            raise EmbeddedError(f"The password of the database in {home.path} is lost: put {home.secret} back.")
        return home.secret.read_text()
    if not home.secret.exists():
        write_private(home.secret, secrets.token_urlsafe(24))
    password = home.secret.read_text()
    write_private(home.users, user_entry(password, secrets.token_bytes(32)))
    return password


def user_entry(password: str, salt: bytes) -> str:
    """The line of auth.ini for the initial user."""
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USERNAME}:SHA-256,{digest.hex()},{salt.hex()},{_ROUNDS}:\n"


def configuration(port: int, page_cache: str) -> str:
    return _TEMPLATE.read_text(encoding="utf-8").replace("@PORT@", str(port)).replace("@PAGE_CACHE@", page_cache)


def write_private(path: Path, text: str) -> None:
    """Replace a file atomically, readable by its owner only."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
