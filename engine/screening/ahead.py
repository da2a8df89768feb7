"""Several batches worked on at once, and what comes of them in the order of the input.

Polars leaves a core idle where a batch goes through Python or through a step of one column. Two batches on
their way fill that gap; more would only cost memory. Order is kept, so that the output is the same, byte for
byte, as if they were worked on one after the other.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from engine.diagnostics import Faulty

AT_ONCE: Final = 2

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_order(
    given: Iterable[Given], work: Callable[[Given], Made], at_once: int = AT_ONCE
) -> Generator[Made, None, None]:
    """What `work` makes of each thing that is given, in their order.

    Args:
        given: taken one by one, a few ahead of what has come out.
        work: a pure function; runs in threads.
        at_once: how many are worked on at the same time.

    Raises:
        Faulty: what the source of things raises, but only after everything that it gave before has come out.
    """
    waiting: deque[Future[Made]] = deque()
    stopped: Faulty | None = None
    source = iter(given)
    with ThreadPoolExecutor(at_once) as threads:
        try:
            while True:
                try:
                    one = next(source)
                except StopIteration:
                    break
                except Faulty as faulty:  # what was read before it is sound
                    stopped = faulty
                    break
                waiting.append(threads.submit(work, one))
                if len(waiting) > at_once:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()
    if stopped is not None:
        raise stopped
