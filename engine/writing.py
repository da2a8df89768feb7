"""F108: writing a file whole or not at all.

A disk that fills up, or a key pressed at the wrong moment, must not leave half an answer under
the name that somebody waits for. So the text goes to a file beside it, which then takes its name.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from engine.diagnostics import Diagnostic, Faulty


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8 under a name; what stood there before stays if that fails.

    Raises:
        Faulty: F108 with the reason.
    """
    try:
        _write(path, text.encode())
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else "unknown reason"
        help_ = "nothing was written; free space or give another file with `-o`"
        fault = Diagnostic("F108", f"`{path}` can't be written: {reason}", file=str(path), help=help_)
        raise Faulty([fault]) from error


def _write(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(data)
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
