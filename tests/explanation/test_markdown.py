"""An answer as Markdown keeps apart what stands apart."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from engine import assess, load_pack, read_profile, to_markdown
from tests.explanation.rules_for_tests import Rules, claim
from tests.explanation.several_loans import answer, loan

SMALL = Path(__file__).parents[1] / "packs" / "small"
ENTRY = re.compile(r" *(-|[1-9][0-9]*\.) \S")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_paragraph_after_a_list_is_no_part_of_its_last_entry(language: str) -> None:
    profile = read_profile(SMALL / "profiles" / "illness.json")
    page = to_markdown(assess(load_pack(SMALL), profile, language=language, engine="reference"))
    ends = [line for before, line in pairwise(page.splitlines()) if ENTRY.match(before)]
    assert ends
    assert all(not line or ENTRY.match(line) for line in ends)


def test_lists_are_markdowns_own_and_have_no_bullets_of_text(rules: Rules) -> None:
    rules.step("call", "Call.")
    rules.step("ask_first", "Ask first.")
    rules.step("no_fee", "Pay no fee.", section="cautions")
    rich = claim("rich", "borrower.savings > 50", met="You have savings.")
    more: dict[str, Any] = {"steps": ["call", "ask_first"], "cautions": ["no_fee"]}
    more["figures"] = ["borrower.savings"]
    rules.option("one", rich, **more)
    lines = to_markdown(rules.answer({"borrower": {"savings": 100}})).splitlines()
    assert "- ✓ You have savings. `law_1`" in lines
    assert lines[lines.index("1. Call. `law_1`") :][:2] == ["1. Call. `law_1`", "2. Ask first. `law_1`"]
    assert "- Pay no fee. `law_1`" in lines
    assert [line for line in lines if line.endswith("¥100.00") and line.startswith("- ") and "·" not in line]


def test_what_belongs_to_a_numbered_entry_stands_within_it() -> None:
    lines = to_markdown(
        answer([loan(id="a"), loan(id="b")], borrower={"has_stopped_paying": True})
    ).splitlines()
    below = [
        after for before, after in pairwise(lines) if re.match(r"[0-9]+\. ", before) and after.startswith(" ")
    ]
    assert below
    assert all(re.match(r" {4}- [^·]", line) for line in below)
