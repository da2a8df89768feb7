"""What is said of a difference: in words, and as JSON by its schema."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine.analysis.difference.compare import Form, compare
from engine.diagnostics import WrongUsage
from engine.profile.from_json import profile_from_data
from engine.program.load import load_pack
from tests.analysis.difference.packs import SMALL, copy
from tests.expected import kept

ROOT = Path(__file__).parents[3]
EXPECTED = Path(__file__).parent / "expected"
CONTRACT = Draft202012Validator(
    json.loads((ROOT / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))
)
STRICTER = ("options/payment_holiday/option.yaml", "as_of <= loan.final", "as_of < loan.final")
WORDS = ("words.en.yaml", "Contact", "Call")


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An edited copy in `small`, beside the pack as it was, in `old`."""
    copy(tmp_path / "before").rename(tmp_path / "old")
    copy(tmp_path / "after", STRICTER, WORDS).rename(tmp_path / "small")
    monkeypatch.chdir(tmp_path)
    return "small"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_difference_is_told_as_its_fixture_tells_it(edited: str, language: str, form: Form) -> None:
    said, same = compare("old", edited, Path("old"), language=language, form=form)
    assert not same
    assert said == kept(EXPECTED / f"stricter.{language}.{form}", said)


def test_the_answer_for_machines_keeps_to_its_schema_and_its_borrowers_can_be_assessed(edited: str) -> None:
    said, _ = compare("old", edited, Path("old"), form="json")
    data = json.loads(said)
    CONTRACT.validate(data)
    dictionary = load_pack(SMALL).dictionary
    borrowers = [each["borrower"] for one in data["options"] for each in one["transitions"]]
    assert borrowers
    for one in borrowers:
        assert profile_from_data(one, dictionary, "borrower")[1] == ()


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_versions_that_do_not_differ_are_said_to_be_the_same(form: Form) -> None:
    said, same = compare(str(SMALL), str(SMALL), SMALL, language="en", form=form)
    assert same
    if form == "json":
        assert json.loads(said)["proved_the_same"] is True
        CONTRACT.validate(json.loads(said))
    else:
        assert "The two versions don" in said


@pytest.mark.usefixtures("edited")
def test_an_edit_that_changes_nobody_is_said_to(tmp_path: Path) -> None:
    same_rule = ("options/instalments/option.yaml", "capacity > 0", "not(capacity <= 0)")
    other = copy(tmp_path / "other", same_rule)
    forms: tuple[Form, ...] = ("text", "html")
    for form in forms:
        said, same = compare("old", str(other), Path("old"), language="en", form=form)
        assert same
        assert "Proved: nobody" in said
        assert "Nobody" in said


@pytest.mark.usefixtures("edited")
def test_another_dictionary_that_holds_the_same_facts_is_no_hindrance(tmp_path: Path) -> None:
    other = copy(tmp_path / "other", STRICTER)
    schema = json.loads((ROOT / "schemas" / "profile.schema.json").read_text(encoding="utf-8"))
    schema["description"] = "a dictionary of our own"
    (other / "profile.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    pack = (other / "pack.yaml").read_text(encoding="utf-8")
    (other / "pack.yaml").write_text(f"{pack}profile_schema: profile.schema.json\n", encoding="utf-8")
    said, same = compare("old", str(other), Path("old"), language="en")
    assert not same
    assert "changed criterion `payment_holiday.term_has_not_expired`" in said


def test_a_portfolio_is_counted_by_option_and_by_group(edited: str, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    from engine.analysis.difference.portfolio import On

    rows = [told(day, cause) for day in (1, 2, 3) for cause in ("illness", "job_loss", None)]
    lines = [*map(json.dumps, rows), "no profile"]
    (tmp_path / "loans.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    on = On(("loans.ndjson",), None, date(2026, 11, 25), by=("hardship.cause",))
    said, _ = compare("old", edited, Path("old"), form="json", on=on)
    data = json.loads(said)
    CONTRACT.validate(data)
    assert data["portfolio"] == {
        "rows": 9,
        "changed": 3,  # those whose last day it is
        "left_out": 1,
        "options": [
            {"option": "payment_holiday", "old": old, "new": "not_available", "loans": 1}
            for old in ("needs_action", "needs_information", "recommended")  # illness, untold, job loss
        ],
        "groups": [
            {"by": "hardship.cause", "value": "illness", "rows": 3, "changed": 1},
            {"by": "hardship.cause", "value": "job_loss", "rows": 3, "changed": 1},
            {"by": "hardship.cause", "value": None, "rows": 3, "changed": 1},
        ],
    }
    forms: tuple[Form, ...] = ("text", "html")
    for form in forms:
        said, _ = compare("old", edited, Path("old"), language="en", form=form, on=on)
        assert "the answer changes for 3 of 9 loans (33.3%)" in said
        assert "1 more rows can" in said


def test_a_row_of_a_day_on_which_a_version_is_not_in_force_is_left_out(edited: str, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    from engine.analysis.difference.portfolio import On

    rows = [told(3, "illness"), {**told(3, "illness"), "as_of": "1999-01-01"}]
    (tmp_path / "loans.ndjson").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    on = On(("loans.ndjson",), None, date(2026, 11, 25))
    data = json.loads(compare("old", edited, Path("old"), form="json", on=on)[0])["portfolio"]
    assert (data["rows"], data["changed"], data["left_out"]) == (1, 0, 1)


def test_of_a_portfolio_whose_answers_all_stay_no_options_are_listed(edited: str, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    from engine.analysis.difference.portfolio import On

    (tmp_path / "loans.ndjson").write_text(json.dumps(told(3, "illness")) + "\n", encoding="utf-8")
    on = On(("loans.ndjson",), None, date(2026, 11, 25))
    forms: tuple[Form, ...] = ("text", "html")
    for form in forms:
        said, _ = compare("old", edited, Path("old"), language="en", form=form, on=on)
        assert "the answer changes for 0 of 1 loans (0.0%)" in said
        assert "more rows can" not in said
        assert "<table>" not in said


def told(day: int, cause: str | None) -> dict[str, object]:
    hardship = {"duration": "temporary"} | ({} if cause is None else {"cause": cause})
    loan = {"final_maturity_date": f"2026-11-0{day}"}
    return {"as_of": "2026-11-02", "loan": loan, "hardship": hardship, "evidence": []}


def test_groups_are_made_by_facts_of_a_few_values_only(edited: str, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    from engine.analysis.difference.portfolio import On

    on = On(("loans.ndjson",), None, date(2026, 11, 25), by=("hardship.causes",))
    with pytest.raises(WrongUsage, match=r"makes no groups; did you mean `hardship\.cause`"):
        compare("old", edited, tmp_path, on=on)


def test_a_portfolio_can_be_held_to_one_day(edited: str, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    from engine.analysis.difference.portfolio import On

    rows = [told(day, "illness") for day in (1, 2, 3)]
    (tmp_path / "loans.ndjson").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    on = On(("loans.ndjson",), None, date(2026, 11, 25), as_of=date(2026, 11, 3))
    data = json.loads(compare("old", edited, Path("old"), form="json", on=on)[0])["portfolio"]
    assert (data["rows"], data["changed"], data["groups"]) == (3, 1, [])
