"""F108: writing a text whole, or saying that it couldn't be.

A disk that fills up, or a key pressed at the wrong moment, must not leave half an answer under
the name that somebody waits for. So the text goes to a file beside it, which then takes its name.
"""

import os
from errno import EBADF, ELOOP
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from engine.diagnostics import Diagnostic, Faulty

Text = str | tuple[bytes, ...]  # or parts in UTF-8, one after another: a long answer is never held twice


def write_whole(path: Path, text: Text) -> None:
    """Write a text as UTF-8 under a name; what stood there before stays if that fails.

    A link stays a link: the file that it names is written. What is no file, such as a pipe or
    `/dev/stdout`, takes the text as it comes.

    Raises:
        Faulty: F108 with the reason.
    """
    parts = text if isinstance(text, tuple) else (text.encode(errors="backslashreplace"),)
    try:
        if path.exists() and not path.is_file():
            _pour(path, parts)
        else:
            replace_whole(_file(path), *parts)
    except OSError as error:
        help_ = "nothing was written; free space or give another file with `-o`"
        if not path.parent.is_dir():
            help_ = f"nothing was written; there is no folder `{path.parent}`: make it, or give another file"
        raise _unwritten(str(path), error, help_) from error


def _file(path: Path) -> Path:
    """The file that a name leads to, by way of links; `OSError` for a link that leads to itself."""
    file = Path(os.path.realpath(path))
    if file.is_symlink():
        raise OSError(ELOOP, os.strerror(ELOOP))
    return file


def print_whole(text: Text, stream: TextIO | None) -> None:
    """Print a text, in UTF-8 unless a terminal wants it otherwise, so that the same answer is the same bytes.

    A reader who has seen enough, such as `head`, is no fault.

    Args:
        text: what to print.
        stream: standard output or standard error; None if it was closed (`>&-`).

    Raises:
        Faulty: F108 with the reason.
    """
    if not text:
        return
    help_ = "free space, or have it written elsewhere"
    if stream is None:
        raise _unwritten("standard output", OSError(EBADF, "closed"), help_)
    if isinstance(stream, TextIOWrapper):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
    try:
        if isinstance(text, tuple) and isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.flush()
            stream.buffer.writelines(text)
        else:
            stream.writelines(one.decode() for one in text) if isinstance(text, tuple) else stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _discard(stream)
    except OSError as error:
        _discard(stream)
        raise _unwritten("standard output", error, help_) from error


def _unwritten(name: str, error: OSError, help_: str) -> Faulty:
    reason = os.strerror(error.errno).lower() if error.errno else "unknown reason"
    return Faulty([Diagnostic("F108", f"`{name}` can't be written: {reason}", file=name, help=help_)])


def _discard(stream: TextIO) -> None:
    """Let go of what a stream couldn't take, or Python would complain of it again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _pour(path: Path, parts: tuple[bytes, ...]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)


def replace_whole(path: Path, *parts: bytes) -> None:
    """Put bytes under a name in one step; `OSError` if that fails, and what stood there before stays."""
    from tempfile import NamedTemporaryFile  # noqa: PLC0415  (slow, and most answers go to the screen)

    file = NamedTemporaryFile(dir=path.parent, prefix=".xieshang-", delete=False)  # noqa: SIM115  (closed below)
    beside = Path(file.name)
    try:
        with file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
