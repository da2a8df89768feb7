"""An answer that can't be is told from one that can, with the reason where there is one."""

from decimal import Decimal

from engine.interview.checking import contradicted, is_possible
from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from engine.program.model import Program

TOLD = {"hardship": {"began_on": "2026-10-01"}, "evidence": [{"kind": "payslip"}]}


def test_a_day_after_the_one_that_comes_later_is_contradicted(asks: Interviewer, small: Program) -> None:
    interview = Interview(small.dictionary, TOLD)
    assert contradicted(asks.core, interview, "hardship.expected_end", "2026-09-30") == "began on"
    assert not is_possible(asks.core, interview, "hardship.expected_end", "2026-09-30")
    assert contradicted(asks.core, interview, "hardship.expected_end", "2026-10-01") == ""
    assert is_possible(asks.core, interview, "hardship.expected_end", "2026-10-01")


def test_where_nothing_is_told_nothing_is_contradicted(asks: Interviewer, small: Program) -> None:
    interview = Interview(small.dictionary, {})
    assert contradicted(asks.core, interview, "loan.repaid_principal", Decimal(5)) == ""
    assert contradicted(asks.core, interview, "evidence", []) == ""


def test_entries_of_a_list_contradict_nothing(asks: Interviewer, small: Program) -> None:
    interview = Interview(small.dictionary, TOLD)
    assert contradicted(asks.core, interview, "evidence[1].issued_on", "2026-10-01") == ""
    assert not is_possible(asks.core, interview, "evidence[1].issued_on", "soon")
