from __future__ import annotations

from pathlib import Path

from app.embedded.tail import Tail


def test_whole_lines_from_now_on(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("earlier\n")
    tail = Tail(log)
    assert tail.lines() == []
    with log.open("a") as file:
        file.write("one\ntw")
        file.flush()
        assert tail.lines() == ["one"]
        file.write("o\n")
        file.flush()
        assert tail.lines() == ["two"]
    assert tail.lines() == []


def test_a_file_that_comes_later_and_is_replaced(tmp_path: Path) -> None:
    log = tmp_path / "log"
    tail = Tail(log)
    assert tail.lines() == []
    log.write_bytes(b"first, long\n")
    assert tail.lines() == ["first, long"]
    log.write_bytes(b"\xff next\n")
    assert tail.lines() == ["\ufffd next"]
