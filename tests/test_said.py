"""What a command says goes to the right stream with the right status, whatever happens to the streams."""

import json
import pickle
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from engine.diagnostics import (
    MOST_SHOWN,
    Diagnostic,
    Difference,
    Disagreement,
    Faulty,
    NotInstalled,
    WrongUsage,
    by_place,
)
from engine.said import Said, answered, counted, outcome, say, verdict
from engine.source import Source, Span

FULL = Path("/dev/full")
FAULT = Diagnostic("F101", "there is no file `wang.json`", file="wang.json")
OTHER = Diagnostic("F101", "there is no file `li.json`", file="li.json")


def raising(error: Exception) -> Callable[[], Said]:
    def command() -> Said:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Faulty([FAULT]), 1),
        (WrongUsage("there is no such thing"), 2),
        (Disagreement([Difference("option `deferral`", "available", "not_available")]), 4),
        (NotInstalled("durable_rules isn't installed"), 5),
    ],
)
def test_each_reason_for_no_answer_has_its_status(error: Exception, status: int) -> None:
    said = outcome(raising(error))
    assert (said.out, said.status) == ("", status)
    assert str(error) in said.err


def test_a_command_that_answers_is_left_as_it_is() -> None:
    assert outcome(lambda: answered("yes\n")) == Said("yes\n", "", 0)


def test_an_answer_comes_with_the_faults_of_the_others_sorted_by_place() -> None:
    said = answered("yes\n", faults=[FAULT, OTHER, FAULT])
    assert (said.out, said.status) == ("yes\n", 1)
    assert said.err == (
        "error[F101] there is no file `li.json`\n  --> li.json\n\n"
        "error[F101] there is no file `wang.json`\n  --> wang.json\n"
    )


def test_a_check_says_its_summary_and_before_it_what_it_found() -> None:
    assert verdict([], "all is well") == Said("all is well\n", "", 0)
    said = verdict([FAULT], "1 fault")
    assert (said.out, said.status) == ("", 1)
    assert said.err == "error[F101] there is no file `wang.json`\n  --> wang.json\n\n1 fault\n"


def test_a_check_for_machines_says_its_faults_only() -> None:
    assert verdict([], "all is well", "json") == Said("[]\n", "", 0)
    said = verdict([FAULT], "1 fault", "json")
    assert (said.err, said.status) == ("", 1)
    assert '"code": "F101"' in said.out


def many(name: str, number: int) -> list[Diagnostic]:
    """So many faults of one file, each with a place of its own."""
    source = Source(name, "x" * number)
    return [Diagnostic("R204", "unknown fact", Span(source, place, place + 1)) for place in range(number)]


def test_of_a_file_with_many_faults_a_hundred_are_said_and_how_many_more() -> None:
    faults = [
        *many("wang.json", MOST_SHOWN + 1),
        *many("li.json", MOST_SHOWN + 1_234),
        *many("zhao.json", MOST_SHOWN),
    ]
    said = verdict(faults, "3 files")
    assert said.err.count("error[R204]") == 3 * MOST_SHOWN
    assert said.err.count("error[F117]") == 2
    assert "error[F117] 1,234 more faults are left out here\n  --> li.json\n" in said.err
    assert "error[F117] 1 more fault is left out here\n  --> wang.json\n" in said.err
    assert Faulty(faults).diagnostics == tuple(by_place(faults))


def test_machines_are_told_how_many_more_faults_there_are_as_people_are() -> None:
    told = json.loads(str(verdict(many("li.json", MOST_SHOWN + 2), "1 file", "json").out))
    assert [one["code"] for one in told] == ["R204"] * MOST_SHOWN + ["F117"]
    assert (told[-1]["message"], told[-1]["file"]) == ("2 more faults are left out here", "li.json")


def test_one_is_not_counted_as_many() -> None:
    told = [counted(number, "fault") for number in (0, 1, 2, 1_000)]
    assert told == ["0 faults", "1 fault", "2 faults", "1,000 faults"]


def test_each_text_goes_to_its_stream() -> None:
    output, errors = StringIO(), StringIO()
    assert say(Said("out\n", "err\n", 5), output, errors) == 5
    assert (output.getvalue(), errors.getvalue()) == ("out\n", "err\n")


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_an_answer_that_does_not_get_out_is_a_fault_told_after_the_others() -> None:
    errors = StringIO()
    with FULL.open("w", encoding="utf-8") as output:
        assert say(Said("out\n", "err\n", 0), output, errors) == 1
    assert errors.getvalue().startswith("err\nerror[F108] `standard output` can't be written: ")


def test_with_nowhere_to_tell_it_the_status_is_left() -> None:
    assert say(Said("out\n", "", 0), None, None) == 1


def test_faults_arrive_whole_from_another_process() -> None:
    sent = Faulty([OTHER, FAULT])
    arrived = pickle.loads(pickle.dumps(sent))  # noqa: S301  (our own)
    assert (arrived.diagnostics, str(arrived)) == (sent.diagnostics, str(sent))
