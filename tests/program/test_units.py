"""A unit that is a slip of a known one is refused, and one of the pack's own is not."""

from pathlib import Path

import pytest

from engine.program.load import check_pack
from tests.rulebook.small_pack import change, copy_of_small

SLIPS = {
    **dict.fromkeys(("dya", "da", "dayy", "dsy", "ady", "days"), "day"),
    **dict.fromkeys(("mnth", "motnh", "months", "monht"), "month"),
    **dict.fromkeys(("yaun", "yuna", "uan", "yuans"), "yuan"),
}


def refused(pack: Path, unit: str) -> list[tuple[str, str]]:
    """The codes and helps of what is told once a parameter has this unit."""
    change(pack / "parameters/evidence_fresh_days.yaml", "unit: day", f"unit: {unit}")
    return [(fault.code, fault.help) for fault in check_pack(pack)[1]]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_a_unit_is_told_where_it_stands_and_nothing_that_follows_from_it(
    slip: str, tmp_path: Path
) -> None:
    assert refused(copy_of_small(tmp_path), slip) == [("R225", f"did you mean `{SLIPS[slip]}`?")]


@pytest.mark.parametrize("unit", ["euro", "percent", "call", "week"])
def test_a_pack_may_have_units_of_its_own(unit: str, tmp_path: Path) -> None:
    assert "R225" not in [code for code, _ in refused(copy_of_small(tmp_path), unit)]
