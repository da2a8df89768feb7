"""How statuses follow from truths, by hand and in words."""

import pytest

from engine.evaluation.outcome import Decision, Outcome, Proof, Status, conclude
from engine.program.model import Alert, Criterion, Option, Program
from engine.values import Truth
from tests.evaluation.generate_network import AS_OF, assembled, completed, criterion

MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN
TRUTHS = (MET, UNMET, UNKNOWN)

FATAL, CURABLE = criterion("a", "in_time"), criterion("a", "asked", curable=True)
PRESUMED = criterion("a", "is_new", presumed_until_told="agreements")
BESIDE = criterion("b", "is_new", presumed_until_told="agreements")
WARNED = criterion("alarm", "is_false")


def option(name: str, *criteria: Criterion, over: tuple[str, ...] = ()) -> Option:
    return Option(name, criteria, (), (), (), (), frozenset(over), discretionary=True)


def outcome(of: Program, known: dict[str, Truth], told: tuple[str, ...] = ()) -> Outcome:
    return conclude(of, completed(of, {}, known, told), AS_OF)


def said(decision: Decision) -> str:
    return decision.status.value + ("" if decision.settled else ", not settled")


@pytest.mark.parametrize(
    ("fatal", "curable", "expected"),
    [
        (MET, MET, "recommended"),
        (MET, UNMET, "needs_action"),
        (MET, UNKNOWN, "needs_information, not settled"),
        (UNMET, MET, "not_available"),
        (UNMET, UNMET, "not_available"),
        (UNMET, UNKNOWN, "not_available"),
        (UNKNOWN, MET, "needs_information, not settled"),
        (UNKNOWN, UNMET, "needs_information, not settled"),
        (UNKNOWN, UNKNOWN, "needs_information, not settled"),
    ],
)
def test_an_options_own_criteria_come_first_in_this_order(
    fatal: Truth, curable: Truth, expected: str
) -> None:
    of = assembled(options=(option("a", FATAL, CURABLE),))
    assert said(outcome(of, {FATAL.key: fatal, CURABLE.key: curable}).options["a"]) == expected


@pytest.mark.parametrize(
    ("first", "alarm", "expected"),
    [
        (MET, UNMET, "available"),
        (UNMET, UNMET, "recommended"),
        (UNKNOWN, UNMET, "recommended, not settled"),
        (MET, MET, "available"),
        (UNMET, MET, "available"),
        (UNKNOWN, MET, "available"),
        (MET, UNKNOWN, "available"),
        (UNMET, UNKNOWN, "recommended, not settled"),
        (UNKNOWN, UNKNOWN, "recommended, not settled"),
    ],
)
def test_an_option_gives_way_to_a_preferred_one_and_to_an_alert_that_suspends(
    first: Truth, alarm: Truth, expected: str
) -> None:
    of = assembled(
        options=(option("a", FATAL, over=("b",)), option("b")),
        alerts=(Alert("alarm", (WARNED,), suspends=True, steps=()),),
    )
    assert said(outcome(of, {FATAL.key: first, WARNED.key: alarm}).options["b"]) == expected


@pytest.mark.parametrize("curable", [UNMET, MET])
def test_an_option_gives_way_only_to_one_that_can_be_asked_for_today(curable: Truth) -> None:
    of = assembled(options=(option("a", CURABLE, over=("b",)), option("b")))
    found = outcome(of, {CURABLE.key: curable}).options
    assert said(found["b"]) == ("recommended" if curable is UNMET else "available")


@pytest.mark.parametrize(
    ("presumed", "curable", "expected"),
    [
        (MET, MET, "recommended"),
        (UNKNOWN, MET, "recommended, not settled"),
        (UNMET, MET, "not_available"),
        (MET, UNMET, "needs_action"),
        (UNKNOWN, UNMET, "needs_action, not settled"),
        (UNMET, UNMET, "not_available"),
        (UNKNOWN, UNKNOWN, "needs_information, not settled"),
    ],
)
def test_what_is_presumed_counts_as_met_until_it_is_told_and_leaves_the_answer_open(
    presumed: Truth, curable: Truth, expected: str
) -> None:
    of = assembled(options=(option("a", PRESUMED, CURABLE),))
    assert said(outcome(of, {PRESUMED.key: presumed, CURABLE.key: curable}).options["a"]) == expected


def test_once_the_fact_is_told_unknown_is_unknown_again() -> None:
    of = assembled(options=(option("a", PRESUMED),))
    found = outcome(of, {PRESUMED.key: UNKNOWN}, told=("agreements",)).options["a"]
    assert said(found) == "needs_information, not settled"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (UNKNOWN, UNMET, "available, not settled"),
        (UNKNOWN, MET, "available"),
        (UNMET, UNMET, "recommended"),
        (UNKNOWN, UNKNOWN, "available, not settled"),
    ],
)
def test_an_option_gives_way_to_one_that_rests_on_a_presumption_and_may_come_back(
    first: Truth, second: Truth, expected: str
) -> None:
    other = criterion("c", "in_time")
    options = (option("a", PRESUMED, over=("b",)), option("c", other, over=("b",)), option("b"))
    found = outcome(assembled(options=options), {PRESUMED.key: first, other.key: second}).options
    assert said(found["b"]) == expected


@pytest.mark.parametrize("curable", [UNMET, MET])
def test_an_option_that_rests_on_a_presumption_is_open_for_itself_whatever_goes_before_it(
    curable: Truth,
) -> None:
    of = assembled(options=(option("a", CURABLE, over=("b",)), option("b", BESIDE)))
    found = outcome(of, {CURABLE.key: curable, BESIDE.key: UNKNOWN}).options
    assert said(found["b"]) == f"{'recommended' if curable is UNMET else 'available'}, not settled"


@pytest.mark.parametrize("alarm", TRUTHS)
def test_an_alert_that_doesnt_suspend_is_told_and_changes_no_status(alarm: Truth) -> None:
    of = assembled(options=(option("b"),), alerts=(Alert("alarm", (WARNED,), suspends=False, steps=()),))
    found = outcome(of, {WARNED.key: alarm})
    assert found.alerts == {"alarm": alarm}
    assert said(found.options["b"]) == "recommended"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(MET, UNMET, "available"), (UNKNOWN, MET, "available"), (UNKNOWN, UNMET, "recommended, not settled")],
)
def test_one_alert_is_enough_to_suspend(one: Truth, other: Truth, expected: str) -> None:
    second = criterion("siren", "is_false")
    alerts = (Alert("alarm", (WARNED,), suspends=True, steps=()), Alert("siren", (second,), True, ()))
    of = assembled(options=(option("b"),), alerts=alerts)
    assert said(outcome(of, {WARNED.key: one, second.key: other}).options["b"]) == expected


@pytest.mark.parametrize(
    ("needed", "held", "expected"),
    [
        (UNMET, UNMET, MET),
        (UNMET, UNKNOWN, MET),
        (UNMET, MET, MET),
        (MET, MET, MET),
        (UNKNOWN, MET, MET),
        (MET, UNMET, UNMET),
        (MET, UNKNOWN, UNKNOWN),
        (UNKNOWN, UNMET, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_a_document_that_isnt_needed_or_is_at_hand_is_no_obstacle(
    needed: Truth, held: Truth, expected: Truth
) -> None:
    assert Proof(needed, held).satisfied is expected


def test_two_outcomes_differ_in_what_they_conclude_and_say_it() -> None:
    of = assembled(
        options=(option("a", FATAL, over=("b",)), option("b")),
        alerts=(Alert("alarm", (WARNED,), suspends=False, steps=()),),
    )
    one = outcome(of, {FATAL.key: MET, WARNED.key: MET})
    other = outcome(of, {FATAL.key: UNKNOWN, WARNED.key: UNMET})
    assert one.differences(one) == ()
    assert [(each.about, each.reference, each.durable) for each in one.differences(other)] == [
        ("alert `alarm`", "met", "unmet"),
        ("option `a`", "recommended", "needs_information (open)"),
        ("option `b`", "available", "recommended (open)"),
    ]
    nobody = outcome(assembled(), {})
    assert [(each.about, each.durable) for each in one.differences(nobody)] == [
        ("alert `alarm`", "nothing"),
        ("option `a`", "nothing"),
        ("option `b`", "nothing"),
    ]


def test_the_words_for_a_status_are_those_of_the_output_contract() -> None:
    assert [one.value for one in Status] == [
        "not_available",
        "needs_information",
        "needs_action",
        "recommended",
        "available",
    ]
