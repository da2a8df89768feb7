"""Jobs shared among processes: the same as one process gives, whatever becomes of the others."""

import fcntl
import os
import signal
import sys
import threading
from collections.abc import Iterable, Sequence
from io import BytesIO, FileIO
from pathlib import Path

import pytest

from engine.processes import AT_ONCE, FEWEST, Done, hand_over, in_order, received, useful

# Fixtures of other tests may have started threads; what is forked here needs none of their locks.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
    pytest.mark.skipif(sys.platform != "linux", reason="no process is copied elsewhere"),
]


def squares(some: Sequence[int]) -> Done[list[int]]:
    """The squares, and beside them which numbers are round."""
    return b"".join(b"%d\n" % number**2 for number in some), [one for one in some if one % 10 == 0]


def expected(jobs: int) -> Done[list[int]]:
    return "".join(f"{number**2}\n" for number in range(jobs)).encode(), [*range(0, jobs, 10)]


def together(results: Iterable[Done[list[int]]]) -> Done[list[int]]:
    done = [*results]
    return b"".join(text for text, _ in done), [one for _, beside in done for one in beside]


@pytest.mark.parametrize("jobs", [0, 1, AT_ONCE, AT_ONCE + 1, 1000])
@pytest.mark.parametrize("processes", [1, 2, 3, 7])
def test_results_stand_in_the_order_of_the_jobs_however_many_processes_there_are(
    jobs: int, processes: int
) -> None:
    assert together(in_order(squares, range(jobs), processes)) == expected(jobs)


def test_a_result_may_be_larger_than_what_fits_between_two_processes() -> None:
    def large(some: Sequence[int]) -> Done[list[int]]:
        return b"".join(bytes([number]) * 500_000 for number in some), [*some] * 100_000

    jobs = range(3 * AT_ONCE)
    text, beside = together(in_order(large, jobs, 2))
    assert text == large(jobs)[0]
    assert len(beside) == 100_000 * len(jobs)


def test_a_job_that_cannot_be_done_raises_here_and_only_when_its_turn_has_come() -> None:
    def failing(some: Sequence[int]) -> Done[list[int]]:
        if 40 in some:
            raise ValueError(40)
        return squares(some)

    results = in_order(failing, range(200), 3)
    assert together([next(results), next(results)]) == expected(2 * AT_ONCE)
    with pytest.raises(ValueError, match="40"):
        next(results)


def test_what_a_killed_process_has_left_undone_is_done_here() -> None:
    home = os.getpid()

    def dying(some: Sequence[int]) -> Done[list[int]]:
        if os.getpid() != home and 100 in some:
            os.kill(os.getpid(), signal.SIGKILL)
        return squares(some)

    assert together(in_order(dying, range(500), 2)) == expected(500)


def test_no_process_is_left_when_somebody_stops_reading() -> None:
    def named(some: Sequence[int]) -> Done[int]:
        return b" " * len(some), os.getpid()

    results = in_order(named, range(10 * AT_ONCE), 2)
    _, working = next(results)
    assert working != os.getpid()
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(working, 0)


def test_what_the_system_refuses_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(fcntl, "fcntl", refuse)  # a larger pipe
    assert together(in_order(squares, range(500), 2)) == expected(500)
    monkeypatch.setattr(os, "fork", refuse)  # one more process
    assert together(in_order(squares, range(500), 2)) == expected(500)


@pytest.mark.usefixtures("heard")
def test_an_interrupt_while_a_process_is_being_started_leaves_none_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[int] = []
    fork = os.fork

    def interrupted() -> int:
        process = fork()
        if process:
            started.append(process)
            signal.raise_signal(signal.SIGINT)  # to this thread: others of the tests may hear it, too
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt):
        next(in_order(squares, range(200), 2))
    (one,) = started
    with pytest.raises(ProcessLookupError):
        os.kill(one, 0)


def test_what_is_handed_over_is_received_whole_or_not_at_all(tmp_path: Path) -> None:
    handed = tmp_path / "results"
    with FileIO(handed, "w") as file:
        hand_over(squares, [range(2), range(2, 4)], file)
    whole = handed.read_bytes()
    results = BytesIO(whole)
    assert [received(results) for _ in range(3)] == [(b"0\n1\n", [0]), (b"4\n9\n", []), None]
    for cut in range(1, len(whole) // 2):
        assert received(BytesIO(whole[:cut])) is None


def test_there_is_a_process_for_each_core_and_one_for_few_jobs_or_many_threads(tmp_path: Path) -> None:
    (tmp_path / "1").touch()
    cores = len(os.sched_getaffinity(0))
    assert useful(FEWEST - 1, tmp_path) == 1
    assert useful(1000 * AT_ONCE, tmp_path) == cores
    assert useful(FEWEST, tmp_path) == min(cores, FEWEST // AT_ONCE)
    (tmp_path / "2").touch()
    assert useful(1000 * AT_ONCE, tmp_path) == 1
    assert useful(1000 * AT_ONCE, tmp_path / "nowhere") == 1


def test_a_program_with_threads_is_never_copied() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert useful(10 * FEWEST) == 1
        assert together(in_order(squares, range(10 * FEWEST))) == expected(10 * FEWEST)
    finally:
        done.set()
        other.join()
