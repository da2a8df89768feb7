"""What several options share is explained once for a borrower, and nothing of it outlives the answer."""

import gc

from engine.explanation.assess import Assessor
from engine.explanation.once import Once, Row, row
from tests.explanation.rules_for_tests import AS_OF, Rules, claim, option_of, profile, reason_of


class _Asked(Once[str, str]):
    """Remembers what it had to make."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def make(self, name: str) -> str:
        self.asked.append(name)
        return name.upper()


def test_a_value_is_made_when_it_is_first_asked_for_and_then_kept() -> None:
    made = _Asked()
    none: Row[str] = row(())
    first: Row[str] = row(("one",))
    several: Row[str] = row(("two", "one", "two"))
    assert (none(made), first(made), several(made)) == ((), ("ONE",), ("TWO", "ONE", "TWO"))
    assert made.asked == ["one", "two"]


def test_a_percent_sign_in_a_text_stays_what_it_is_beside_a_gap(rules: Rules) -> None:
    met = "100% of {borrower.savings}, %s and %(this)s."
    rules.option("one", claim("rich", "borrower.savings > 1", met=met, unmet="0 % now."))
    rich = rules.loan({"borrower": {"savings": 5}})
    assert reason_of(rich, "one", "rich").text == "100% of ¥5.00, %s and %(this)s."
    assert reason_of(rules.loan({"borrower": {"savings": 0}}), "one", "rich").text == "0 % now."


def test_a_value_that_looks_like_a_gap_is_said_as_it_is(rules: Rules) -> None:
    rules.option("one", claim("named", 'loan.lender != ""', met="{loan.lender} lends."))
    told = {"loan": {"lender": "%(loan.lender)s {x} %"}}
    assert reason_of(rules.loan(told), "one", "named").text == "%(loan.lender)s {x} % lends."


def test_options_share_the_figures_and_documents_that_they_have_in_common(rules: Rules) -> None:
    rules.option("one", claim("rich", "borrower.savings > 1"))
    rules.option("two", claim("richer", "borrower.savings > 2"))
    loan = rules.loan({"borrower": {"savings": 5}})
    first, second = (option_of(loan, name).criteria[0].operands[0] for name in ("one", "two"))
    assert first is second


def test_nothing_of_an_answer_waits_for_the_search_for_cycles(rules: Rules) -> None:
    rules.finding("is_rich", claim("rich", "borrower.savings > 1", met="{borrower.savings} will do."))
    rules.step("save", "Keep {borrower.savings}.", when="borrower.savings > 3")
    rules.option("one", claim("secure", finding="is_rich"), steps=["save"])
    program = rules.program()
    assessor, told = Assessor(program, engine="reference"), profile(program, {"borrower": {"savings": 5}})
    assessor.assess(told, AS_OF)  # what is kept for all answers
    gc.collect()
    gc.disable()
    try:
        assessor.assess(told, AS_OF)
        assert gc.collect() == 0
    finally:
        gc.enable()
