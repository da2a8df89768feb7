"""`xieshang assess`, as an adviser calls it."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.running import DEMO, ILLNESS, ROOT, SMALL, Run


@pytest.fixture
def clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two clients, with files that are none of them."""
    monkeypatch.chdir(tmp_path)
    folder = Path("clients")
    folder.mkdir()
    shutil.copy(ILLNESS, folder / "wang.json")
    (folder / "li.JSON").write_text('{"as_of": "2026-11-22"}', encoding="utf-8")
    (folder / "notes.txt").write_text("call back", encoding="utf-8")
    (folder / "._wang.json").write_bytes(b"\0\5\26\7")
    return folder


@pytest.mark.parametrize("day", ["2026-1-5", "２０２６-12-05", "20261205", "2026-02-30"])
def test_a_day_is_written_in_one_way(assess: Run, day: str) -> None:
    ran = assess("--as-of", day)
    assert ran.status == 2
    assert f"`{day}` is no date; write it as 2026-11-25" in ran.err


def test_the_demo_is_answered_in_chinese_unless_asked_otherwise(run: Run) -> None:
    chinese, english = run("assess", DEMO), run("assess", DEMO, "--language", "en")
    assert chinese.status == english.status == 0
    assert "2026年11月25日" in chinese.out
    assert "25 Nov 2026" in english.out
    assert chinese.err == english.err == ""


def test_the_answer_for_a_terminal_tells_options_reasons_and_sources(assess: Run) -> None:
    ran = assess("--language", "en")
    assert ran.status == 0
    assert "Apply for a payment holiday" in ran.out
    assert "¥1,800.00" in ran.out
    assert "[X2, civil_code_678]" in ran.out


def test_what_the_sources_say_is_told_on_request(assess: Run) -> None:
    assert "civil_code_678: " not in assess("--language", "en").out
    assert "civil_code_678: " in assess("--language", "en", "--sources").out


def test_markdown_has_headings(assess: Run) -> None:
    ran = assess("--language", "en", "--format", "markdown")
    assert ran.status == 0
    assert ran.out.startswith("# Renegotiating a Xinghe loan")


def test_json_is_one_object(assess: Run) -> None:
    ran = assess("--format", "json")
    assert ran.status == 0
    assert [one["id"] for one in json.loads(ran.out)["options"]] == ["payment_holiday", "instalments"]


def test_several_profiles_come_out_in_their_order_each_under_its_name(assess: Run, clients: Path) -> None:
    text = assess(ILLNESS, "clients/wang.json", "--language", "en").out
    assert text.index(f"▶ {ILLNESS}") < text.index("▶ clients/wang.json")
    assert text.count("What you can do") == 2
    markdown = assess(ILLNESS, clients / "wang.json", "--format", "markdown").out
    assert "*clients/wang.json*" in markdown


def test_several_profiles_as_json_are_an_object_a_line_with_their_names(assess: Run, clients: Path) -> None:
    lines = assess(ILLNESS, clients / "wang.json", "--format", "json").out.splitlines()
    assert [json.loads(line)["profile"]["name"] for line in lines] == [str(ILLNESS), "clients/wang.json"]


def test_of_a_folder_its_profiles_are_assessed_by_name_and_nothing_else(assess: Run, clients: Path) -> None:
    ran = assess(clients, "--format", "json")
    assert ran.status == 0
    names = [json.loads(line)["profile"]["name"] for line in ran.out.splitlines()]
    assert names == ["clients/li.JSON", "clients/wang.json"]


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_form_follows_what_was_asked_for_and_not_how_many_profiles_are_sound(
    assess: Run, clients: Path, form: str
) -> None:
    names = "clients/li.JSON", "clients/wang.json"
    (clients / "li.JSON").write_text("[]", encoding="utf-8")
    several = [assess(*asked, "--format", form).out for asked in ([clients], names, reversed(names))]
    assert {one.count("clients/wang.json") for one in several} == {1}
    assert len({*several}) == 1
    alone = [
        assess(names[1], "--format", form).out,
        assess("-", "--format", form, stdin=ILLNESS.read_bytes()).out,
    ]
    assert len({*alone}) == 1
    assert "clients/wang.json" not in alone[0]
    if form == "json":
        assert json.loads(several[0])["profile"]["name"] == names[1]
        assert several[0].count("\n") == 1 < alone[0].count("\n")


def test_profiles_in_folders_below_are_told_of_unless_they_are_named_too(assess: Run, clients: Path) -> None:
    for name in ("2025/east", "2024", ".git"):
        (clients / name).mkdir(parents=True)
    shutil.copy(ILLNESS, clients / "2025" / "east" / "wu.json")
    shutil.copy(ILLNESS, clients / ".git" / "old.json")
    (clients / "2024" / "notes.txt").write_text("nobody", encoding="utf-8")
    ran = assess(clients, "--format", "json")
    assert (ran.status, len(ran.out.splitlines())) == (1, 2)
    assert ran.err.startswith("error[F118] the profiles in the folder `clients/2025/east` are left out")
    assert ran.err.count("error[") == 1
    named = assess(clients, "clients/2025/../2025/east", "--format", "json", "clients")
    assert (named.status, named.err) == (0, "")
    assert len(named.out.splitlines()) == 5


def test_a_profile_can_come_from_standard_input(assess: Run) -> None:
    assert assess("-", stdin=ILLNESS.read_bytes()).out == assess(ILLNESS).out


def test_sound_profiles_are_answered_and_the_faults_of_the_others_told(assess: Run, clients: Path) -> None:
    (clients / "wu.json").write_text('{"borower": {}}', encoding="utf-8")
    (clients / "xu.json").write_text('{"loan": {"overdue_amount": -1}}', encoding="utf-8")
    ran = assess(clients, "--format", "json")
    assert ran.status == 1
    assert len(ran.out.splitlines()) == 2
    assert "did you mean `borrower`?" in ran.err
    assert "clients/xu.json:1:" in ran.err


def test_without_a_sound_profile_there_is_no_answer(assess: Run, tmp_path: Path) -> None:
    (tmp_path / "wu.json").write_text("[]", encoding="utf-8")
    ran = assess(tmp_path / "wu.json", "-o", tmp_path / "answer.json")
    assert (ran.status, ran.out) == (1, "")
    assert not (tmp_path / "answer.json").exists()


def test_the_day_asked_for_goes_before_the_profiles_own(assess: Run) -> None:
    told = json.loads(assess("--format", "json").out)
    asked = json.loads(assess("--as-of", "2027-06-16", "--format", "json").out)
    assert (told["as_of"], asked["as_of"]) == ("2026-11-22", "2027-06-16")
    assert not told["as_of_assumed"]
    assert not asked["as_of_assumed"]
    by_id = {one["id"]: one["status"] for one in asked["options"]}
    assert by_id["payment_holiday"] == "not_available"


def test_without_a_day_it_is_today_and_the_answer_says_so(assess: Run) -> None:
    before = datetime.now().astimezone().date()
    text = assess("-", "--language", "en", stdin=b"{}")
    data = json.loads(assess("-", "--format", "json", stdin=b"{}").out)
    after = datetime.now().astimezone().date()
    assert before.isoformat() <= data["as_of"] <= after.isoformat()
    assert data["as_of_assumed"]
    assert "gives no date, so today" in text.out


def test_a_day_on_which_the_pack_is_not_in_force_is_a_fault(assess: Run) -> None:
    ran = assess("--as-of", "2019-12-31")
    assert (ran.status, ran.out) == (1, "")
    assert "error[R24" in ran.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_are_no_trouble(run: Run, day: str) -> None:
    ran = run("assess", DEMO, "--as-of", day)
    assert ran.status in {0, 1}
    assert bool(ran.out) != bool(ran.err)


def test_the_reference_can_answer_alone(assess: Run) -> None:
    assert json.loads(assess("--engine", "reference", "--format", "json").out)["engines"] == ["reference"]


def test_a_pack_is_found_by_name_in_a_folder_of_packs_or_by_its_own_folder(run: Run) -> None:
    by_name = run("assess", ILLNESS, "--rules", SMALL.parent, "--pack", "small", "--format", "json")
    by_folder = run("assess", ILLNESS, "--pack", SMALL, "--format", "json")
    assert by_name == by_folder
    assert by_name.status == 0


def test_a_folder_named_like_the_pack_replaces_it_only_if_it_is_written_as_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "weilidai")
    packs = {
        asked: json.loads(run("assess", DEMO, "--format", "json", *asked).out)["pack"]["id"]
        for asked in ((), ("--pack", "weilidai"), ("--pack", "./weilidai"))
    }
    assert [*packs.values()] == ["weilidai", "weilidai", "small"]


def test_an_answer_can_go_to_a_file(assess: Run, tmp_path: Path) -> None:
    ran = assess("-o", tmp_path / "answer.txt")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / "answer.txt").read_text(encoding="utf-8") == assess().out


def test_faults_of_profiles_are_told_though_the_answer_can_not_be_written(
    assess: Run, tmp_path: Path
) -> None:
    (tmp_path / "wu.json").write_text("[]", encoding="utf-8")
    ran = assess(tmp_path / "wu.json", ILLNESS, "-o", tmp_path / "no" / "answer.txt")
    assert ran.status == 1
    assert "error[F108]" in ran.err
    assert "wu.json" in ran.err


def test_a_language_that_the_pack_does_not_speak_is_wrong_usage(assess: Run) -> None:
    ran = assess("--language", "fr")
    assert ran.status == 2
    assert ran.err == "error: there are no words in `fr`; there are in zh, en\n"


def test_every_example_is_answered(run: Run) -> None:
    ran = run("assess", ROOT / "examples" / "profiles")
    assert ran.status == 0
    assert ran.out.count("▶ ") == len(list((ROOT / "examples" / "profiles").glob("*.json")))
