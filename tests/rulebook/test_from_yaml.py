"""A folder becomes a rulebook with every word in its place."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.rulebook import yaml_fields
from engine.rulebook.model import Place, Rulebook, Word
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar, YamlSequence
from engine.source import Source, Span
from tests.rulebook.small_pack import SMALL, at, change, copy_of_small, rulebook_of, texts


@pytest.fixture(scope="module")
def small() -> Rulebook:
    return rulebook_of(SMALL)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of_small(tmp_path)


def test_the_head_of_a_pack_is_read(small: Rulebook) -> None:
    head = small.head
    assert (head.id.text, head.version, head.jurisdiction) == ("small", "0.1.0", "CN")
    assert head.languages == ("zh", "en")
    assert (head.since, head.until, head.profile_schema) == (date(2020, 1, 1), None, None)
    assert head.title["en"] == "Renegotiating a Xinghe loan (an example)"
    (document,) = head.documents
    assert (document.id.text, len(document.sha256)) == ("X", 64)


def test_statements_are_sorted_and_say_why_they_are_not_used(small: Rulebook) -> None:
    assert [one.id.text for one in small.statements] == [f"X{number}" for number in range(1, 9)]
    last = small.statements[-1]
    assert (last.kind.text, last.document.text) == ("definition", "X")
    assert last.unused == {"zh": "只说明出处，没有要判断的内容。", "en": "It only says who wrote the notice."}
    assert small.statements[0].unused == {}


def test_a_statement_may_say_where_its_quote_stands(small: Rulebook, pack: Path) -> None:
    assert small.statements[0].at is None
    hash_ = small.statements[0].sha256
    change(pack / "statements.yaml", hash_, f"{hash_}\n    at: {{line: 3, start: 10, length: 20}}")
    assert rulebook_of(pack).statements[0].at == Place(3, 10, 20)


def test_passages_stand_in_the_order_of_their_documents(small: Rulebook, pack: Path) -> None:
    (passage,) = small.passages
    assert (passage.document.text, passage.at) == ("X", Place(1, 1, 7))
    assert (len(passage.sha256), passage.why["en"]) == (64, "The heading.")
    text = (pack / "passages.yaml").read_text(encoding="utf-8")
    first = text[text.index("  - document") :]
    change(pack / "passages.yaml", "line: 1, start: 1", "line: 2, start: 5")
    with (pack / "passages.yaml").open("a", encoding="utf-8") as file:
        file.write(first)
    assert [one.at.line for one in rulebook_of(pack).passages] == [1, 2]


def test_authorities_are_read_with_or_without_an_article(small: Rulebook) -> None:
    law, product = small.authorities
    assert (law.id.text, law.kind.text, law.article, law.seen, law.confidence) == (
        *("civil_code_678", "law", "678", date(2026, 11, 22), "high"),
    )
    assert (product.id.text, product.article) == ("product_evidence", "")


def test_a_parameter_has_its_dated_values(small: Rulebook) -> None:
    (parameter,) = small.parameters
    first, second = parameter.values
    assert (parameter.id.text, parameter.unit.text) == ("evidence_fresh_days", "day")
    assert (first.value, first.since, first.until) == (Decimal(60), date(2020, 1, 1), date(2023, 12, 31))
    assert (second.value, second.until, second.note) == (Decimal(90), None, "longer since 2024")
    assert texts(second.source) == ["product_evidence"]


def test_a_measure_keeps_the_place_of_every_character_of_its_folded_formula(small: Rulebook) -> None:
    (measure,) = small.measures
    formula = measure.formula
    assert formula.text == (
        "borrower.monthly_income - borrower.monthly_essential_expenses - borrower.monthly_other_debt_payments"
    )
    name = formula.text.index("borrower.monthly_other")
    span = formula.span(name, len(formula.text))
    assert at(Word("borrower.monthly_other_debt_payments", span)) == ("capacity.yaml", 6, 5)
    assert at(measure.unit) == ("capacity.yaml", 7, 7)


def test_a_finding_says_whether_all_or_any_of_its_criteria_are_needed(small: Rulebook, pack: Path) -> None:
    (finding,) = small.findings
    assert (finding.id.text, finding.mode) == ("temporary_hardship", "all")
    assert [one.id.text for one in finding.criteria] == ["hardship_has_a_cause", "hardship_will_pass"]
    change(pack / "findings/temporary_hardship.yaml", "  all:", "  any:")
    assert rulebook_of(pack).findings[0].mode == "any"


def test_a_requirement_names_what_to_bring_and_what_can_stand_in(small: Rulebook) -> None:
    (requirement,) = small.requirements
    assert texts(requirement.accepts) == ["medical_diagnosis", "hospital_record", "medical_bill"]
    assert requirement.needed_when is not None
    assert requirement.needed_when.text == 'hardship.cause = "illness"'
    assert requirement.fresh_within is not None
    assert at(requirement.fresh_within) == ("proof_of_illness.yaml", 5, 15)


def test_steps_and_cautions_are_read_each_from_its_file(small: Rulebook) -> None:
    assert [one.id.text for one in small.steps] == ["contact_customer_service", "explain_cause", "hang_up"]
    assert [one.when and one.when.text for one in small.steps] == [
        None,
        "hardship.is_explained = false",
        None,
    ]
    assert [one.id.text for one in small.cautions] == ["never_pay_in_advance"]


def test_an_option_has_its_criteria_in_the_order_of_its_file(small: Rulebook) -> None:
    plan, holiday = small.options
    assert (plan.id.text, holiday.id.text) == ("instalments", "payment_holiday")
    term, hardship, illness = holiday.eligible_when
    assert term.when is not None
    assert (term.when.text, term.finding, term.evidence) == ("as_of <= loan.final_maturity_date", None, ())
    assert hardship.finding is not None
    assert at(hardship.finding) == ("option.yaml", 8, 14)
    assert (texts(illness.evidence), illness.curable, term.curable) == (["proof_of_illness"], True, False)
    assert (holiday.discretionary, plan.discretionary) == (True, False)
    assert texts(holiday.preferred_over) == ["instalments"]
    assert texts(plan.figures) == ["capacity", "loan.next_instalment", "parameter.evidence_fresh_days"]


def test_an_alert_has_what_raises_it(small: Rulebook, pack: Path) -> None:
    (alert,) = small.alerts
    assert (alert.id.text, alert.suspends, texts(alert.steps)) == ("fee_in_advance", False, ["hang_up"])
    assert [one.id.text for one in alert.raised_when] == ["someone_asks_for_a_fee"]
    change(pack / "alerts/fee_in_advance/alert.yaml", "suspends: false", "suspends: true")
    assert rulebook_of(pack).alerts[0].suspends


def test_words_are_found_by_section_and_id(small: Rulebook) -> None:
    words = {(one.owner, one.language): one.entries for one in small.words}
    owners = ("", "fee_in_advance", "instalments", "payment_holiday")
    assert words.keys() == {(owner, language) for owner in owners for language in ("zh", "en")}
    own = words["instalments", "en"]
    assert own.keys() == {("option", "instalments"), ("criteria", "something_can_be_paid")}
    assert own["option", "instalments"].sentences["title"].text == "Apply for instalments"
    assert own["criteria", "something_can_be_paid"].sentences.keys() == {"met", "unmet", "unknown"}
    alert = words["fee_in_advance", "zh"]
    assert alert["alert", "fee_in_advance"].sentences.keys() == {"title", "text"}


def test_short_words_of_the_pack_are_titles_or_texts(small: Rulebook) -> None:
    (words,) = [one.entries for one in small.words if (one.owner, one.language) == ("", "en")]
    said = {key: {name: one.text for name, one in entry.sentences.items()} for key, entry in words.items()}
    assert said["measures", "capacity"] == {"title": "money left for payments each month"}
    assert said["parameters", "evidence_fresh_days"] == {"title": "days for which a document counts"}
    assert said["steps", "hang_up"] == {"text": "Hang up at once."}
    assert said["cautions", "never_pay_in_advance"] == {"text": "Never pay a fee in advance."}
    assert said["findings", "temporary_hardship"] == {"title": "the difficulty will pass"}
    assert said["criteria", "hardship_will_pass"]["unmet"] == "Your difficulty is lasting."
    assert said["evidence", "proof_of_illness"] == {
        "title": "proof of illness",
        "text": "The hospital that treated you issues it.",
    }


def test_a_sentence_knows_where_it_stands(small: Rulebook) -> None:
    (words,) = [one.entries for one in small.words if (one.owner, one.language) == ("instalments", "zh")]
    entry = words["criteria", "something_can_be_paid"]
    fragment = entry.sentences["met"].fragment
    span = fragment.span(fragment.text.index("capacity"), fragment.text.index("capacity") + 8)
    assert at(Word("capacity", span)) == ("words.zh.yaml", 6, 17)
    assert at(entry.id) == ("words.zh.yaml", 5, 3)


def test_words_beside_an_option_may_lack_criteria_and_titles(pack: Path) -> None:
    (pack / "options/instalments/words.en.yaml").write_text("title: Instalments\n", encoding="utf-8")
    words = [one for one in rulebook_of(pack).words if (one.owner, one.language) == ("instalments", "en")]
    assert words[0].entries.keys() == {("option", "instalments")}
    assert words[0].entries["option", "instalments"].sentences.keys() == {"title"}


def test_two_things_of_one_id_are_both_kept_for_the_checks(pack: Path) -> None:
    change(pack / "steps.yaml", "  - {id: hang_up", "  - {id: explain_cause, source: [X7]}\n  - {id: hang_up")
    ids = [one.id.text for one in rulebook_of(pack).steps]
    assert ids == ["contact_customer_service", "explain_cause", "explain_cause", "hang_up"]


def test_an_id_that_looks_like_a_date_where_text_is_meant_is_text(pack: Path) -> None:
    change(pack / "parameters/evidence_fresh_days.yaml", "note: longer since 2024", "note: 2024-01-01")
    assert rulebook_of(pack).parameters[0].values[1].note == "2024-01-01"


VALUES = [("2026-06-30", date(2026, 6, 30)), ('"30"', "30"), ("0.5", Decimal("0.5"))]


@pytest.mark.parametrize(("written", "meant"), VALUES)
def test_a_parameter_is_a_number_a_date_or_a_text(written: str, meant: object, pack: Path) -> None:
    change(pack / "parameters/evidence_fresh_days.yaml", "value: 90", f"value: {written}")
    assert rulebook_of(pack).parameters[0].values[1].value == meant


@pytest.mark.parametrize("written", ["true", "1", "'as_of > loan.final_maturity_date'"])
def test_a_condition_may_be_a_bare_truth_value_or_number(written: str, pack: Path) -> None:
    change(pack / "options/instalments/option.yaml", "when: capacity > 0", f"when: {written}")
    when = rulebook_of(pack).options[0].eligible_when[0].when
    assert when is not None
    assert when.text == written.strip("'")


NOWHERE = Span(Source("x", ""), 0, 0)
TEXT = YamlScalar("x", "x", "", NOWHERE)


@pytest.mark.parametrize(
    ("field", "node"),
    [
        (yaml_fields.record, TEXT),
        (yaml_fields.items, TEXT),
        (yaml_fields.scalar, YamlSequence((), NOWHERE)),
        (yaml_fields.day, TEXT),
        (lambda node: yaml_fields.whole_at(YamlMapping({}, {"x": node}, NOWHERE), "x"), TEXT),
        (yaml_fields.number_date_or_text, YamlScalar(None, "", "", NOWHERE)),
        (yaml_fields.number_date_or_text, YamlScalar(True, "true", "", NOWHERE)),
    ],
)
def test_a_schema_and_a_builder_that_disagree_are_noticed(
    field: Callable[[YamlNode], object], node: YamlNode
) -> None:
    with pytest.raises(TypeError, match="a schema let pass"):
        field(node)


def test_optional_fields_have_their_default() -> None:
    nothing = YamlMapping({}, {}, NOWHERE)
    assert yaml_fields.records_at(nothing, "x") == ()
    assert yaml_fields.words_at(nothing, "x") == ()
