"""Waiting for Spark: how far it is, said on standard error, and free to be interrupted at any moment.

A call into Java can't be interrupted without breaking the line to it, and Spark's own bar counts tasks that
mean nothing to whoever screens. So all calls are made beside; here one only waits, and hears Ctrl-C.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Telling = Callable[[str], object]
_LOOKS_EVERY: Final = 0.2  # seconds
_TELLS_EVERY: Final = 5.0  # seconds
_T = TypeVar("_T")


class Stopping:
    """Says to a run that goes on beside that somebody had enough."""

    def __init__(self) -> None:
        """Nobody has, yet."""
        self._session: SparkSession | None = None
        self._enough = False

    def started(self, session: "SparkSession") -> None:
        """There is a session.

        Raises:
            KeyboardInterrupt: it isn't wanted any more.
        """
        self._session = session
        if self._enough:
            raise KeyboardInterrupt

    def stop(self) -> None:
        """Let Spark drop what it is doing; to be called again until the run has ended: it may begin more."""
        self._enough = True
        if self._session is not None:
            from py4j.protocol import Py4JError  # noqa: PLC0415  (only whoever screens on Spark has it)

            with suppress(Py4JError, OSError, AttributeError):  # it has just been stopped
                self._session.sparkContext.cancelAllJobs()


def beside(act: Callable[[Stopping], _T]) -> _T:
    """What a run gives that goes on in a thread of its own.

    Args:
        act: the run.

    Raises:
        KeyboardInterrupt: somebody had enough, and the run has ended and tidied up.
    """
    stopping = Stopping()
    came: list[_T] = []
    failed: list[BaseException] = []
    over = Event()  # an interrupt amid `join` would let Python take the thread for ended

    def call() -> None:
        try:
            came.append(act(stopping))
        except BaseException as error:  # noqa: BLE001  (raised again by whoever waits)
            failed.append(error)
        over.set()

    thread = Thread(target=call, daemon=True)
    try:
        thread.start()  # it waits for the thread: an interrupt may come in there too
        while not over.wait(_LOOKS_EVERY):
            pass
    except KeyboardInterrupt:
        while not over.wait(_LOOKS_EVERY):
            stopping.stop()
        raise
    if failed:
        raise failed[0]
    return came[0]


def told(session: "SparkSession", step: str, act: Callable[[], _T], telling: Telling | None) -> _T:
    """What a call into Spark gives, while somebody is told how far it is.

    Args:
        session: of Spark.
        step: what is done, as it is told.
        act: the call.
        telling: is told every few seconds; None: nobody.
    """
    if telling is None:
        return act()
    over = Event()
    thread = Thread(target=_tell, args=(session, step, telling, over), daemon=True)
    thread.start()
    try:
        return act()
    finally:
        over.set()
        thread.join()


def _tell(session: "SparkSession", step: str, telling: Telling, over: Event) -> None:
    while not over.wait(_TELLS_EVERY):
        telling(f"{step}: {progress(session)}\n")


def progress(session: Any) -> str:  # noqa: ANN401  (`SparkSession`, or what has its tracker)
    """How far the stages are that Spark works on now."""
    tracker = session.sparkContext.statusTracker()
    stages = [tracker.getStageInfo(one) for one in tracker.getActiveStageIds()]
    found = [one for one in stages if one is not None]
    tasks, done = sum(one.numTasks for one in found), sum(one.numCompletedTasks for one in found)
    if tasks and not done and not any(one.numActiveTasks for one in found):
        return "no worker has taken a part yet"
    return f"parts done: {done} of {tasks}" if tasks else "getting ready"
