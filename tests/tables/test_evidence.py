"""Evidence that a table collects: each paper counts where a row says so, before the whole list is known."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.explanation.from_outcome import advise
from engine.explanation.wording import Vocabulary
from engine.feel.unknown import Value
from engine.program.load import check_pack
from engine.program.model import Program
from engine.values import Truth
from tests.tables.pack import PACK, changed, program, view

AS_OF = date(2026, 11, 22)
PAPERS = ("proof_of_income", "proof_of_illness", "proof_of_job_loss")
DEFAULT = (
    ("tables/papers_by_cause.csv", "always,-,-", 'always,"""none""",-'),
    (
        "tables/papers_by_cause.yaml",
        "rows: {csv: papers_by_cause.csv}",
        "rows: {csv: papers_by_cause.csv}\ndefault: {then: ['\"proof_of_job_loss\"'], source: [terms]}",
    ),
)


def needed(outcome: Outcome) -> list[str]:
    """Whether each paper is needed: yes, no or ?"""
    said = {Truth.MET: "yes", Truth.UNMET: "no", Truth.UNKNOWN: "?"}
    return [said[outcome.proofs[f"papers_by_cause#{paper}"].needed] for paper in PAPERS]


def outcomes(of: Program, changes: Mapping[str, Any]) -> list[Outcome]:
    return [evaluate(of, view(changes, of), AS_OF), Compiled(of).evaluate(view(changes, of), AS_OF)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["yes", "yes", "no"]),
        ({"hardship": {"cause": "accident"}}, ["yes", "yes", "no"]),
        ({"hardship": {"cause": "job_loss"}}, ["yes", "no", "yes"]),
        ({"hardship": {"cause": "job_loss", "began_on": "2026-11-23"}}, ["yes", "no", "no"]),
        ({"hardship": {"cause": "job_loss", "began_on": None}}, ["yes", "no", "?"]),
        ({"hardship": {"cause": "job_loss", "duration": None}}, ["yes", "no", "?"]),
        ({"hardship": {"cause": "job_loss"}, "borrower": {"monthly_income": None}}, ["yes", "no", "?"]),
        ({"hardship": {"cause": None}}, ["yes", "?", "?"]),
        ({"hardship": {"cause": None}, "loan": {"outstanding_principal": 1}}, ["yes", "?", "no"]),
    ],
)
def test_each_paper_is_needed_where_a_row_collects_it(
    changes: Mapping[str, Any], expected: list[str]
) -> None:
    for outcome in outcomes(program(), changes):
        assert needed(outcome) == expected


@pytest.mark.parametrize(
    ("cause", "expected"),
    [("none", ["yes", "no", "no"]), ("disaster", ["no", "no", "yes"]), (None, ["?", "?", "?"])],
)
def test_a_default_is_collected_where_no_row_matches(
    tmp_path: Path, cause: str | None, expected: list[str]
) -> None:
    for outcome in outcomes(changed(tmp_path, *DEFAULT), {"hardship": {"cause": cause}}):
        assert needed(outcome) == expected


def test_the_answer_calls_a_paper_by_its_own_id_and_names_the_sources_of_its_rows() -> None:
    outcome = evaluate(program(), view({}), AS_OF)
    advice = advise(Vocabulary(program(), "en"), outcome, "", 0)
    (option,) = [one for one in advice.options if one.id == "forbearance"]
    said = [(one.id, one.title, one.state, one.sources) for one in option.evidence]
    assert said == [
        ("proof_of_income", "proof of income", "have", ("papers",)),
        ("proof_of_illness", "proof of illness", "missing", ("papers", "terms")),
    ]
    (papers,) = [one for one in option.criteria if one.id == "papers_are_there"]
    assert papers.text == "Missing: hospital diagnosis."


def test_a_figure_is_called_by_the_title_of_its_table_or_its_output() -> None:
    words = Vocabulary(program(), "zh")
    assert words.term("longest_wait").title == "最长宽限天数"
    assert words.term("plan.pace").title == "快慢"
    assert words.term("capacity").title == "每月可还金额"
    assert words.term("parameter.prompt_days").title == "及时的天数"


@pytest.mark.parametrize(
    ("name", "language", "value", "said"),
    [
        ("plan.pace", "zh", "quick", "快些还完"),
        ("plan.pace", "en", "slow", "paid back slowly"),
        ("urgency", "zh", "any_time", "不急"),
        (
            "papers_by_cause",
            "en",
            ("proof_of_income", "proof_of_illness"),
            "proof_of_income, proof_of_illness",
        ),
    ],
)
def test_a_text_that_comes_out_of_a_table_is_said_in_words(
    name: str, language: str, value: Value, said: str
) -> None:
    assert Vocabulary(program(), language).term(name).figure(value).text == said


def test_a_requirement_of_a_table_keeps_the_id_of_its_document() -> None:
    of = program()
    assert [one.document for one in of.collected] == list(PAPERS)
    assert [one.document for one in of.requirements] == sorted(PAPERS)
    assert of.required == (*of.requirements, *of.collected)
    assert set(of.requirements_by_id) == {*PAPERS, *(f"papers_by_cause#{paper}" for paper in PAPERS)}


ALSO = (
    ("tables/papers_by_cause.csv", 'always,-,-,"""proof_of_income""",papers\n', ""),
    ("tables/papers_by_cause.yaml", "[proof_of_income, proof_of_illness", "[proof_of_illness"),
    (
        "options/forbearance/option.yaml",
        "evidence: {table: papers_by_cause}\nfigures",
        "evidence: {table: papers_by_cause, also: [proof_of_income]}\nfigures",
    ),
)


def test_further_papers_are_listed_after_those_that_the_table_collects(tmp_path: Path) -> None:
    of = changed(tmp_path, *ALSO)
    (option,) = [one for one in of.options if one.id == "forbearance"]
    collected = ["papers_by_cause#proof_of_illness", "papers_by_cause#proof_of_job_loss"]
    assert list(option.evidence) == [*collected, "proof_of_income"]
    (criterion,) = [one for one in option.criteria if one.id == "papers_are_there"]
    assert list(criterion.evidence) == collected
    for outcome in outcomes(of, {"hardship": {"cause": None}}):
        assert outcome.proofs["proof_of_income"].needed is Truth.MET


def test_further_papers_have_to_be_described_too(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    option = pack / "options" / "forbearance" / "option.yaml"
    text = option.read_text(encoding="utf-8")
    option.write_text(
        text.replace("cause}\nfigures", "cause, also: [proof_of_love]}\nfigures"), encoding="utf-8"
    )
    _, faults = check_pack(pack)
    assert [fault.code for fault in faults] == ["R209"]
