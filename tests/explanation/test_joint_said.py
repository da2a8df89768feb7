"""How several loans that share a budget are told of: in text, as Markdown and as JSON, in both languages."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.bundle import schemas_folder
from engine.explanation.assess import Assessor
from engine.explanation.to_json import to_data, to_json
from engine.explanation.to_markdown import to_markdown
from engine.explanation.to_text import to_text
from engine.program.load import load_pack
from tests.explanation.several_loans import CARD, NO_RESULT, PACK, TWO, answer

IN_CHINESE = Assessor(load_pack(PACK), language="zh", engine="reference")
SCHEMA = Draft202012Validator(
    json.loads((schemas_folder() / "recommendation.schema.json").read_text(encoding="utf-8"))
)


def test_an_alert_is_said_before_the_loans_together_and_these_before_each_of_them() -> None:
    found = answer([*TWO, CARD], borrower={"has_stopped_paying": True})
    text = to_text(found)
    places = [
        text.index(words)
        for words in (
            "Don't just stop paying",
            "Your loans together",
            "The offers sum to",
            "1. loan b: Ask for a lower instalment",
            "· days overdue: 12",
            "2. loan a: Ask for a lower instalment",
            "· loan card: none of the options here applies",
            "money for all loans a month: ¥1,500.00  [J1, J2]",
            "\nloan a\n",
        )
    ]
    assert places == sorted(places)
    assert [one.id for one in found.sources] == ["J1", "J2", "J3", "J4"]


def test_what_is_missing_is_asked_for_in_the_text() -> None:
    found = to_text(answer([TWO[0], {**TWO[1], "outstanding_principal": None, "product": None}]))
    assert "loan b: nothing can be recommended right now" in found
    assert "(loans[2].outstanding_principal)" in found
    assert NO_RESULT in to_text(answer([{**one, "outstanding_principal": 0} for one in TWO]))


def test_the_joint_part_reads_in_chinese() -> None:
    found = to_text(answer(TWO, IN_CHINESE))
    assert "几笔合计¥1,500.00，还剩¥0.00。" in found
    assert "1. 借款b：申请降低每期还款" in found
    assert "· 合计：¥1,500.00" in found


def test_a_name_that_a_borrower_gave_a_loan_can_not_become_markup() -> None:
    found = answer([{**TWO[0], "id": "<b>"}, TWO[1]])
    assert "<b>" in to_text(found)
    assert "<b>" not in to_markdown(found)


@pytest.mark.parametrize(
    ("loans", "told"),
    [
        (TWO, {}),
        ([*TWO, CARD], {}),
        ([TWO[0], {**TWO[1], "outstanding_principal": None}], {}),
        (TWO, {"declaration": {"is_true": False}}),
        (TWO[:1], {}),
    ],
)
def test_the_answer_keeps_its_contract_with_and_without_a_joint_part(
    loans: list[dict[str, Any]], told: dict[str, Any]
) -> None:
    data = json.loads(to_json(answer(loans, **told)))
    SCHEMA.validate(data)
    assert len(data["further_loans"]) == len(loans) - 1
    assert "joint" in data


def test_the_data_of_the_joint_part_are_those_of_the_answer() -> None:
    data = json.loads(json.dumps(to_data(answer([CARD, *TWO]))["joint"]))
    assert (data["title"], data["fits"], data["sources"]) == ("Your loans together", "met", ["J1", "J2"])
    assert (data["total"]["value"], data["total"]["unit"]) == ("900", "yuan/month")
    first, _, last = data["requests"]
    assert (first["loan"], first["option"], first["offer"]["value"]) == (
        {"id": "b", "position": 2},
        "lower_instalment",
        "300",
    )
    assert (last["state"], last["option"], last["title"], last["offer"]) == ("none", None, None, None)


def test_the_same_loans_give_the_same_bytes() -> None:
    assert to_json(answer([*TWO, CARD])) == to_json(answer([*TWO, CARD]))
