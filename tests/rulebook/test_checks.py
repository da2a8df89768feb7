"""What the checks promise beyond single faults, which `tests/faults` shows one by one."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.diagnostics import Diagnostic, by_place
from engine.feel.functions import BUILTINS
from engine.profile.load import product_dictionary
from engine.rulebook.checks import CHECKS, Context, run
from engine.rulebook.checks.circles import circles
from engine.rulebook.expressions import parse_all
from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import DatedValue, Parameter, Rulebook
from engine.source import Source, Span

SMALL = Path(__file__).parent.parent / "packs" / "small"
PLACE = Span(Source("parameter.yaml", "x"), 0, 1)
DAY = timedelta(days=1)
FIRST = date(2020, 1, 1)
DAYS = [FIRST + DAY * count for count in range(12)]

dates = st.sampled_from(DAYS)
graphs = st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdefg")), max_size=6)


def checked(rulebook: Rulebook) -> tuple[Diagnostic, ...]:
    trees, _ = parse_all(rulebook, BUILTINS)
    return run(Context(rulebook, product_dictionary().globals(), trees))


@cache
def small() -> Rulebook:
    rulebook, faults = read_rulebook(SMALL)
    assert faults == ()
    assert rulebook is not None
    return rulebook


def read(folder: Path, files: Mapping[str, str]) -> Rulebook:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    rulebook, faults = read_rulebook(folder)
    assert faults == ()
    assert rulebook is not None
    return rulebook


HEAD = """\
id: tiny
version: 0.1.0
title: {en: Tiny}
jurisdiction: CN
languages: [en]
in_force: {from: 2020-01-01}
documents: [{id: D, title: {en: Document}, sha256: HASH}]
""".replace("HASH", "a" * 64)
STATEMENTS = """\
statements:
  - {id: S1, kind: option, document: D, words: {en: One may ask.}, sha256: HASH}
""".replace("HASH", "b" * 64)
OPTION = """\
id: asking
eligible_when:
  - {id: payment_is_late, when: loan.days_overdue > 0, source: [S1]}
"""
WORDS = """\
title: Ask
criteria:
  payment_is_late:
    met: It is late.
    unmet: It isn't late.
    unknown: It isn't known whether it is late.
"""
TINY = {
    "pack.yaml": HEAD,
    "statements.yaml": STATEMENTS,
    "options/asking/option.yaml": OPTION,
    "options/asking/words.en.yaml": WORDS,
}


def test_a_sound_pack_has_no_faults() -> None:
    assert checked(small()) == ()


def test_a_pack_that_says_nothing_of_its_own_needs_no_words_of_its_own(tmp_path: Path) -> None:
    assert checked(read(tmp_path, TINY)) == ()


def test_an_unused_measure_needs_no_words(tmp_path: Path) -> None:
    measure = "id: debt\nformula: loan.overdue_amount\nunit: yuan\nsource: [S1]\n"
    faults = checked(read(tmp_path, {**TINY, "measures/debt.yaml": measure}))
    assert [fault.code for fault in faults] == ["R217"]


def test_a_measure_that_only_a_sentence_names_is_used(tmp_path: Path) -> None:
    measure = "id: debt\nformula: loan.overdue_amount\nunit: yuan\nsource: [S1]\n"
    words = WORDS.replace("  met: It is", "  met: Then {debt} is")
    files = {**TINY, "measures/debt.yaml": measure, "options/asking/words.en.yaml": words}
    assert checked(read(tmp_path, files)) == ()


@pytest.mark.parametrize("changes", [True, False])
def test_a_measure_is_not_called_what_the_words_of_a_change_say_of_it(
    tmp_path: Path, *, changes: bool
) -> None:
    measure = "id: to\nformula: loan.overdue_amount\nunit: yuan\nsource: [S1]\n"
    change = "changes:\n  - {id: say, tell: [loan.days_overdue], source: [S1]}\n"
    files = {**TINY, "measures/to.yaml": measure, **({"changeable.yaml": change} if changes else {})}
    assert ("R229" in [fault.code for fault in checked(read(tmp_path, files))]) is changes


def test_a_measure_that_a_criterion_of_the_same_name_asks_for_is_used(tmp_path: Path) -> None:
    measure = "id: payment_is_late\nformula: loan.days_overdue > 0\nunit: truth\nsource: [S1]\n"
    option = OPTION.replace("when: loan.days_overdue > 0", "when: payment_is_late")
    files = {
        **TINY,
        "measures/payment_is_late.yaml": measure,
        "options/asking/option.yaml": option,
        "words.en.yaml": "measures: {payment_is_late: whether it is late}\n",
    }
    assert checked(read(tmp_path, files)) == ()


def test_a_date_may_be_the_value_of_a_parameter_in_dates(tmp_path: Path) -> None:
    parameter = (
        "id: last_day\nunit: date\n"
        "values: [{from: 2020-01-01, value: 2027-01-01, source: [S1], confidence: low}]\n"
    )
    option = OPTION.replace("loan.days_overdue > 0", "as_of <= parameter.last_day")
    words = {"words.en.yaml": "parameters: {last_day: the last day}\n"}
    files = {**TINY, **words, "parameters/last_day.yaml": parameter, "options/asking/option.yaml": option}
    assert checked(read(tmp_path, files)) == ()


def test_is_known_may_choose_a_step(tmp_path: Path) -> None:
    files = {
        **TINY,
        "steps.yaml": "steps: [{id: call, when: is known(loan.days_overdue), source: [S1]}]\n",
        "words.en.yaml": "steps: {call: Call the lender.}\n",
        "options/asking/option.yaml": OPTION + "steps: [call]\n",
    }
    assert checked(read(tmp_path, files)) == ()


def test_is_known_may_say_when_evidence_is_listed_on_which_no_criterion_rests(tmp_path: Path) -> None:
    files = {
        **TINY,
        "evidence/bill.yaml": "id: bill\nneeded_when: is known(hardship.cause)\n"
        "accepts: [medical_bill]\nsource: [S1]\n",
        "words.en.yaml": "evidence: {bill: a bill}\n",
        "options/asking/option.yaml": OPTION + "evidence: [bill]\n",
    }
    assert checked(read(tmp_path, files)) == ()


def test_all_faults_of_a_pack_are_told_in_one_run_sorted_by_place(tmp_path: Path) -> None:
    option = OPTION.replace("> 0", "> ") + "steps: [call]\nfigures: [debts]\npreferred_over: [waiting]\n"
    words = WORDS.replace("  met: It is", "  met: Then {debt is").replace("title: Ask\n", "")
    files = {**TINY, "options/asking/option.yaml": option, "options/asking/words.en.yaml": words}
    faults = checked(read(tmp_path, files))
    assert [(fault.code, fault.place[1]) for fault in faults] == [
        ("R211", 1),
        ("R210", 4),
        ("R221", 5),
        ("R208", 6),
        ("R227", 3),
    ]
    assert list(faults) == by_place(faults)


def test_an_expression_that_does_not_parse_is_told_and_left_out_of_the_trees(tmp_path: Path) -> None:
    files = {**TINY, "options/asking/option.yaml": OPTION.replace("> 0", "> ")}
    trees, faults = parse_all(read(tmp_path, files), BUILTINS)
    assert trees == {}
    assert [fault.code[0] for fault in faults] == ["E"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__module__).rpartition(".")[2])
def test_every_check_says_why_it_exists_and_names_its_code_first(check: object) -> None:
    module = __import__(str(check.__module__), fromlist=["__doc__"])
    codes = str(module.__doc__).partition(": ")[0].split(", ")
    assert all(len(code) == 4 and code.startswith("R2") for code in codes)


@st.composite
def values(draw: st.DrawFn) -> tuple[DatedValue, ...]:
    made = []
    for _ in range(draw(st.integers(1, 4))):
        since = draw(dates)
        until = draw(st.none() | st.sampled_from([day for day in DAYS if day >= since]))
        made.append(DatedValue(Decimal(1), since, until, (), "low", "", PLACE, PLACE))
    return tuple(made)


def with_values(
    values: tuple[DatedValue, ...], since: date, until: date | None
) -> tuple[Rulebook, Iterator[tuple[date, int]]]:
    """The small pack with these values of its parameter; and each day of the pack with how many it has."""
    (parameter,) = small().parameters
    rulebook = replace(
        small(),
        head=replace(small().head, since=since, until=until),
        parameters=(Parameter(parameter.id, parameter.unit, values),),
    )
    counts = (
        (day, sum(one.since <= day and (one.until is None or day <= one.until) for one in values))
        for day in [*DAYS, DAYS[-1] + DAY]
        if since <= day and (until is None or day <= until)
    )
    return rulebook, counts


def codes(rulebook: Rulebook) -> set[str]:
    return {fault.code for fault in checked(rulebook)} & {"R215", "R216"}


@given(values(), dates, st.none() | dates)
def test_a_gap_is_told_if_and_only_if_a_day_of_the_pack_has_no_value(
    values: tuple[DatedValue, ...], since: date, until: date | None
) -> None:
    rulebook, counts = with_values(values, since, until)
    assert ("R216" in codes(rulebook)) == any(count == 0 for _, count in counts)


@given(values())
def test_an_overlap_is_told_if_and_only_if_a_day_has_two_values(values: tuple[DatedValue, ...]) -> None:
    rulebook, counts = with_values(values, FIRST, None)
    assert ("R215" in codes(rulebook)) == any(count > 1 for _, count in counts)


@pytest.mark.parametrize("until", [None, date.max, date(2021, 1, 1)])
def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others(until: date | None) -> None:
    all_days = DatedValue(Decimal(1), date.min, date.max, (), "low", "", PLACE, PLACE)
    rulebook, _ = with_values((all_days, replace(all_days, until=None)), date.min, until)
    assert codes(rulebook) == {"R215"}


@given(graphs)
def test_the_circles_of_a_graph_are_told_if_and_only_if_it_has_no_order(graph: dict[str, set[str]]) -> None:
    found = list(circles({name: dict.fromkeys(sorted(to), PLACE) for name, to in graph.items()}))
    try:
        TopologicalSorter({name: to - {name} for name, to in graph.items()}).prepare()
        ordered = not any(name in to for name, to in graph.items())
    except CycleError:
        ordered = False
    assert ordered == (not found)
    for circle in found:
        assert all(after in graph[before] for before, after in pairwise((*circle, circle[0])))
        assert circle[0] == min(circle)
    assert len(set(found)) == len(found)


@given(graphs)
def test_every_name_on_a_circle_is_told(graph: dict[str, set[str]]) -> None:
    found = circles({name: dict.fromkeys(sorted(to), PLACE) for name, to in graph.items()})
    told = {name for circle in found for name in circle}
    assert told == {name for name in graph if name in reached(name, graph)}


def reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    """Names that can be reached from a name in one step or more."""
    known: set[str] = set()
    new = graph.get(start, set())
    while new - known:
        known |= new
        new = set().union(*(graph.get(name, set()) for name in new))
    return known
