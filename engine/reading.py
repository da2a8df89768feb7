"""F101 to F107: a file can't be read as text.

Everything that a person gives comes through here, so that a missing file, a spreadsheet
or a text in another encoding is answered with a diagnostic that names the file and,
where there is one, the byte. Guessing an encoding would turn names and words into others.
"""

import os
from pathlib import Path
from typing import BinaryIO

from engine.diagnostics import Diagnostic
from engine.source import Source

_FIRST = 65_536  # bytes, more than most files have: to read up to a limit takes as much memory as the limit
_UTF8_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_text(path: Path, limit: int) -> Source | Diagnostic:
    """The text of a UTF-8 file; a byte order mark at its begin is dropped, line ends stay as they are.

    Args:
        path: the file; it is shown relative to the current folder where it lies below it.
        limit: the most bytes that are read.

    Returns:
        The source, or why there is none (F101 to F107).
    """
    name = shown(path)
    data = _read(path, limit, name)
    return data if isinstance(data, Diagnostic) else decoded(data, name)


def read_bytes(path: Path, limit: int) -> bytes | Diagnostic:
    """The bytes of a file, at most `limit`, or why they can't be had (F101 to F104)."""
    return _read(path, limit, shown(path))


def _read(path: Path, limit: int, name: str) -> bytes | Diagnostic:
    try:
        with path.open("rb") as file:
            return read_stream(file, limit, name)
    except OSError as error:
        return unreadable(error, name)
    except ValueError:  # a name that no file system takes, such as one with a NUL
        return Diagnostic("F101", f"there is no file `{name}`", file=name)


def read_stream(stream: BinaryIO, limit: int, name: str) -> bytes | Diagnostic:
    """The bytes of a file that is open, at most `limit`, or why they can't be had (F102 to F104)."""
    try:
        data = stream.read(min(_FIRST, limit + 1))
        if len(data) == _FIRST:
            data += stream.read(limit + 1 - _FIRST)
    except OSError as error:
        return unreadable(error, name)
    return _too_large(limit, name) if len(data) > limit else data


def decoded(data: bytes, name: str) -> Source | Diagnostic:
    """The bytes as text under this name, or why they aren't text (F105 to F107)."""
    for mark, encoding in _OTHER_MARKS.items():
        if data.startswith(mark):
            return _other_encoding(f"is encoded in {encoding}", name)
    if b"\0" in data:
        return _binary(data.index(b"\0"), name)
    try:
        text = data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        skipped = len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0
        place = error.start + skipped
        return _other_encoding(f"isn't UTF-8: byte {place + 1} is 0x{data[place]:02x}", name)
    if not text.strip():
        return Diagnostic("F107", f"`{name}` is empty", file=name)
    return Source(name, text)


def shown(path: Path) -> str:
    """The name under which messages show a file: relative to the current folder where it lies below it.

    A name needn't be text, such as one in GBK out of an archive: bytes that are none stand as `\\udcd5`, so
    that every answer that says the name can be written.
    """
    return _near(path).encode(errors="backslashreplace").decode()


def _near(path: Path) -> str:
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):  # it lies elsewhere, or the current folder is gone
        return path.as_posix()


def unreadable(error: OSError, name: str) -> Diagnostic:
    """Why the system doesn't give what stands under this name (F101 to F103)."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Diagnostic("F101", f"there is no file `{name}`", file=name)
    if isinstance(error, IsADirectoryError):
        return Diagnostic("F102", f"`{name}` is a folder, not a file", file=name)
    if isinstance(error, PermissionError):
        help_ = "ask its owner for leave to read it, or copy it to a place of your own"
        return Diagnostic("F103", f"`{name}` may not be read", file=name, help=help_)
    reason = os.strerror(error.errno).lower() if error.errno else "unknown reason"
    return Diagnostic("F103", f"`{name}` can't be read: {reason}", file=name)


def _too_large(limit: int, name: str) -> Diagnostic:
    help_ = "check that it is the file you meant; split it if it is"
    return Diagnostic("F104", f"`{name}` is larger than {limit:,} bytes", file=name, help=help_)


def _other_encoding(fault: str, name: str) -> Diagnostic:
    help_ = "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
    return Diagnostic("F105", f"`{name}` {fault}", file=name, help=help_)


def _binary(place: int, name: str) -> Diagnostic:
    help_ = "a spreadsheet or a document has to be exported as text first"
    return Diagnostic("F106", f"`{name}` isn't a text: byte {place + 1} is 0", file=name, help=help_)
