"""A text is written whole, or it is said why not, and what was there before is left."""

import os
from collections.abc import Iterator
from io import StringIO, TextIOWrapper
from pathlib import Path

import pytest

from engine.diagnostics import Faulty
from engine.writing import print_whole, write_whole

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answer.txt"


@pytest.fixture
def pipe() -> Iterator[tuple[int, TextIOWrapper]]:
    """The end of a pipe to read from, and the stream to write to."""
    reader, writer = os.pipe()
    with os.fdopen(writer, "w", encoding="ascii") as stream:
        yield reader, stream


def test_a_file_holds_the_text_in_utf_8_with_its_line_ends(file: Path) -> None:
    write_whole(file, "微粒贷\n✓\r\n")
    assert file.read_bytes() == "微粒贷\n✓\r\n".encode()


def test_a_new_file_has_the_rights_of_any_new_file(file: Path) -> None:
    write_whole(file, "x")
    (file.parent / "other").touch()
    assert file.stat().st_mode == (file.parent / "other").stat().st_mode


def test_a_file_that_was_there_keeps_its_rights(file: Path) -> None:
    file.touch()
    file.chmod(0o604)
    write_whole(file, "x")
    assert file.stat().st_mode & 0o777 == 0o604
    assert file.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("name", ["no/answer.txt", "x" * 300])
def test_a_file_that_can_not_be_made_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(Faulty) as refused:
        write_whole(tmp_path / name, "x")
    (fault,) = refused.value.diagnostics
    assert fault.code == "F108"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_and_a_link_to_itself_are_told(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=f"there is no folder `{tmp_path}/no`: make it, or give another file"):
        write_whole(tmp_path / "no" / "answer.txt", "x")
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(Faulty, match="too many levels of symbolic links"):
        write_whole(link, "x")
    assert link.is_symlink()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError("?"), KeyboardInterrupt()])
def test_nothing_is_left_half_written(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(_: int) -> None:
        raise error

    file.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((Faulty, KeyboardInterrupt)):
        write_whole(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert list(file.parent.iterdir()) == [file]


@needs_full
def test_what_is_no_file_takes_the_text_or_is_told_why_not() -> None:
    write_whole(Path(os.devnull), "x")
    assert Path(os.devnull).is_char_device()
    with pytest.raises(Faulty, match="no space left on device"):
        write_whole(FULL, "x")


def test_a_stream_gets_utf_8_whatever_its_encoding(pipe: tuple[int, TextIOWrapper]) -> None:
    reader, stream = pipe
    print_whole("微粒贷 \udcff\n", stream)
    assert os.read(reader, 100) == "微粒贷 \\udcff\n".encode()
    os.close(reader)


def test_a_stream_that_is_no_file_gets_the_text() -> None:
    stream = StringIO()
    print_whole("", None)
    print_whole("✓\n", stream)
    assert stream.getvalue() == "✓\n"


def test_a_reader_who_has_left_is_no_fault(pipe: tuple[int, TextIOWrapper]) -> None:
    reader, stream = pipe
    os.close(reader)
    print_whole("x\n", stream)
    print_whole("y\n", stream)


@needs_full
def test_a_full_disk_behind_a_stream_is_told_once() -> None:
    with (
        FULL.open("w", encoding="utf-8") as stream,
        pytest.raises(Faulty, match="`standard output` can't be"),
    ):
        print_whole("x\n", stream)


def test_a_stream_that_was_closed_is_told() -> None:
    with pytest.raises(Faulty, match="bad file descriptor"):
        print_whole("x\n", None)
