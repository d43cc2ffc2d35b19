import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.data.csvfile import Columns, CsvFile, FileError, Row

COLUMNS = Columns(("id",), ("name",))


def opened(tmp_path: Path, content: bytes) -> CsvFile:
    path = tmp_path / "members.csv"
    path.write_bytes(content)
    return CsvFile(path, COLUMNS)


def rows(tmp_path: Path, content: bytes) -> list[Row]:
    file = opened(tmp_path, content)
    try:
        return list(file)
    finally:
        file.close()


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(FileError) as error:
        opened(tmp_path, content)
    return str(error.value).replace(str(tmp_path), "")


def test_a_plain_file(tmp_path: Path) -> None:
    assert rows(tmp_path, b"id,name\na,Ada\nb,\n") == [
        Row(2, {"id": "a", "name": "Ada"}),
        Row(3, {"id": "b", "name": ""}),
    ]


def test_a_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    assert rows(tmp_path, b'\xef\xbb\xbf"id", name \r\na,Ada\r\n') == [Row(2, {"id": "a", "name": "Ada"})]


def test_gzip_is_known_by_its_content(tmp_path: Path) -> None:
    assert rows(tmp_path, gzip.compress(b"\xef\xbb\xbfid\na\n")) == [Row(2, {"id": "a"})]


def test_a_last_line_without_end(tmp_path: Path) -> None:
    assert rows(tmp_path, b"id\na\nb") == [Row(2, {"id": "a"}), Row(3, {"id": "b"})]


@pytest.mark.parametrize("blank", [b"", b"  ", b",", b",,,,", b" , ,\t", b'"",""'])
def test_blank_lines_are_no_rows_but_count_as_lines(tmp_path: Path, blank: bytes) -> None:
    assert rows(tmp_path, b"id,name\n" + blank + b"\n\na,\n") == [Row(4, {"id": "a", "name": ""})]


def test_a_row_may_end_early_but_not_late(tmp_path: Path) -> None:
    assert rows(tmp_path, b"id,name\na\nb,B,C\n") == [
        Row(2, {"id": "a"}),
        Row(3, {}, "it has 3 fields, the header names 2"),
    ]


def test_a_row_that_ends_before_a_column_that_is_needed(tmp_path: Path) -> None:
    assert rows(tmp_path, b"name,id\nAda\nAda,a\n") == [
        Row(2, {}, "it ends before the column 'id'"),
        Row(3, {"name": "Ada", "id": "a"}),
    ]


def test_a_quoted_field_may_hold_line_breaks(tmp_path: Path) -> None:
    assert rows(tmp_path, b'id,name\na,"two\r\nlines, ""one"" row"\nb,B\n') == [
        Row(2, {"id": "a", "name": 'two\r\nlines, "one" row'}),
        Row(4, {"id": "b", "name": "B"}),
    ]


def test_a_quotation_mark_that_never_closes_costs_its_own_line(tmp_path: Path) -> None:
    fault = "its quotation marks do not pair (unexpected end of data); write one inside a field twice"
    content = b'id,name\na,"Ada\n' + b"b,B\n" * 300
    found = rows(tmp_path, content)
    assert found[0] == Row(2, {}, fault)
    assert found[1:] == [Row(n, {"id": "b", "name": "B"}) for n in range(3, 303)]


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_cell_that_is_too_long_is_named_as_that(tmp_path: Path, quote: bytes) -> None:
    content = b"id,name\na," + quote + b"x" * 131_073 + quote + b"\nb," + b"y" * 131_072 + b"\n"
    assert rows(tmp_path, content) == [
        Row(2, {}, "one of its cells has more than 131072 characters"),
        Row(3, {"id": "b", "name": "y" * 131_072}),
    ]


def test_a_quotation_mark_inside_an_unquoted_field_is_text(tmp_path: Path) -> None:
    assert rows(tmp_path, b'id,name\na,24" wide\nb,B\n') == [
        Row(2, {"id": "a", "name": '24" wide'}),
        Row(3, {"id": "b", "name": "B"}),
    ]


def test_bytes_that_are_not_utf8_become_lone_surrogates(tmp_path: Path) -> None:
    assert rows(tmp_path, b"id,name\na,Ren\xe9\n") == [Row(2, {"id": "a", "name": "Ren\udce9"})]


def test_a_damaged_gzip_says_where_it_ends(tmp_path: Path) -> None:
    whole = gzip.compress(b"id\n" + b"".join(b"%d\n" % (n * 7919 % 100_003) for n in range(30_000)))
    found = rows(tmp_path, whole[: len(whole) // 2])
    assert found[-1] == Row(
        found[-2].line + 1,
        {},
        "the file cannot be read from here on (Compressed file ended before the end-of-stream marker was reached);"
        " copy it again",
    )
    assert [row.fault for row in found[:-1]] == [None] * (len(found) - 1)


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    file = opened(tmp_path, b"id,ml_target,name\n")
    assert file.unknown == ["ml_target"]
    file.close()


@pytest.mark.parametrize("content", [b"", b"\n", b"name\nAda\n", b"id;name,\n", b"ID\n"])
def test_a_header_without_its_column(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content) == (
        "/members.csv: the first line must name the column 'id'; write id there, and any of name, separated by commas."
    )


WORKBOOK = "this is an Excel workbook or another archive; save it as CSV UTF-8."
UTF_16 = "this is text in UTF-16; save it as CSV UTF-8."
SEMICOLONS = "its columns are separated by semicolons; save it with commas, as CSV UTF-8."
TABS = "its columns are separated by tabs; save it with commas, as CSV UTF-8."


def zipped() -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
        return file.getvalue()


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(), WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", WORKBOOK),
        ("id,name\na,Ada\n".encode("utf-16"), UTF_16),
        ("\ufeffid,name\na,Ada\n".encode("utf-16-be"), UTF_16),
        ("id,name\na,Ada\n".encode("utf-16-le"), UTF_16),
        ("id,name\na,Ada\n".encode("utf-16-be"), UTF_16),
        ("\ufeffid,name\na,Ada\n".encode("utf-32"), UTF_16),
        (b"id;name\na;Ada\n", SEMICOLONS),
        (b'\xef\xbb\xbf"id";"name"\r\n"a";"Ada, B"\r\n', SEMICOLONS),
        (b"id\tname\na\tAda\n", TABS),
    ],
)
def test_another_format_is_named(tmp_path: Path, packed: Any, content: bytes, words: str) -> None:
    assert refused(tmp_path, packed(content)) == f"/members.csv: {words}"


@pytest.mark.parametrize("content", [b"\x1f\x8b", b"\x1f\x8b\x08nonsense and more of it"])
def test_what_only_begins_like_gzip_is_damaged(tmp_path: Path, content: bytes) -> None:
    words = refused(tmp_path, content)
    assert words.startswith("/members.csv: it cannot be read (")
    assert words.endswith("); copy it again.")


def test_a_header_that_names_a_column_twice(tmp_path: Path) -> None:
    expected = "/members.csv: the header names the column 'name' twice; keep one of them."
    assert refused(tmp_path, b"id,name,name\n") == expected


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nowhere\.csv: there is no such file; check the name\.$"):
        CsvFile(tmp_path / "nowhere.csv", COLUMNS)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(
        FileError, match=r"it cannot be opened \(Is a directory\); check the name and its permissions\.$"
    ):
        CsvFile(tmp_path, COLUMNS)


def test_the_position_reaches_the_size(tmp_path: Path) -> None:
    file = opened(tmp_path, gzip.compress(b"id\n" + b"a\n" * 1000))
    assert len(list(file)) == 1000
    assert (file.position, file.size) == (file.size, (tmp_path / "members.csv").stat().st_size)
    file.close()
