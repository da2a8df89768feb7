"""The expressions of the DMN conformance kit, where they are at hand, can be read."""

import json
from pathlib import Path

import pytest

from engine.feel.parser import parse
from engine.source import fragment

CASES = Path(__file__).parents[2].parent / "shared" / "feel" / "cases.json"

# Outside the subset, each with the code that says so: times of day.
OUTSIDE = {
    '@"10:30:05" in =@"10:30:05"': "E134",
    '@"10:30:05" in (=@"10:30:05")': "E134",
    '@"10:10:10" - @"09:10:10"': "E134",
    '@"10:10:10" - @"11:10:10"': "E134",
    '@"10:10:10+11:00" - @"11:10:10+11:00"': "E134",
    '@"10:10:10+11:00" - @"09:10:10+11:00"': "E134",
    r'range("[@\"00:00:00\"..@\"00:00:00\"]") = [@"00:00:00"..@"00:00:00"]': "E134",
}


@pytest.mark.skipif(not CASES.is_file(), reason="the conformance kit isn't at hand")
def test_every_expression_of_the_conformance_kit_is_read_or_declared_outside() -> None:
    outside = {}
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        tree, faults = parse(fragment(case["expression"]))
        if tree is None:
            outside[case["expression"]] = faults[0].code
    assert outside == OUTSIDE
