"""B103: two runs that write one output.

Each would cut off what the other has written. The system lets go of the lock when a run ends, however it
ends, so that one that was killed never stands in the way.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.diagnostics import Diagnostic, Faulty
from engine.reading import shown


@contextmanager
def locked(path: Path, output: Path) -> Iterator[None]:
    """Hold a lock.

    Args:
        path: the file that stands for it.
        output: what it guards, for the message.

    Raises:
        Faulty: somebody else holds it (B103).
        OSError: it can't be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _taken(descriptor) or not _is_still(descriptor, path):
            help_ = "wait until it ends, or give another file with `-o`"
            name = shown(output)
            message = f"another run is writing `{name}`"
            raise Faulty([Diagnostic("B103", message, file=name, help=help_)])
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    """Whether the lock is ours now."""
    try:
        import fcntl  # noqa: PLC0415  (there is none on Windows)
    except ImportError:  # pragma: no cover  (Windows: nothing is guarded there)
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the file wasn't dropped by a run that ended between opening and locking."""
    return path.exists() and os.fstat(descriptor).st_ino == path.stat().st_ino
