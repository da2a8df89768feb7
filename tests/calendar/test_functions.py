"""The calendar as rules call it: unknown in, unknown out; only in packs of its country."""

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from engine.calendar.functions import CALENDAR_FUNCTIONS, calendar_functions
from engine.feel.parser import parse
from engine.feel.to_python import Writer
from engine.feel.types import DATE, TRUTH
from engine.feel.typing import Environment
from engine.feel.unknown import MissingFact, Unknown, Value, missing
from engine.feel.walk import Scope, evaluate
from engine.feel.words import KEYWORDS, MULTI_WORD_NAMES
from engine.program.functions import FUNCTIONS
from engine.source import fragment
from tests.feel.world import ENVIRONMENT, typed

FUNCTIONS_OF_CHINA = {**FUNCTIONS, **calendar_functions("CN")}
IN_CHINA = Environment(ENVIRONMENT.globals, FUNCTIONS_OF_CHINA)
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "calendar.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(.+) ⇒ (.+)$", PAGE, re.MULTILINE)


def value_of(text: str, values: Mapping[str, Value] | None = None) -> Value:
    return evaluate(typed(text, None, IN_CHINA), Scope(values or {}, FUNCTIONS_OF_CHINA))


@pytest.mark.parametrize(("expression", "result"), EXAMPLES)
def test_an_example_comes_out_as_the_page_says(expression: str, result: str) -> None:
    if result == "unknown":
        assert isinstance(value_of(expression), Unknown)
    else:
        assert value_of(f"({expression}) = ({result})") is True


def test_the_page_and_the_page_of_the_language_name_every_function() -> None:
    assert EXAMPLES
    for one in calendar_functions("CN").values():
        assert f"`{one.name}({', '.join(parameter.name for parameter in one.parameters)})`" in PAGE
    assert "calendar.md" in (ROOT / "docs" / "language.md").read_text(encoding="utf-8")


def test_the_functions_give_truth_and_dates() -> None:
    kinds = {one.name: one.result for one in calendar_functions("CN").values()}
    assert kinds == {
        "is working day": TRUTH,
        "next working day": DATE,
        "next certain working day": DATE,
        "calendar is provisional": TRUTH,
    }


@pytest.mark.parametrize("name", calendar_functions("CN"))
def test_a_date_that_is_not_told_leaves_the_answer_open_and_is_asked_for(name: str) -> None:
    unknown = value_of(f"{name}(loan.final_maturity_date)", {"loan.final_maturity_date": missing("loan.x")})
    assert unknown == Unknown(frozenset({MissingFact("loan.x")}))


def test_a_condition_may_hold_a_fact_against_the_next_working_day() -> None:
    text = "as_of <= next working day(loan.final_maturity_date)"
    holiday = {"loan.final_maturity_date": date(2026, 10, 1)}
    assert value_of(text, {**holiday, "as_of": date(2026, 10, 8)}) is True
    assert value_of(text, {**holiday, "as_of": date(2026, 10, 9)}) is False


def test_the_functions_are_compiled_and_not_left_to_the_slow_walk() -> None:
    writer = Writer({"as_of": "v0"}, frozenset({"as_of"}), FUNCTIONS_OF_CHINA)
    for name in calendar_functions("CN"):
        assert "v0" in writer.write(typed(f"{name}(as_of)", None, IN_CHINA)).text


def test_no_function_has_the_name_of_another_or_begins_with_a_word_of_the_language() -> None:
    names = set(calendar_functions("CN"))
    assert not names & {*FUNCTIONS, *MULTI_WORD_NAMES}
    assert not {word for name in names for word in name.split()} & KEYWORDS


@pytest.mark.parametrize("jurisdiction", ["CN", "CN-44", "CN-GD"])
def test_a_pack_of_china_or_a_province_has_the_calendar_of_china(jurisdiction: str) -> None:
    assert calendar_functions(jurisdiction) is CALENDAR_FUNCTIONS["CN"]


@pytest.mark.parametrize("jurisdiction", ["CN-HK", "CN-MO", "CN-TW", "HK", "GB", "CNX", ""])
def test_a_pack_from_elsewhere_has_no_calendar_rather_than_a_wrong_one(jurisdiction: str) -> None:
    assert calendar_functions(jurisdiction) == {}


def test_whoever_asks_for_no_working_day_does_not_wait_for_the_notices_to_be_read() -> None:
    ask = "import sys, engine.program.load; print('chinese_calendar' in sys.modules)"
    answered = subprocess.run(  # noqa: S603  (our own words)
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answered.stdout.strip() == "False"


def test_without_a_calendar_its_functions_are_unknown_names() -> None:
    _, faults = parse(fragment("next working day(as_of)"), FUNCTIONS)
    assert [fault.code for fault in faults] == ["E123"]
