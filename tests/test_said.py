"""What a command says goes to the right stream with the right status, whatever happens to the streams."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic, Difference, Disagreement, Faulty, NotInstalled, WrongUsage
from engine.said import Said, answered, counted, outcome, say, verdict

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
