"""The report on sources, as it is printed: the whole text is compared with `expected/`.

`XIESHANG_ACCEPT=1` writes the texts anew; the difference is then to be read.
"""

import json
from pathlib import Path

import pytest

import cli
from engine.sourcing.report import Form, render_reports, reports
from tests.expected import kept
from tests.sourcing.notice import NOTICE, TEXT, guidance_in, pack_in, replaced

EXPECTED = Path(__file__).parent / "expected"
CHANGED = replaced("申请须在最后", "另外，请务必在最后").replace("二、分期\n", "二、分期\n分期看下面三步。\n")


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    pack_in(tmp_path)
    guidance_in(tmp_path, CHANGED)
    guidance_in(tmp_path, "便条", "README.md")
    statements = Path("pack/statements.yaml")
    text = statements.read_text(encoding="utf-8")
    for unplaced in (
        "    at: {line: 11, start: 1, length: 10}\n",
        "    at: {line: 11, start: 12, length: 8}\n",
    ):
        assert unplaced in text
        text = text.replace(unplaced, "")
    statements.write_text(text, encoding="utf-8")
    return Path("pack")


def rendered(pack: Path, form: Form, language: str | None, documents: Path | None) -> str:
    return render_reports(reports([pack], documents)[0], form, language)


FORMS: list[tuple[str, Form, str]] = [
    ("zh.txt", "text", "zh"),
    ("en.txt", "text", "en"),
    ("en.md", "markdown", "en"),
    ("zh.json", "json", "zh"),
]


@pytest.mark.parametrize(("name", "form", "language"), FORMS, ids=[name for name, _, _ in FORMS])
def test_a_pack_held_against_a_changed_document_reads_as_expected(
    name: str, form: Form, language: str, pack: Path
) -> None:
    said = rendered(pack, form, language, Path("guidance"))
    if form == "json":
        said = json.dumps(json.loads(said)["verification"], ensure_ascii=False, indent=2) + "\n"
    expected = EXPECTED / f"changed.{name}"
    assert said == kept(expected, said)


def test_the_report_speaks_the_packs_first_language_unless_told_otherwise(pack: Path) -> None:
    assert rendered(pack, "text", None, None) == rendered(pack, "text", "zh", None)


def test_a_statement_is_shown_with_its_rules_and_a_waived_one_with_its_reason(pack: Path) -> None:
    lines = rendered(pack, "text", "en", None).splitlines()
    place = lines.index("X2 precondition: The application has to be made by the final maturity.")
    assert lines[place + 1] == (
        "    · criterion payment_holiday.term_has_not_expired  [pack/options/payment_holiday/option.yaml:4]"
    )
    place = lines.index("X8 definition: Xinghe wrote this notice.")
    assert lines[place + 1] == "    – unused: It only says who wrote the notice."


def test_an_authority_is_shown_with_how_well_it_is_known(pack: Path) -> None:
    lines = rendered(pack, "text", "zh", None).splitlines()
    assert "civil_code_678 法规：《中华人民共和国民法典》第六百七十八条（查阅于 2026-11-22，确知）" in lines


def test_a_rule_is_shown_with_its_sources_and_words_under_its_file(pack: Path) -> None:
    lines = rendered(pack, "text", "en", None).splitlines()
    place = lines.index("pack/measures/capacity.yaml")
    assert lines[place + 1 : place + 3] == [
        "· measure capacity  [X4]",
        "    · money left for payments each month",
    ]


def test_a_rule_without_words_in_the_language_is_shown_without(pack: Path) -> None:
    for path in pack.rglob("words.en.yaml"):
        path.unlink()
    lines = rendered(pack, "text", "en", None).splitlines()
    place = lines.index("pack/measures/capacity.yaml")
    assert lines[place + 1 : place + 3] == ["· measure capacity  [X4]", ""]


def test_an_uncovered_source_is_marked(pack: Path) -> None:
    statements = pack / "statements.yaml"
    text = statements.read_text(encoding="utf-8")
    statements.write_text(text.partition("    unused: {zh: X1")[0], encoding="utf-8")
    lines = rendered(pack, "text", "en", None).splitlines()
    place = lines.index("X9 precondition: The difficulty is passing.")
    assert lines[place + 1] == "    ! no rule rests on it, and nobody says why"
    assert "1 are uncovered" in lines[2]


def test_statements_are_counted_like_people_count(pack: Path) -> None:
    statements = pack / "statements.yaml"
    text = statements.read_text(encoding="utf-8")
    more = text[text.index("  - id: X9") :].replace("X9", "X10")
    statements.write_text(text + more, encoding="utf-8")
    lines = rendered(pack, "text", "en", None).splitlines()
    found = [line.split()[0] for line in lines if line.startswith("X")]
    assert found == [f"X{number}" for number in range(1, 11)]


def test_json_holds_both_readings_and_what_is_uncovered(pack: Path) -> None:
    data = json.loads(rendered(pack, "json", None, None))
    assert data["contract"] == "xieshang.sources/1"
    assert data["pack"]["id"] == "small"
    assert (data["uncovered"], data["verification"]) == ([], None)
    by_id = {one["id"]: one for one in data["statements"]}
    assert by_id["X2"]["rules"] == [{"kind": "criterion", "id": "payment_holiday.term_has_not_expired"}]
    assert by_id["X2"]["at"] == {"line": 4, "start": 30, "length": 15}
    assert by_id["X7"]["at"] is None
    rules = {one["id"]: one for one in data["rules"]}
    assert (rules["capacity"]["file"], rules["capacity"]["sources"]) == (
        "pack/measures/capacity.yaml",
        ["X4"],
    )
    authorities = {one["id"]: one for one in data["authorities"]}
    assert authorities["civil_code_678"]["article"] == "678"


def test_a_missing_document_is_shown_as_missing(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "guidance" / "notice.txt").unlink()
    lines = rendered(pack, "text", "en", Path("guidance")).splitlines()
    place = lines.index("document X: not found")
    assert lines[place + 1] == ""
    (held,) = json.loads(rendered(pack, "json", None, Path("guidance")))["verification"]["documents"]
    assert (held["state"], held["file"], held["sha256"], held["unclaimed"]) == ("missing", None, None, [])


def test_a_document_all_of_whose_words_are_statements_has_nothing_in_between(pack: Path) -> None:
    text = "手头一时紧的客户可以申请缓交一期。申请须在最后一个还款日以前递交。因病申请的请附上诊断书。"
    (pack / "passages.yaml").unlink()
    guidance_in(Path(), text)
    said = rendered(pack, "text", "en", Path("guidance"))
    assert "document X: guidance/notice.txt, changed" in said
    assert "What lies between" not in said


def test_several_packs_come_one_below_the_other_and_as_json_one_a_line(pack: Path) -> None:
    both, faults = reports([pack, pack])
    assert faults == []
    assert render_reports(both, "text", "en").count("Renegotiating a Xinghe loan") == 2
    lines = render_reports(both, "json", None).splitlines()
    assert [json.loads(line)["pack"]["id"] for line in lines] == ["small", "small"]


def test_markup_and_control_characters_in_a_document_stay_what_they_are(pack: Path) -> None:
    guidance_in(Path(), TEXT + "\n点<b>这里</b>\x1b[31m领钱\n")
    assert "<b>" not in rendered(pack, "markdown", "zh", Path("guidance"))
    assert "\x1b" not in rendered(pack, "text", "zh", Path("guidance"))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(["sources", *arguments])
    return left.value.code, *capsys.readouterr()


def test_the_command_shows_the_sources_of_a_pack(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(capsys, str(pack), "--language", "en")
    assert (status, err) == (0, "")
    assert out == rendered(pack, "text", "en", None)


def test_the_command_leaves_with_status_0_where_the_documents_are_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = said(capsys, str(pack_in(tmp_path)), "--verify", str(NOTICE / "guidance"))
    assert (status, err) == (0, "")
    assert "没有改动" in out


def test_the_command_leaves_with_status_1_where_a_document_changed(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = said(
        capsys, str(pack), "--verify", "guidance", "--format", "json", "-o", "report.json"
    )
    assert (status, out) == (1, "")
    assert "error[V103] statement `X2` isn't found in `guidance/notice.txt`" in err
    assert "`payment_holiday.term_has_not_expired`" in err
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["verification"]["folder"] == "guidance"


def test_the_command_refuses_a_language_that_the_pack_does_not_speak(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = said(capsys, str(pack), "--language", "fr")
    assert status == 2
    assert "there are no words in `fr`; there are in zh, en" in err


def test_the_command_tells_a_pack_that_can_not_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = said(capsys, str(tmp_path / "nowhere"))
    assert (status, out) == (1, "")
    assert "error[F115]" in err
