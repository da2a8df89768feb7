"""An answer as Markdown keeps apart what stands apart."""

from itertools import pairwise
from pathlib import Path

import pytest

from engine import assess, load_pack, read_profile, to_markdown

SMALL = Path(__file__).parents[1] / "packs" / "small"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_paragraph_after_a_list_is_no_part_of_its_last_entry(language: str) -> None:
    profile = read_profile(SMALL / "profiles" / "illness.json")
    page = to_markdown(assess(load_pack(SMALL), profile, language=language, engine="reference"))
    ends = [line for before, line in pairwise(page.splitlines()) if before.lstrip().startswith("- ")]
    assert ends
    assert all(not line or line.lstrip().startswith("- ") for line in ends)
