"""Whoever waits for Spark can have enough at any moment, and hears what became of the run."""

import os
import signal
import time
from threading import Thread, current_thread, main_thread
from typing import Any

import pytest

pytest.importorskip("polars")

from engine.diagnostics import Diagnostic, Faulty
from engine.screening.spark.waiting import Stopping, beside, progress, told

NOT_USED: Any = None  # a session that is not wanted any more


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_a_run_beside_gives_what_it_came_to() -> None:
    assert beside(lambda _: current_thread()) is not main_thread()


def test_what_is_at_fault_beside_is_told_to_whoever_waits() -> None:
    fault = Faulty([Diagnostic("B120", "no Spark master answers")])

    def act(_: Stopping) -> None:
        raise fault

    with pytest.raises(Faulty) as told_:
        beside(act)
    assert told_.value is fault


@pytest.mark.usefixtures("heard")
def test_an_interrupt_before_spark_has_started_ends_the_run_as_soon_as_it_has() -> None:
    reached = []

    def act(stopping: Stopping) -> None:
        interrupt()
        while not stopping._enough:  # meanwhile Spark is starting
            time.sleep(0.01)
        reached.append("started")
        stopping.started(NOT_USED)
        reached.append("decided")

    with pytest.raises(KeyboardInterrupt):
        beside(act)
    assert reached == ["started"]


@pytest.mark.usefixtures("heard")
def test_an_interrupt_cancels_what_spark_does_and_the_run_tidies_up_before_it_is_heard(spark: Any) -> None:
    ended = []

    def act(stopping: Stopping) -> None:
        stopping.started(spark)
        Thread(target=interrupt_at_work, args=(spark,)).start()
        try:
            spark.sparkContext.parallelize(range(2), 2).foreach(lambda _: time.sleep(60))
        finally:
            ended.append("tidied up")

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        beside(act)
    assert ended == ["tidied up"]
    assert time.monotonic() - begun < 50


def interrupt_at_work(spark: Any) -> None:
    """Interrupt as soon as Spark is at work."""
    while not spark.sparkContext.statusTracker().getActiveStageIds():
        time.sleep(0.05)
    interrupt()


def test_it_is_told_how_many_parts_are_done(spark: Any) -> None:
    spark.sparkContext.parallelize(range(2), 2).foreach(print)  # the workers have started
    deadline = time.monotonic() + 10
    while progress(spark) != "getting ready" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert progress(spark) == "getting ready"
    work = Thread(target=lambda: spark.sparkContext.parallelize(range(3), 3).foreach(lambda _: time.sleep(2)))
    work.start()
    heard: list[str] = []
    while work.is_alive():
        heard += [one for one in [progress(spark)] if one not in heard]
        time.sleep(0.05)
    said = [one for one in heard if one.startswith("parts done: ")]
    assert said == sorted(said)
    assert {"parts done: 0 of 3", "parts done: 2 of 3"} <= set(said)


def test_a_call_gives_what_it_gives_whether_somebody_is_told_or_not(spark: Any) -> None:
    heard: list[str] = []
    assert told(spark, "rows", lambda: 7, None) == 7
    assert told(spark, "rows", lambda: 7, heard.append) == 7
    assert heard == []
