"""What 微粒贷's pack demands of itself holds of every possible borrower."""

import pytest

from engine.analysis.model import Limits, Proved
from engine.analysis.rulebook import stated
from engine.analysis.rulebook.asking import Asking
from engine.analysis.rulebook.kept_answers import KeptAnswers
from engine.analysis.rulebook.load import load
from engine.bundle import rules_folder


@pytest.mark.slow
def test_each_property_of_the_pack_is_proved() -> None:
    pack = load(rules_folder() / "weilidai")
    asked = list(stated.asked(pack))
    answers = Asking(pack, Limits(), KeptAnswers(None, ""), 1, lambda _, __: None).answers(asked)
    assert len(asked) >= 10
    assert [
        one.id for one, answer in zip(asked, answers, strict=True) if not isinstance(answer, Proved)
    ] == []
