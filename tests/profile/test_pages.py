"""The pages about faults of profiles show what they say: the wrong example has it, the right one has none."""

import re
from pathlib import Path

import pytest

from engine.profile.dictionary import Dictionary
from engine.profile.from_json import read_profile
from engine.source import Source

FOLDER = Path(__file__).parents[2] / "docs" / "diagnostics"
PAGES = [path for path in sorted(FOLDER.glob("P3*.md")) if path.stem < "P340"]  # beyond: the dictionary


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_show_its_fault(page: Path, product: Dictionary) -> None:
    wrong, right = re.findall(r"```json\n(.*?)\n```", page.read_text(encoding="utf-8"), re.DOTALL)
    _, faults = read_profile(Source("wrong", wrong), product)
    assert {fault.code for fault in faults} == {page.stem}
    profile, faults = read_profile(Source("right", right), product)
    assert faults == ()
    assert profile is not None
