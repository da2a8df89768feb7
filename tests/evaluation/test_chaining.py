"""What forward chaining on durable_rules concludes."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.chaining import Chaining, why_unavailable
from engine.evaluation.outcome import Decision, Proof, Status, conclude
from engine.program.model import Alert, Criterion, Finding, Option, Requirement
from engine.values import Truth
from tests.evaluation.generate_network import (
    AS_OF,
    CONDITION,
    Sizes,
    assembled,
    completed,
    criterion,
    program,
    seeded,
    truths,
)

WHY = why_unavailable()
pytestmark = pytest.mark.skipif(WHY is not None, reason=WHY or "")

MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN

RECOMMENDED = Decision(Status.RECOMMENDED, settled=True)
RECOMMENDED_SO_FAR = Decision(Status.RECOMMENDED, settled=False)
AVAILABLE = Decision(Status.AVAILABLE, settled=True)
NEEDS_ACTION = Decision(Status.NEEDS_ACTION, settled=True)
NEEDS_INFORMATION = Decision(Status.NEEDS_INFORMATION, settled=False)
NOT_AVAILABLE = Decision(Status.NOT_AVAILABLE, settled=True)


def option(name: str, *criteria: Criterion, over: tuple[str, ...] = ()) -> Option:
    return Option(name, criteria, (), (), (), (), frozenset(over), discretionary=True)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_chaining_agrees_with_the_plain_meaning_on_generated_programs(random: Random) -> None:
    of = program(random)
    chaining = Chaining(of)
    for _ in range(10):
        truth = truths(random, of)
        assert chaining.evaluate(truth, AS_OF) == conclude(of, truth, AS_OF)
    chaining.close()


@pytest.mark.parametrize("sizes", [Sizes(8, 10, 4, 10, 4), Sizes(0, 0, 1, 40, 2), Sizes(2, 1, 1, 1, 300)])
def test_chaining_agrees_with_the_plain_meaning_on_large_programs(sizes: Sizes) -> None:
    random = seeded(7)
    of = program(random, sizes, full=True)
    chaining = Chaining(of)
    for _ in range(100):
        truth = truths(random, of)
        assert chaining.evaluate(truth, AS_OF) == conclude(of, truth, AS_OF)
    chaining.close()


def decisions(
    options: tuple[Option, ...],
    known: dict[str, Truth],
    alerts: tuple[Alert, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> dict[str, Decision]:
    of = assembled(findings=findings, alerts=alerts, options=options)
    chaining = Chaining(of)
    found = chaining.evaluate(completed(of, {}, known), AS_OF)
    chaining.close()
    return dict(found.options)


FATAL = criterion("a", "term_has_not_expired")
CURABLE = criterion("a", "asked_in_time", curable=True)


@pytest.mark.parametrize(
    ("fatal", "curable", "expected"),
    [
        (MET, MET, RECOMMENDED),
        (MET, UNMET, NEEDS_ACTION),
        (MET, UNKNOWN, NEEDS_INFORMATION),
        (UNMET, MET, NOT_AVAILABLE),
        (UNMET, UNMET, NOT_AVAILABLE),
        (UNMET, UNKNOWN, NOT_AVAILABLE),
        (UNKNOWN, MET, NEEDS_INFORMATION),
        (UNKNOWN, UNMET, NEEDS_INFORMATION),
        (UNKNOWN, UNKNOWN, NEEDS_INFORMATION),
    ],
)
def test_an_option_is_shut_then_open_then_to_be_cured_then_clear(
    fatal: Truth, curable: Truth, expected: Decision
) -> None:
    found = decisions((option("a", FATAL, CURABLE),), {FATAL.key: fatal, CURABLE.key: curable})
    assert found == {"a": expected}


@pytest.mark.parametrize(
    ("preferred", "expected"),
    [(MET, AVAILABLE), (UNMET, RECOMMENDED), (UNKNOWN, RECOMMENDED_SO_FAR)],
)
def test_an_option_is_recommended_only_while_none_that_goes_before_it_is_available(
    preferred: Truth, expected: Decision
) -> None:
    found = decisions((option("a", FATAL, over=("b",)), option("b")), {FATAL.key: preferred})
    assert found["b"] == expected


def test_an_option_to_be_cured_doesnt_hold_back_the_one_after_it() -> None:
    found = decisions((option("a", CURABLE, over=("b",)), option("b")), {CURABLE.key: UNMET})
    assert found == {"a": NEEDS_ACTION, "b": RECOMMENDED}


@pytest.mark.parametrize(
    ("suspends", "raised", "expected"),
    [
        (True, MET, AVAILABLE),
        (True, UNMET, RECOMMENDED),
        (True, UNKNOWN, RECOMMENDED_SO_FAR),
        (False, MET, RECOMMENDED),
        (False, UNKNOWN, RECOMMENDED),
    ],
)
def test_nothing_is_recommended_while_an_alert_that_suspends_stands(
    suspends: bool, raised: Truth, expected: Decision
) -> None:
    untrue = criterion("alarm", "statement_is_untrue")
    alert = Alert("alarm", (untrue,), suspends=suspends, steps=())
    assert decisions((option("a"),), {untrue.key: raised}, (alert,)) == {"a": expected}


def test_an_alert_leaves_a_status_that_rests_on_criteria_as_it_is() -> None:
    untrue = criterion("alarm", "statement_is_untrue")
    alert = Alert("alarm", (untrue,), suspends=True, steps=())
    found = decisions((option("a", FATAL),), {untrue.key: MET, FATAL.key: UNMET}, (alert,))
    assert found == {"a": NOT_AVAILABLE}


@pytest.mark.parametrize(
    ("needs_all", "one", "other", "expected"),
    [
        (True, MET, MET, MET),
        (True, MET, UNKNOWN, UNKNOWN),
        (True, UNKNOWN, UNMET, UNMET),
        (False, MET, UNKNOWN, MET),
        (False, UNMET, UNKNOWN, UNKNOWN),
        (False, UNMET, UNMET, UNMET),
    ],
)
def test_a_criterion_that_rests_on_a_finding_has_the_findings_truth(
    needs_all: bool, one: Truth, other: Truth, expected: Truth
) -> None:
    claims = (criterion("hardship", "is_ill"), criterion("hardship", "has_lost_work"))
    finding = Finding("hardship", needs_all, claims)
    relies = criterion("a", "is_in_hardship", finding="hardship")
    of = assembled(findings=(finding,), options=(option("a", relies),))
    chaining = Chaining(of)
    truth = completed(of, {}, {claims[0].key: one, claims[1].key: other})
    found = chaining.evaluate(truth, AS_OF)
    chaining.close()
    assert found.findings == {"hardship": expected}
    assert found.criteria[relies.key] == expected


@pytest.mark.parametrize(
    ("needed", "held", "expected"),
    [
        (UNMET, UNMET, MET),
        (UNMET, UNKNOWN, MET),
        (UNKNOWN, MET, MET),
        (MET, MET, MET),
        (MET, UNMET, UNMET),
        (MET, UNKNOWN, UNKNOWN),
        (UNKNOWN, UNMET, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_a_criterion_that_rests_on_documents_is_met_when_each_is_at_hand_or_not_needed(
    needed: Truth, held: Truth, expected: Truth
) -> None:
    documents = tuple(Requirement(name, None, CONDITION, (), None, ()) for name in ("x", "y"))
    relies = criterion("a", "is_evidenced", evidence=("x", "y"))
    of = assembled(documents, options=(option("a", relies),))
    proofs = {"x": Proof(needed, held), "y": Proof(MET, MET)}
    chaining = Chaining(of)
    found = chaining.evaluate(completed(of, proofs, {}), AS_OF)
    chaining.close()
    assert found.criteria[relies.key] == expected


def test_chaining_doesnt_look_at_what_it_has_to_conclude() -> None:
    finding = Finding("hardship", True, (criterion("hardship", "is_ill"),))
    relies = criterion("a", "is_in_hardship", finding="hardship")
    of = assembled(findings=(finding,), options=(option("a", relies),))
    truth = completed(of, {}, {"hardship.is_ill": UNMET})
    told_otherwise = type(truth)(
        truth.values, truth.proofs, {**truth.criteria, relies.key: MET}, {"hardship": MET}
    )
    chaining = Chaining(of)
    found = chaining.evaluate(told_otherwise, AS_OF)
    chaining.close()
    assert found.criteria[relies.key] == UNMET
    assert found.options == {"a": NOT_AVAILABLE}


def test_an_outcome_keeps_the_day_the_values_the_documents_and_the_order_of_options() -> None:
    documents = (Requirement("x", None, CONDITION, (), None, ()),)
    of = assembled(documents, options=(option("b"), option("a")))
    truth = completed(of, {"x": Proof(MET, UNKNOWN)}, {})
    chaining = Chaining(of)
    found = chaining.evaluate(truth, date(2026, 12, 15))
    chaining.close()
    assert found.as_of == date(2026, 12, 15)
    assert found.values == truth.values
    assert found.proofs == {"x": Proof(MET, UNKNOWN)}
    assert list(found.options) == ["b", "a"]


def test_a_truth_that_is_missing_is_an_error_and_not_a_guess() -> None:
    of = assembled(options=(option("a", FATAL),))
    chaining = Chaining(of)
    with pytest.raises(KeyError, match=FATAL.id):
        chaining.evaluate(completed(assembled(), {}, {}), AS_OF)
    assert chaining.evaluate(completed(of, {}, {FATAL.key: MET}), AS_OF).options == {"a": RECOMMENDED}
    chaining.close()
