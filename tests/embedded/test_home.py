from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.embedded.faults import EmbeddedError
from app.embedded.home import Home, begin, configuration, finish, password, prepare, user_entry, write_private


def test_user_entry_is_a_salted_hash_hashed_again_1023_times() -> None:
    # Computed with openssl: sha256(salt + password), and 1,023 times the sha256 of the binary hash before.
    salt = bytes(range(32))
    assert user_entry("correct horse", salt) == (
        "neo4j:SHA-256,5f20770913ee2fce30f7be2a2903b52f6bd4fc39c0698314d8938176b3949b4a,"
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,1024:\n"
    )


def test_prepare_makes_a_private_directory(tmp_path: Path) -> None:
    home = prepare(tmp_path / "home")
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    assert sorted(str(path.relative_to(home.path)) for path in home.path.rglob("*")) == [
        "conf",
        "data",
        "data/dbms",
        "logs",
    ]


def test_prepare_closes_a_directory_that_was_open(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    assert stat.S_IMODE(prepare(tmp_path / "home").path.stat().st_mode) == 0o700


def test_first_password_is_new_kept_and_told_to_neo4j(tmp_path: Path) -> None:
    home = prepare(tmp_path)
    made = password(home)
    assert len(made) == 32
    assert home.secret.read_text() == made
    salt = home.users.read_text().split(",")[2]
    assert home.users.read_text() == user_entry(made, bytes.fromhex(salt))
    assert [stat.S_IMODE(file.stat().st_mode) for file in (home.secret, home.users)] == [0o600, 0o600]
    assert password(prepare(tmp_path / "other")) != made


def test_password_written_before_a_first_start_that_failed_is_used_again(tmp_path: Path) -> None:
    home = prepare(tmp_path)
    made = password(home)
    home.users.unlink()
    assert password(home) == made
    assert home.users.exists()


def test_a_database_that_knows_its_users_is_told_nothing(tmp_path: Path) -> None:
    home = prepare(tmp_path)
    made = password(home)
    home.users.unlink()
    home.system.mkdir(parents=True)
    assert password(home) == made
    assert not home.users.exists()


def test_a_lost_password(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.system.mkdir(parents=True)
    with pytest.raises(EmbeddedError) as refused:
        password(home)
    assert str(refused.value) == f"The password of the database in {tmp_path} is lost: put {tmp_path}/password back."


def half_made(home: Home) -> list[Path]:
    directories = [home.system, home.system.parent / "neo4j", home.path / "data" / "transactions" / "system"]
    for directory in directories:
        directory.mkdir(parents=True)
    return directories


def test_a_first_start_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    home = prepare(tmp_path)
    begin(home)
    made = password(home)
    directories = half_made(home)
    assert prepare(tmp_path) == home
    assert [directory.exists() for directory in directories] == [False, False, False]
    assert not home.unfinished.exists()
    assert password(home) == made


def test_a_store_that_answered_once_is_kept(tmp_path: Path) -> None:
    home = prepare(tmp_path)
    begin(home)
    directories = half_made(home)
    finish(home)
    begin(home)
    prepare(tmp_path)
    assert [directory.exists() for directory in directories] == [True, True, True]


def test_a_restored_store_is_kept_though_it_was_never_started(tmp_path: Path) -> None:
    home = prepare(tmp_path)
    restored = home.system.parent / "neo4j"
    restored.mkdir(parents=True)
    begin(home)
    prepare(tmp_path)
    assert restored.exists()


def test_configuration_has_the_port_and_the_page_cache() -> None:
    lines = configuration(4711, "64m").splitlines()
    assert [line for line in lines if line.endswith((":4711", "=64m"))] == [
        "server.bolt.listen_address=127.0.0.1:4711",
        "server.bolt.advertised_address=127.0.0.1:4711",
        "server.memory.pagecache.size=64m",
    ]
    assert not [line for line in lines if "@" in line]


def test_write_private_replaces_whole_files_only(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    write_private(file, "one")
    with file.open() as earlier:
        write_private(file, "two")
        assert earlier.read() == "one"
    assert file.read_text() == "two"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret"]
