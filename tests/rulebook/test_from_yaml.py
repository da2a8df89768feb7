"""A folder becomes a rulebook with every word in its place, or the list of all that is wrong with it."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.bundle import rules_folder
from engine.rulebook import yaml_fields
from engine.rulebook.from_yaml import read_cases, read_rulebook
from engine.rulebook.model import Rulebook, Word
from engine.rulebook.pack_files import files_of
from engine.rulebook.read_file import LARGEST, read_file
from engine.rulebook.yaml_nodes import YamlMapping, YamlScalar, YamlSequence
from engine.source import Source, Span

SMALL = Path(__file__).parent.parent / "packs" / "small"
Change = Callable[[str, str, str], None]


def rulebook_of(folder: Path) -> Rulebook:
    found, faults = read_rulebook(folder)
    assert faults == ()
    assert found is not None
    return found


def codes_of(folder: Path) -> list[str]:
    found, faults = read_rulebook(folder)
    assert found is None
    return [fault.code for fault in faults]


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def at(word: Word) -> tuple[str, int, int]:
    """File, line and column of a word, which must be what stands there."""
    span = word.span
    assert span.source.text[span.start : span.end].strip("'\"") == word.text
    return Path(span.source.name).name, *span.source.position(span.start)


@pytest.fixture(scope="module")
def small() -> Rulebook:
    return rulebook_of(SMALL)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "pack"))


@pytest.fixture
def change(pack: Path) -> Change:
    def changed(inside: str, old: str, new: str) -> None:
        path = pack / inside
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return changed


def test_the_head_of_a_pack_is_read(small: Rulebook) -> None:
    head = small.head
    assert (head.id.text, head.version, head.jurisdiction, head.languages) == (
        "small",
        "0.1.0",
        "CN",
        ("zh", "en"),
    )
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


def test_a_finding_says_whether_all_or_any_of_its_criteria_are_needed(
    small: Rulebook, pack: Path, change: Change
) -> None:
    (finding,) = small.findings
    assert (finding.id.text, finding.mode) == ("temporary_hardship", "all")
    assert [one.id.text for one in finding.criteria] == ["hardship_has_a_cause", "hardship_will_pass"]
    change("findings/temporary_hardship.yaml", "  all:", "  any:")
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
    assert (texts(holiday.preferred_over), holiday.discretionary, plan.discretionary) == (
        ["instalments"],
        True,
        False,
    )
    assert texts(plan.figures) == ["capacity", "loan.next_instalment", "parameter.evidence_fresh_days"]


def test_an_alert_has_what_raises_it(small: Rulebook, pack: Path, change: Change) -> None:
    (alert,) = small.alerts
    assert (alert.id.text, alert.suspends, texts(alert.steps)) == ("fee_in_advance", False, ["hang_up"])
    assert [one.id.text for one in alert.raised_when] == ["someone_asks_for_a_fee"]
    change("alerts/fee_in_advance/alert.yaml", "suspends: false", "suspends: true")
    assert rulebook_of(pack).alerts[0].suspends


def test_words_are_found_by_section_and_id(small: Rulebook) -> None:
    words = {(one.owner, one.language): one.entries for one in small.words}
    assert words.keys() == {
        (owner, language)
        for owner in ("", "fee_in_advance", "instalments", "payment_holiday")
        for language in ("zh", "en")
    }
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
    assert at(Word("capacity", span)) == ("words.zh.yaml", 6, 18)
    assert at(entry.id) == ("words.zh.yaml", 5, 3)


def test_words_beside_an_option_may_lack_criteria_and_titles(pack: Path) -> None:
    (pack / "options/instalments/words.en.yaml").write_text("title: Instalments\n", encoding="utf-8")
    words = [one for one in rulebook_of(pack).words if (one.owner, one.language) == ("instalments", "en")]
    assert words[0].entries.keys() == {("option", "instalments")}
    assert words[0].entries["option", "instalments"].sentences.keys() == {"title"}


def test_a_pack_of_a_head_alone_is_a_rulebook_without_rules(pack: Path) -> None:
    for path in pack.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "pack.yaml":
            path.unlink()
    found = rulebook_of(pack)
    assert (found.options, found.statements, found.words) == ((), (), ())


def test_a_pack_may_have_a_dictionary_of_facts_of_its_own(pack: Path, change: Change) -> None:
    change("pack.yaml", "in_force:", "profile_schema: facts.schema.json\nin_force:")
    assert codes_of(pack) == ["F114"]
    (pack / "facts.schema.json").write_text("{}", encoding="utf-8")
    named = rulebook_of(pack).head.profile_schema
    assert named is not None
    assert named.text == "facts.schema.json"


def test_every_fault_of_every_file_is_told_at_once_sorted_by_place(pack: Path, change: Change) -> None:
    change("steps.yaml", "source: [X6]}", "sources: [X6]}")
    change("measures/capacity.yaml", "unit: yuan/month", "unit: NO")
    change("options/instalments/option.yaml", "id: instalments", "id: instalment")
    (pack / "notes.txt").touch()
    (pack / "findings/temporary_hardship.yaml").write_bytes(b"\xff")
    found, faults = read_rulebook(pack)
    assert found is None
    places = [fault.place for fault in faults]
    assert places == sorted(places)
    assert sorted(fault.code for fault in faults) == ["F105", "F111", "F112", "S101", "S102", "Y120"]


def test_a_file_that_goes_away_while_the_pack_is_read_is_told(pack: Path) -> None:
    files, _ = files_of(pack)
    (pack / "measures/capacity.yaml").unlink()
    faults = [fault.code for file in files for fault in read_file(file).faults]
    assert faults == ["F101"]


def test_a_file_that_is_too_large_for_a_rule_is_refused(pack: Path) -> None:
    (pack / "measures/capacity.yaml").write_bytes(b"#" * LARGEST + b"\n")
    assert codes_of(pack) == ["F104"]


@pytest.mark.parametrize("name", ["gone", "pack.yaml"])
def test_what_is_no_folder_is_no_pack(name: str, pack: Path) -> None:
    (fault,) = read_rulebook(pack / name)[1]
    assert (fault.code, fault.file) == ("F115", (pack / name).as_posix())


def test_a_folder_without_pack_yaml_is_no_pack_and_its_other_files_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert codes_of(tmp_path) == ["F116"]


@pytest.mark.parametrize(
    "name",
    [".git/config", ".hidden", "README.md", "options/README.md", "options/.x/y", "LICENSE", "docs/why.md"],
)
def test_hidden_files_and_notes_are_passed_over(name: str, pack: Path) -> None:
    before = rulebook_of(pack)
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).touch()
    assert rulebook_of(pack) == before


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("step.yaml", "did you mean `steps.yaml`?"),
        ("measure/x.yaml", "did you mean `measures`?"),
        ("measures/x.yml", "files in `measures` end in `.yaml`, without further folders"),
        ("measures/deep/x.yaml", "files in `measures` end in `.yaml`, without further folders"),
        ("profiles/x.yaml", "files in `profiles` end in `.json`, without further folders"),
        ("options/instalments/options.yaml", "did you mean `option.yaml`?"),
        ("alerts/fee_in_advance/word.zh.yaml", "did you mean `words.zh.yaml`?"),
    ],
)
def test_a_file_that_nobody_reads_is_told_with_what_was_meant(name: str, help_: str, pack: Path) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).touch()
    (fault,) = read_rulebook(pack)[1]
    assert (fault.code, fault.help) == ("F111", help_)


def test_folders_that_lead_back_to_themselves_end(pack: Path) -> None:
    (pack / "options" / "round").symlink_to(pack, target_is_directory=True)
    assert "F111" in codes_of(pack)


def test_the_order_of_files_on_a_disk_never_matters(small: Rulebook, tmp_path: Path) -> None:
    paths = sorted((path for path in SMALL.rglob("*") if path.is_file()), reverse=True)
    for path in paths:
        copy = tmp_path / path.relative_to(SMALL)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    again = rulebook_of(tmp_path)
    assert again.sha256 == small.sha256
    assert [one.id.text for one in again.options] == [one.id.text for one in small.options]
    assert [(one.owner, one.language) for one in again.words] == [
        (one.owner, one.language) for one in small.words
    ]


def test_the_hash_changes_with_each_byte_that_decides_or_words_an_answer(small: Rulebook, pack: Path) -> None:
    for path in sorted(pack.rglob("*.yaml")):
        if path.name == "cases.yaml":
            continue
        before = path.read_bytes()
        path.write_bytes(before + b"# \n")
        assert rulebook_of(pack).sha256 != small.sha256, path
        path.write_bytes(before)
    assert rulebook_of(pack).sha256 == small.sha256


def test_cases_profiles_and_notes_leave_the_hash_as_it_is(small: Rulebook, pack: Path) -> None:
    (pack / "profiles" / "other.json").write_text("{}", encoding="utf-8")
    (pack / "cases.yaml").write_text("not: a case", encoding="utf-8")
    (pack / "options" / "instalments" / "cases.yaml").unlink()
    (pack / "README.md").unlink()
    assert rulebook_of(pack).sha256 == small.sha256


def test_a_renamed_language_changes_the_hash_though_no_byte_did(small: Rulebook, pack: Path) -> None:
    (pack / "words.en.yaml").rename(pack / "words.fr.yaml")
    assert rulebook_of(pack).sha256 != small.sha256


def test_two_things_of_one_id_are_both_kept_for_the_checks(pack: Path, change: Change) -> None:
    change("steps.yaml", "  - {id: hang_up", "  - {id: explain_cause, source: [X7]}\n  - {id: hang_up")
    ids = [one.id.text for one in rulebook_of(pack).steps]
    assert ids == ["contact_customer_service", "explain_cause", "explain_cause", "hang_up"]


def test_an_id_that_looks_like_a_date_where_text_is_meant_is_text(pack: Path, change: Change) -> None:
    change("parameters/evidence_fresh_days.yaml", "note: longer since 2024", "note: 2024-01-01")
    assert rulebook_of(pack).parameters[0].values[1].note == "2024-01-01"


@pytest.mark.parametrize(
    ("written", "meant"), [("2026-06-30", date(2026, 6, 30)), ('"30"', "30"), ("0.5", Decimal("0.5"))]
)
def test_a_parameter_is_a_number_a_date_or_a_text(
    written: str, meant: object, pack: Path, change: Change
) -> None:
    change("parameters/evidence_fresh_days.yaml", "value: 90", f"value: {written}")
    assert rulebook_of(pack).parameters[0].values[1].value == meant


@pytest.mark.parametrize("written", ["true", "1", "'as_of > loan.final_maturity_date'"])
def test_a_condition_may_be_a_bare_truth_value_or_number(written: str, pack: Path, change: Change) -> None:
    change("options/instalments/option.yaml", "when: capacity > 0", f"when: {written}")
    when = rulebook_of(pack).options[0].eligible_when[0].when
    assert when is not None
    assert when.text == written.strip("'")


# The comment that names the schema


def test_a_pack_of_somebody_else_may_do_without_the_comment(pack: Path, change: Change) -> None:
    change("steps.yaml", "# yaml-language-server: $schema=../../../schemas/advice.schema.json\n", "")
    rulebook_of(pack)


@pytest.mark.parametrize(
    "named", ["advice.schema.json", "https://example.org/x/advice.schema.json", "/x/advice.schema.json"]
)
def test_a_pack_of_somebody_else_may_have_its_schemas_anywhere(
    named: str, pack: Path, change: Change
) -> None:
    change("steps.yaml", "../../../schemas/advice.schema.json", named)
    rulebook_of(pack)


def test_the_wrong_schema_is_told_at_its_place(pack: Path, change: Change) -> None:
    change("steps.yaml", "advice.schema.json", "option.schema.json")
    (fault,) = read_rulebook(pack)[1]
    assert (fault.code, fault.place[1:]) == ("F113", (1, 33))


def test_a_pack_of_the_product_names_its_schemas_by_the_exact_path() -> None:
    ours = [file for file in files_of(rules_folder() / "weilidai")[0] if file.path.suffix == ".yaml"]
    assert ours
    for file in ours:
        assert file.is_ours
        assert [fault for fault in read_file(file).faults if fault.code == "F113"] == []


def test_a_pack_of_the_product_may_not_do_without_the_comment(tmp_path: Path) -> None:
    file = next(file for file in files_of(rules_folder() / "weilidai")[0] if file.kind == "pack")
    copy = tmp_path / "pack.yaml"
    text = file.path.read_text(encoding="utf-8")
    for changed in (text.partition("\n")[2], text.replace("../../schemas/", "../schemas/")):
        copy.write_text(changed, encoding="utf-8")
        moved = type(file)(
            copy,
            *(getattr(file, name) for name in ("inside", "name", "kind", "place", "owner", "language")),
            True,
        )
        (fault,) = read_file(moved).faults
        assert fault.code == "F113"
        assert fault.help.endswith("$schema=../../schemas/pack.schema.json`")


# Cases


def test_cases_are_read_with_their_places_beside_what_they_are_about() -> None:
    cases, faults = read_cases(SMALL)
    assert faults == ()
    assert [case.owner for case in cases] == [
        "fee_in_advance",
        *["instalments"] * 2,
        *["payment_holiday"] * 4,
    ]
    last_day = cases[3]
    assert last_day.name.text == "The last day of the term is still in time for a payment holiday"
    assert at(last_day.name) == ("cases.yaml", 2, 9)
    assert (last_day.as_of, last_day.base and last_day.base.text) == (date(2026, 12, 15), "illness")
    assert list(last_day.overlay) == ["loan"] == [word.text for word in last_day.keys.values()]
    assert [(one.text, status.text) for one, status in last_day.expect.statuses] == [
        ("payment_holiday", "recommended"),
        ("instalments", "available"),
    ]
    assert texts(last_day.expect.order or ()) == ["payment_holiday", "instalments"]
    assert (last_day.expect.ask_for, last_day.expect.alerts, last_day.expect.missing) == (None, None, None)


def test_an_expectation_can_be_of_everything_an_answer_has(pack: Path) -> None:
    (pack / "cases.yaml").write_text(
        """\
- name: Everything
  profile: {base: illness}
  expect:
    instalments: available
    ask_for: [loan.final_maturity_date]
    order: [payment_holiday, instalments]
    alerts: []
    missing: [proof_of_illness]
    figures: {capacity: 0.01, loan.final_maturity_date: 2026-12-15, due: null, word: x, is_so: true}
    criteria: {term_has_not_expired: met, payment_holiday.illness_is_proved: unknown}
    settled: {instalments: true, payment_holiday: false}
""",
        encoding="utf-8",
    )
    cases, faults = read_cases(pack)
    assert faults == ()
    expect = next(case.expect for case in cases if case.name.text == "Everything")
    assert [(one.text, status.text) for one, status in expect.statuses] == [("instalments", "available")]
    assert texts(expect.ask_for or ()) == ["loan.final_maturity_date"]
    assert (expect.alerts, texts(expect.missing or ())) == ((), ["proof_of_illness"])
    assert {one.name.text: one.value for one in expect.figures} == {
        "capacity": Decimal("0.01"),
        "loan.final_maturity_date": date(2026, 12, 15),
        "due": None,
        "word": "x",
        "is_so": True,
    }
    assert [(one.text, truth.text) for one, truth in expect.criteria] == [
        ("term_has_not_expired", "met"),
        ("payment_holiday.illness_is_proved", "unknown"),
    ]
    assert [(one.text, is_so) for one, is_so in expect.settled] == [
        ("instalments", True),
        ("payment_holiday", False),
    ]


def test_cases_may_stand_in_a_folder_of_their_own(pack: Path) -> None:
    (pack / "cases").mkdir()
    text = "- {name: A, profile: {base: illness}, expect: {instalments: available}}\n"
    (pack / "cases" / "joint.yaml").write_text(text, encoding="utf-8")
    assert "" in {case.owner for case in read_cases(pack)[0]}


def test_sound_cases_are_read_though_other_files_are_at_fault(pack: Path, change: Change) -> None:
    change("options/instalments/cases.yaml", "expect:", "expects:")
    change("steps.yaml", "steps:", "stops:")
    cases, faults = read_cases(pack)
    assert {case.owner for case in cases} == {"fee_in_advance", "payment_holiday"}
    assert {fault.code for fault in faults} == {"S101", "S102"}


def test_faults_of_cases_are_no_faults_of_the_rules(pack: Path) -> None:
    (pack / "options" / "instalments" / "cases.yaml").write_text("- 1\n", encoding="utf-8")
    rulebook_of(pack)
    assert [fault.code for fault in read_cases(pack)[1]] == ["S103"]


# A schema that lets pass what a builder can't read is our fault

NOWHERE = Span(Source("x", ""), 0, 0)
TEXT = YamlScalar("x", "x", "", NOWHERE)


@pytest.mark.parametrize(
    ("field", "node"),
    [
        (yaml_fields.record, TEXT),
        (yaml_fields.items, TEXT),
        (yaml_fields.scalar, YamlSequence((), NOWHERE)),
        (yaml_fields.day, TEXT),
        (yaml_fields.number_date_or_text, YamlScalar(None, "", "", NOWHERE)),
        (yaml_fields.number_date_or_text, YamlScalar(True, "true", "", NOWHERE)),
    ],
)
def test_a_schema_and_a_builder_that_disagree_are_noticed(
    field: Callable[[object], object], node: object
) -> None:
    with pytest.raises(TypeError, match="a schema let pass"):
        field(node)


def test_optional_fields_have_their_default() -> None:
    nothing = YamlMapping({}, {}, NOWHERE)
    assert yaml_fields.records_at(nothing, "x") == ()
    assert yaml_fields.words_at(nothing, "x") == ()
