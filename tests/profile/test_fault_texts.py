"""What is said of a broken profile or dictionary of facts stands beside it in `tests/faults/`.

`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
"""

import json
from pathlib import Path

import pytest

from engine.diagnostics import MOST_SHOWN, Diagnostic, render
from engine.profile.dictionary import Dictionary, dictionary_from_schema
from engine.profile.from_json import read_profile
from engine.source import Source
from tests.expected import kept

FAULTS = Path(__file__).parents[1] / "faults"
FILES = sorted(FAULTS.glob("P3*/*.json"))


def faults_of(path: Path, product: Dictionary) -> tuple[Diagnostic, ...]:
    source = Source(path.name, path.read_bytes().decode())
    if path.name.endswith(".schema.json"):
        dictionary, faults = dictionary_from_schema(source)
        assert dictionary is None
    else:
        profile, faults = read_profile(source, product)
        assert profile is None
    return faults


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(FAULTS).as_posix() for path in FILES])
def test_a_fault_is_told_in_the_words_of_its_fixture(path: Path, product: Dictionary) -> None:
    said = "\n\n".join(map(render, faults_of(path, product))) + "\n"
    expected = path.with_name(f"{path.name}.txt")
    assert said == kept(expected, said)
    assert f"error[{path.parent.name}]" in said


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(FAULTS).as_posix() for path in FILES])
def test_faults_come_once_each_in_the_order_of_their_places(path: Path, product: Dictionary) -> None:
    faults = faults_of(path, product)
    assert [one.place for one in faults] == sorted(one.place for one in faults)
    assert len(set(faults)) == len(faults)


def test_what_was_meant_is_looked_up_only_for_faults_that_are_shown(product: Dictionary) -> None:
    text = json.dumps({"borrower": {f"savings_{count}": 1 for count in range(MOST_SHOWN + 50)}}, indent=1)
    profile, faults = read_profile(Source("wang.json", text), product)
    assert profile is None
    helps = [fault.help for fault in faults]
    assert helps[:MOST_SHOWN] == ["did you mean `savings`?"] * MOST_SHOWN
    assert helps[MOST_SHOWN:] == [""] * 50
