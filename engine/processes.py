"""A long list of jobs, done by as many processes as there are cores, and given back in order.

A thousand profiles take a second, most of it plain computing that a second core could do. The processes are
copies of this one, made when all that the jobs need is ready: to start them anew would take longer than they
save. So it is for a command only, which is alone in its process; a library that copied the program around it,
threads and all, would sooner or later hang.
"""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from msgspec import Struct

Job = TypeVar("Job")
Beside = TypeVar("Beside")
Done = tuple[
    bytes, Beside
]  # what comes of some jobs, and what there is to say beside it, which can be pickled
Work = Callable[[Sequence[Job]], Done[Beside]]

FEWEST: Final = 64  # jobs: fewer are done before another process is ready
AT_ONCE: Final = 16  # that a process does before it hands over what came of them
_ROOM: Final = 1 << 20  # bytes that a process may be ahead, the most that Linux gives to anybody
_THREADS: Final = Path("/proc/self/task")  # on Linux
_LENGTH: Final = 8  # bytes that say how long the next part is


def in_order(
    work: Work[Job, Beside], jobs: Sequence[Job], processes: int | None = None
) -> Generator[Done[Beside], None, None]:
    """What comes of all jobs, a few at a time.

    A job that can't be done, or whose process was killed, is done once more here when its turn has come: so
    it raises here what it raises, and nothing depends on how many processes there were.

    Args:
        work: does a few jobs that stand together; in other processes nobody collects what refers to itself.
        jobs: in the order of what comes of them.
        processes: how many; None: as many as are useful here.
    """
    parts = [jobs[start : start + AT_ONCE] for start in range(0, len(jobs), AT_ONCE)]
    several = useful(len(jobs)) if processes is None else processes
    if several < 2:
        yield from map(work, parts)
        return
    with ExitStack() as leaving:
        crew: list[_Worker] = []
        for first in range(several):
            with _uninterrupted():  # between being there and being known, nobody would dismiss it
                crew.append(_started(work, parts[first::several], [one.results for one in crew]))
                leaving.callback(_dismiss, crew[-1])
        for number, part in enumerate(parts):
            done: Done[Beside] | None = received(crew[number % several].results)
            yield work(part) if done is None else done


def useful(jobs: int, threads: Path = _THREADS) -> int:
    """How many processes are worth starting: 1 for few jobs, or where a copy of this one may not be safe.

    Args:
        jobs: how many there are.
        threads: a folder with an entry for each thread of this process; where there is none, nobody knows.
    """
    if jobs < FEWEST or not threads.is_dir() or len([*threads.iterdir()]) > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), jobs // AT_ONCE)


@contextmanager
def _uninterrupted() -> Generator[None, None, None]:
    """Ctrl-C has to wait until the end of this."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker(Struct, frozen=True):
    """Another process, and where what it has done comes out; None and nothing if it couldn't be started."""

    process: int | None
    results: BinaryIO


def _started(work: Work[Job, Beside], parts: Sequence[Sequence[Job]], others: Sequence[BinaryIO]) -> _Worker:
    """A copy of this process that does these parts, and nothing else."""
    import fcntl  # noqa: PLC0415  (which isn't there where nothing is copied)

    out, into = os.pipe()
    with suppress(OSError):  # who has many pipes gets smaller ones, and waits a little more
        fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, _ROOM)
    process: int | None
    try:
        process = os.fork()
    except OSError:  # this user may have no more: what it was to do is done by the first one
        process = None
    if process != 0:
        os.close(into)
        return _Worker(process, os.fdopen(out, "rb"))
    try:  # pragma: no cover  (in a process that isn't watched; `hand_over` is tested in this one)
        gc.disable()  # it ends when it is done; to look for circles in all that it was given takes an eighth
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the first process says what there is to say
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for one in (out, *[other.fileno() for other in others]):
            os.close(one)
        with FileIO(into, "wb") as results:
            hand_over(work, parts, results)
    finally:  # whatever it was: the first process meets it when it does the same part
        os._exit(0)  # pragma: no cover


def hand_over(work: Work[Job, Beside], parts: Sequence[Sequence[Job]], into: FileIO) -> None:
    """Do each part and write what comes of it, and what there is to say beside it."""
    for part in parts:
        done, beside = work(part)
        _write(done, into)
        _write(pickle.dumps(beside, protocol=5), into)


def _write(data: bytes, into: FileIO) -> None:
    """Write bytes, their length before them."""
    into.write(len(data).to_bytes(_LENGTH, "big"))
    waiting = memoryview(data)
    while waiting:
        waiting = waiting[into.write(waiting) :]


def received(results: BinaryIO) -> Any:  # noqa: ANN401  (only who gave the work knows what it says beside)
    """What comes of the next part, and what there is to say; None where the process has ended without it."""
    done, beside = _read(results), _read(results)
    if done is None or beside is None:
        return None
    return done, pickle.loads(beside)  # noqa: S301  (from a copy of this process)


def _read(results: BinaryIO) -> bytes | None:
    """What `_write` wrote; None where it isn't there whole."""
    length = results.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    data = results.read(expected := int.from_bytes(length, "big"))
    return data if len(data) == expected else None


def _dismiss(one: _Worker) -> None:
    """End a process that has done its work, or that nobody needs any more."""
    one.results.close()
    if one.process is not None:
        os.kill(one.process, signal.SIGKILL)
        os.waitpid(one.process, 0)
