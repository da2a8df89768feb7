"""A file that can't be read as text is answered with its name and what to do."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import Diagnostic, render
from engine.reading import decoded, read_text, shown, unreadable
from engine.source import Source

LIMIT = 1000


def text_of(path: Path) -> str:
    found = read_text(path, LIMIT)
    assert isinstance(found, Source)
    return found.text


def fault_of(path: Path) -> Diagnostic:
    found = read_text(path, LIMIT)
    assert isinstance(found, Diagnostic)
    assert found.file
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "profile.json"


def test_a_text_is_read_as_it_is_with_its_line_ends(file: Path) -> None:
    file.write_bytes("微粒贷\r\n😀\n".encode())
    assert text_of(file) == "微粒贷\r\n😀\n"


def test_a_mark_of_the_encoding_is_no_part_of_the_text(file: Path) -> None:
    file.write_bytes("微粒贷".encode("utf-8-sig"))
    assert text_of(file) == "微粒贷"


def test_a_file_as_large_as_allowed_is_read_and_one_byte_more_is_not(file: Path) -> None:
    file.write_bytes(b"x" * LIMIT)
    assert len(text_of(file)) == LIMIT
    file.write_bytes(b"x" * (LIMIT + 1))
    assert fault_of(file).code == "F104"
    assert fault_of(file).message.endswith("is larger than 1,000 bytes")


def test_a_long_file_is_read_whole(file: Path) -> None:
    file.write_bytes(b"0123456789" * 20_000)
    source = read_text(file, 200_000)
    assert isinstance(source, Source)
    assert source.text == "0123456789" * 20_000


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    assert fault_of(Path("/dev/zero")).code == "F104"


def test_a_missing_file_is_named(file: Path) -> None:
    assert fault_of(file).message == f"there is no file `{file}`"
    assert fault_of(file).code == "F101"
    assert fault_of(file / "below").code == "F101"


def test_a_name_that_no_file_can_have_is_a_missing_file() -> None:
    assert fault_of(Path("a\0b")).code == "F101"


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert fault_of(tmp_path).code == "F102"


def test_a_circle_of_links_is_told_with_the_systems_reason(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    assert fault_of(link).code == "F103"
    assert "symbolic links" in fault_of(link).message


def test_a_file_that_may_not_be_read_is_told() -> None:
    assert unreadable(PermissionError(13, "Permission denied"), "x").code == "F103"


def test_a_fault_of_the_disk_without_a_reason_is_told() -> None:
    assert unreadable(OSError("?"), "x").message == "`x` can't be read: unknown reason"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_of_wide_characters_is_told(encoding: str, file: Path) -> None:
    file.write_bytes('{"as_of": 1}'.encode(encoding))
    assert fault_of(file).code in {"F105", "F106"}


def test_a_marked_encoding_is_called_by_its_name(file: Path) -> None:
    file.write_bytes('{"as_of": 1}'.encode("utf-16"))
    assert fault_of(file).message.endswith("is encoded in UTF-16")
    file.write_bytes('{"as_of": 1}'.encode("utf-32"))
    assert fault_of(file).message.endswith("is encoded in UTF-32")


def test_a_text_in_gb18030_is_told_with_its_first_byte_at_fault(file: Path) -> None:
    file.write_bytes(b"abc" + "贷款".encode("gb18030"))
    assert fault_of(file).message.endswith("isn't UTF-8: byte 4 is 0xb4")
    file.write_bytes(b"\xef\xbb\xbfabc\xff")
    assert fault_of(file).message.endswith("isn't UTF-8: byte 7 is 0xff")


def test_a_spreadsheet_is_told(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04\x00")
    assert fault_of(file).code == "F106"
    assert fault_of(file).message.endswith("isn't a text: byte 5 is 0")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_nothing_and_blanks_are_told(data: bytes, file: Path) -> None:
    file.write_bytes(data)
    assert fault_of(file).code == "F107"


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_a_fault_that_can_be_shown(data: bytes) -> None:
    found = decoded(data, "x")
    if isinstance(found, Diagnostic):
        assert found.code in {"F105", "F106", "F107"}
        assert render(found)
    else:
        assert found.text.encode() in {data, data[3:]}


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text and text[0] != "\ufeff"))
def test_every_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    assert decoded(data, "x") == Source("x", text)


def test_a_file_below_the_current_folder_is_shown_by_its_short_name(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    assert shown(file) == shown(Path("profile.json")) == shown(Path("./profile.json")) == "profile.json"


def test_any_other_file_is_shown_as_it_was_given(file: Path) -> None:
    assert shown(file) == file.as_posix()
    assert shown(Path("../other/x.json")) == "../other/x.json"
    assert os.sep not in shown(Path("x"))
