"""Ctrl-C ends a run after the batch in which it is pressed, and at once if it is pressed twice."""

import os
import signal
from pathlib import Path
from threading import Thread

import pytest

pytest.importorskip("polars")

from engine.screening.interrupting import between_batches
from engine.screening.run import run
from engine.screening.summary import Summary
from tests.screening.small import asked, columnar, loans

pytestmark = pytest.mark.usefixtures("heard")


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_what_is_done_of_a_run_is_kept_and_the_run_goes_on_from_there(tmp_path: Path) -> None:
    output, told = tmp_path / "out.csv", list[int]()

    def telling(summary: Summary, _: int) -> None:
        told.append(summary.rows)
        if summary.rows == 10:
            press()

    with pytest.raises(KeyboardInterrupt), between_batches(telling) as heard:
        run(columnar(), loans(), output, asked(), heard)
    assert told == [0, 5, 10]
    assert run(columnar(), loans(), output, asked(resume=True)).resumed == 10


def test_it_is_heard_when_the_run_tells_of_itself_and_not_before() -> None:
    with between_batches(lambda *_: None) as heard:
        heard(Summary(), 1)
        press()
        with pytest.raises(KeyboardInterrupt):
            heard(Summary(), 2)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_presses_twice_does_not_wait() -> None:
    with between_batches(lambda *_: None):
        press()
        with pytest.raises(KeyboardInterrupt):
            press()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_run_that_nobody_is_to_interrupt_goes_on() -> None:
    told = list[int]()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with between_batches(lambda _, read: told.append(read)) as heard:
            press()
            heard(Summary(), 7)
    finally:
        signal.signal(signal.SIGINT, before)
    assert told == [7]


def test_a_run_in_a_thread_leaves_ctrl_c_to_whoever_started_it() -> None:
    told = list[int]()

    def work() -> None:
        with between_batches(lambda _, read: told.append(read)) as heard:
            heard(Summary(), 7)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert told == [7]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
