"""What a borrower can change is read from the pack, and checked like every other rule."""

import shutil
from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic
from engine.program.changeable import Bring, Correct, Move, Put, Tell, changeable_faults
from engine.program.load import check_pack, load_pack
from engine.rulebook.from_yaml import read_rulebook
from tests.evaluation.agreement import generated

PACK = Path(__file__).parents[2] / "packs" / "what_if"


def faults_with(folder: Path, file: str, old: str, new: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the pack once a file of it says something else."""
    pack = folder / "pack"
    shutil.copytree(PACK, pack)
    text = (pack / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (pack / file).write_text(text.replace(old, new), encoding="utf-8")
    return check_pack(pack)[1]


def test_each_kind_of_change_is_read_in_the_order_of_the_file() -> None:
    changes = load_pack(PACK).changeable.changes
    assert [one.id for one in changes] == [
        *("say", "correct", "be_true", "talk", "bring", "spread", "pay", "wait"),
    ]
    assert [type(one.what) for one in changes] == [Tell, Correct, Put, Put, Bring, Move, Move, Move]
    spread, pay = changes[5].what, changes[6].what
    assert isinstance(spread, Move)
    assert isinstance(pay, Move)
    assert (spread.up, spread.down, pay.up, pay.down) == (True, True, True, False)


def test_a_pack_without_the_file_has_nothing_to_change() -> None:
    program = generated(1)
    assert not program.changeable.changes
    assert not program.changeable.safety


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("changeable.yaml", "at_most: borrower.savings", "at_most: capacity", "T116"),
        ("changeable.yaml", "at_most: borrower.savings", "at_most: borrower.saving", "R204"),
        ("changeable.yaml", "at_most: borrower.savings", "at_most: borrower.savings +", "E113"),
        ("changeable.yaml", "- {id: talk,", "- {id: capacity,", "R201"),
        (
            "changeable.yaml",
            "{id: talk, set: {borrower.has_contacted_lender: true}",
            "{id: talk, set: {}",
            "S106",
        ),
        ("changeable.yaml", "bring: evidence, source", "bring: evidence, tell: every, source", "S109"),
        (
            "changeable.yaml",
            "tell: [hardship.cause, hardship.duration",
            "tell: [hardship.cause, Hardship",
            "S105",
        ),
        (
            "changeable.yaml",
            "bring: evidence, source: [made_up]",
            "bring: evidence, source: [thought_up]",
            "R214",
        ),
        ("words.en.yaml", '  bring: "Bring: {bring}"\n', "", "R211"),
        ("words.en.yaml", "  talk: Talk to the lender\n", "  talk: {title: Talk}\n", "R211"),
        ("words.en.yaml", "  talk: Talk", "  talks: Talk", "R220"),
        ("words.en.yaml", "proof_of_income: papers of income", 'proof_of_income: "papers {bring}"', "R212"),
    ],
)
def test_what_is_wrong_with_it_is_told(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    assert code in {fault.code for fault in faults_with(tmp_path, file, old, new)}


def test_documents_can_be_brought_only_where_the_dictionary_of_facts_has_kinds_of_them() -> None:
    rulebook, _ = read_rulebook(PACK)
    assert rulebook is not None
    faults = [one for one in changeable_faults(rulebook, {}) if one.code == "W102"]
    assert [one.label for one in faults] == ["the dictionary of facts knows no documents"]
