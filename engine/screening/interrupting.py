"""Ctrl-C amid a run, heard where nothing is half done.

Python hears it wherever it is, so also while Polars calls it: Polars then gives up in the middle, and tells
of that with a page about its inside. So it is only noted when it comes, and heard after the next batch.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

from engine.screening.run import Progress
from engine.screening.summary import Summary


@contextmanager
def between_batches(telling: Progress) -> Iterator[Progress]:
    """What tells of a run, and ends it by a `KeyboardInterrupt` if Ctrl-C was pressed since it last told.

    Whoever presses it twice doesn't want to wait: the second is heard at once. Where somebody else has seen
    to Ctrl-C, or nobody is to hear it, that stays as it is.

    Args:
        telling: what tells of the run alone.
    """
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not is_ours or current_thread() is not main_thread():
        yield telling
        return
    pressed: list[int] = []

    def note(number: int, _: object) -> None:
        pressed.append(number)
        if len(pressed) > 1:
            raise KeyboardInterrupt

    def told(summary: Summary, read: int) -> None:
        telling(summary, read)
        if pressed:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, note)
    try:
        yield told
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
