"""The page of a pack tells everything that decides, with its words and sources."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine import load_pack
from engine.feel.types import TEXT, NumberType
from engine.program.markdown_parts import Writer
from engine.program.model import COLLECTED, Joint, Program
from engine.program.table import Column, Row, Table
from engine.program.to_markdown import sections, to_markdown
from engine.source import fragment

SMALL = Path(__file__).parents[1] / "packs" / "small"
PLACE = fragment("table").whole


@pytest.fixture(scope="module")
def small() -> Program:
    return load_pack(SMALL)


def test_a_criterion_is_told_with_what_decides_it_its_sources_and_its_words(small: Program) -> None:
    told = sections(small, ("en",))["Options"]["payment_holiday"]
    assert (
        "- `term_has_not_expired`: `as_of <= loan.final_maturity_date` [X2, civil_code_678]\n"
        "  - Today is {as_of} and the final maturity {loan.final_maturity_date}, so there is still time.\n"
        "- `hardship_is_temporary`: finding `temporary_hardship` [X1]\n"
        "  - Your difficulty will pass.\n"
        "- `illness_is_proved`: documents `proof_of_illness` [X3]\n"
        "  - You have the proof: {held}.\n"
        "  - → Get {missing}.\n"
    ) in told


def test_an_option_is_told_with_what_it_goes_before_and_who_decides(small: Program) -> None:
    options = sections(small, ("en",))["Options"]
    assert "Preferred over: `instalments`.\n" in options["payment_holiday"]
    assert "The lender decides.\n" in options["payment_holiday"]
    assert "Preferred over" not in options["instalments"]
    assert "The lender decides." not in options["instalments"]


def test_options_stand_in_order_of_preference(small: Program) -> None:
    assert list(sections(small, ("en",))["Options"]) == ["payment_holiday", "instalments"]


def test_words_are_told_in_the_languages_that_are_asked_for(small: Program) -> None:
    assert "**申请缓交 / Apply for a payment holiday**" in to_markdown(small)
    assert "**Apply for a payment holiday**" in to_markdown(small, ("en",))
    assert "申请缓交" not in to_markdown(small, ("en",))


def test_an_expression_over_several_lines_is_told_on_one(small: Program) -> None:
    formula = (
        "borrower.monthly_income - borrower.monthly_essential_expenses - borrower.monthly_other_debt_payments"
    )
    assert f"- `capacity`: `{formula}`, number in yuan/month [X4]\n" in to_markdown(small)


def test_a_parameter_is_told_with_its_dated_values(small: Program) -> None:
    told = sections(small, ("en",))["Parameters"]["evidence_fresh_days"]
    assert "  - 60 from 2020-01-01 to 2023-12-31 [product_evidence], confidence low\n" in told
    assert "  - 90 from 2024-01-01 [product_evidence], confidence low: longer since 2024\n" in told


def test_a_requirement_is_told_with_what_is_accepted_and_when(small: Program) -> None:
    assert (
        "- `proof_of_illness`: one of `medical_diagnosis`, `hospital_record`, `medical_bill`, "
        'of at most `parameter.evidence_fresh_days`, needed when `hardship.cause = "illness"` '
        "[X3, product_evidence]\n"
    ) in to_markdown(small)
    always = replace(small.requirements[0], needed=None, fresh_within=None)
    (first, *_) = Writer(small, ("en",)).requirement(always)
    assert first.endswith("`medical_bill` [X3, product_evidence]")


def test_a_source_is_told_with_what_rests_on_it(small: Program) -> None:
    told = sections(small, ("en",))["Sources"]
    assert told["X3"].startswith(
        "- `X3`: guidance; used by `payment_holiday.illness_is_proved`, `proof_of_illness`"
    )
    assert told["X8"].startswith("- `X8`: guidance; used by nothing")
    assert "law, confidence high" in told["civil_code_678"]


def test_an_alert_says_whether_it_suspends_and_a_finding_whether_one_will_do(small: Program) -> None:
    alert, finding = replace(small.alerts[0], suspends=True), replace(small.findings[0], needs_all=False)
    changed = sections(replace(small, alerts=(alert,), findings=(finding,)), ("en",))
    assert "Nothing is recommended while it stands." in changed["Alerts"]["fee_in_advance"]
    assert "Nothing is recommended" not in to_markdown(small)
    assert "Met when one of these is met:" in changed["Findings"]["temporary_hardship"]
    assert "Met when all of these are met:" in to_markdown(small)


def test_a_pack_that_ends_says_when(small: Program) -> None:
    ended = replace(small, head=replace(small.head, until=date(2029, 12, 31)))
    assert "in force from 2020-01-01 to 2029-12-31." in to_markdown(ended)


def test_a_table_is_told_with_its_rows_and_what_comes_out_otherwise(small: Program) -> None:
    first = Row("long", ('"illness"',), ("90", '"a" | "b"'), ("X3",), PLACE)
    otherwise = Row("", (), ("30", '"c"'), ("X4",), PLACE)
    inputs = (Column("cause", "hardship.cause", TEXT),)
    outputs = (Column("days", "limits.days", NumberType()), Column("kind", "limits.kind", TEXT))
    table = Table("limits", "first", "", inputs, outputs, (first,), otherwise, ())
    words = {
        **small.words["en"],
        ("", "tables", "limits", "title"): ("How long",),
        ("", "rows", "limits.long", "text"): ("The ill get longer.",),
    }
    told = sections(replace(small, tables=(table,), words={"en": words}), ("en",))
    assert told["Tables"]["limits"] == (
        "### limits\n\n**How long**\n\nHit policy: first.\n\n"
        "| row | `hardship.cause` | → `limits.days` | → `limits.kind` | sources |\n"
        "| --- | --- | --- | --- | --- |\n"
        '| long | `"illness"` | `90` | `"a" \\| "b"` | X3 |\n'
        '| otherwise |  | `30` | `"c"` | X4 |\n'
        "\n- `long`: The ill get longer.\n\n"
    )
    assert "`limits`" in told["Sources"]["X4"]


def test_a_table_that_collects_says_how_and_its_documents_go_by_its_id(small: Program) -> None:
    table = Table("papers", "collect", "list", (), (), (), None, ())
    option = replace(small.options[0], evidence=(f"papers{COLLECTED}a", f"papers{COLLECTED}b"))
    words = {"en": {**small.words["en"], ("", "tables", "papers", "title"): ("Papers",)}}
    told = sections(replace(small, tables=(table,), options=(option,), words=words), ("en",))
    assert "Hit policy: collect, list.\n" in told["Tables"]["papers"]
    assert "To bring where needed: `papers`.\n" in told["Options"]["payment_holiday"]


def test_several_loans_are_told_with_their_budget(small: Program) -> None:
    joint = Joint("capacity", "offered", ("loan.days_overdue",), ("X4",))
    told = sections(replace(small, joint=joint), ("en",))
    assert told["Several loans"]["joint"] == (
        "- `joint`: `offered` for each within `capacity` for all, "
        "the larger first of `loan.days_overdue` [X4]\n"
    )
    assert "`joint`" in told["Sources"]["X4"]


def test_kinds_of_which_there_are_none_are_left_out(small: Program) -> None:
    assert "Tables" not in sections(small, ("en",))
    assert "Several loans" not in sections(small, ("en",))


def test_everything_that_decides_is_on_the_page(small: Program) -> None:
    page = to_markdown(small)
    for name in [one.id for one in small.judged] + [one.id for one in small.findings]:
        assert f"### {name}\n" in page
    for claim in small.criteria:
        assert f"- `{claim.id}`: " in page
