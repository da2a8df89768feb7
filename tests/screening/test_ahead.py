"""Batches are worked on ahead of those that are written; what comes out is as if they weren't."""

import threading
from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Faulty
from engine.screening.ahead import in_order

FAULT = Faulty([Diagnostic("F103", "`loans.parquet` can't be read: input/output error")])


def broken_after(count: int, fault: BaseException) -> Iterator[int]:
    yield from range(count)
    raise fault


def test_what_comes_out_is_in_the_order_of_what_went_in() -> None:
    first_may_go_on = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert first_may_go_on.wait(10)
        if number == 1:
            first_may_go_on.set()  # the second is done while the first still waits
        return number * number

    assert list(in_order(range(50), work)) == [number * number for number in range(50)]


def test_no_more_is_read_than_is_worked_on() -> None:
    read: list[int] = []

    def source() -> Iterator[int]:
        for number in range(20):
            read.append(number)
            yield number

    for done, _ in enumerate(in_order(source(), lambda one: one, at_once=2)):
        assert len(read) <= done + 3


def taken(stream: Iterator[int], fault: type[BaseException]) -> list[int]:
    """What comes out before the fault, which has to come."""
    found: list[int] = []
    try:
        for one in stream:
            found.append(one)  # noqa: PERF402  (a list made at once would lose what came before the fault)
    except fault:
        return found
    raise AssertionError("no fault came out")


def test_what_was_read_before_a_file_broke_comes_out_before_the_fault_is_told() -> None:
    assert taken(in_order(broken_after(5, FAULT), lambda one: one), Faulty) == [0, 1, 2, 3, 4]


def test_an_interruption_is_not_put_off() -> None:
    stream = in_order(broken_after(5, KeyboardInterrupt()), lambda one: one)
    assert taken(stream, KeyboardInterrupt) == [0, 1, 2]


def test_a_fault_of_the_work_comes_out_in_the_place_of_its_result() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise FAULT
        return number

    assert taken(in_order(range(9), work), Faulty) == [0, 1, 2]
