"""Answers leave nothing behind that refers to itself: processes that work them out collect no such things."""

import gc
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from engine.explanation.assess import Assessor
from engine.explanation.several import assess_each, to_several
from engine.profile.load import product_dictionary, read_profiles
from engine.program.load import load_pack

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 25)


@pytest.mark.parametrize("form", ["json", "text", "markdown"])
def test_a_thousand_answers_need_no_more_room_than_a_few(form: Literal["json", "text", "markdown"]) -> None:
    assessor = Assessor(load_pack(ROOT / "rules" / "weilidai"))
    profiles, faults = read_profiles([str(ROOT / "rules/weilidai/profiles")], product_dictionary(), None)
    assert profiles
    assert not faults

    def answer() -> None:
        assert to_several(assess_each(assessor, profiles, DAY, DAY), form, alone=False)

    answer()  # what is made once for all
    gc.collect()
    gc.disable()
    try:
        answer()
        assert gc.collect() == 0
    finally:
        gc.enable()
