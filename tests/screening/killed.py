"""A run in its own process that is killed at a place: `python -m tests.screening.killed OUTPUT PLACE`."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from engine.screening import run as running
from engine.screening.resume import Work
from engine.screening.summary import Summary
from tests.screening.small import asked, columnar, loans

ROWS = 43


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def after_batches(count: int) -> running.Progress:
    seen: list[Summary] = []

    def told(summary: Summary, _: int) -> None:
        seen.append(summary)
        if len(seen) == count + 1:  # the first tells what had been done before
            die()

    return told


def run_until(output: Path, place: str) -> None:
    """Places: so many batches, in the journal or not; while a batch is written; around the last step."""
    progress, more = None, {}
    if place.isdigit():
        progress = after_batches(int(place))
    elif place == "without_journal":
        progress, more = after_batches(3), {"saved_every": 1e9}
    elif place == "amid_a_batch":
        append = Work.append

        def torn(self: Work, name: str, data: bytes) -> int:
            if (self.folder / "rows").stat().st_size > 2_000:
                append(self, name, data[: len(data) // 2])
                self._files[name].flush()
                die()
            return append(self, name, data)

        Work.append = torn  # type: ignore[method-assign]  # the moment at which the power fails
    elif place == "before_its_name":
        running.record_path = die  # type: ignore[attr-defined]  # the last that is asked for before
    elif place == "after_its_name":
        Work.remove = die  # type: ignore[method-assign]  # likewise
    running.run(columnar(), loans(ROWS, broken=frozenset({8})), output, asked(**more), progress)


if __name__ == "__main__":
    run_until(Path(sys.argv[1]), sys.argv[2])
