"""`xieshang what-if`: what would open an option, and how safe an answer is, on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.running import DEMO, SMALL, Ran, Run

PACK = SMALL.parent / "what_if"
WANG = PACK / "profiles" / "wang.json"
DAY = ("--not-before", "2026-11-18")


@pytest.fixture
def what_if(run: Run) -> Run:
    """Asks by the pack in which things can be changed; without a profile, for Wang."""

    def what_if(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        named = [one for one in arguments if one == "-" or str(one).endswith((".json", "clients"))]
        asked = [] if named else [WANG]
        return run("what-if", "--pack", PACK, *DAY, *arguments, *asked, stdin=stdin)

    return what_if


def test_each_way_is_said_with_its_number_and_what_becomes_of_it(what_if: Run) -> None:
    ran = what_if()
    assert (ran.status, ran.err) == (0, "")
    assert (
        "     → Talk to the lender; and Pay ¥0.10 at once, not ¥0.05  [made_up]\n"
        "       ✓ ¥0.10 is right.  [made_up]\n"
        "       ✓ The lender knows.  [made_up]\n"
        "       · once done: recommended\n"
    ) in ran.out


def test_one_option_alone_can_be_asked_about(what_if: Run) -> None:
    ran = what_if("--option", "plan", "--format", "json")
    assert ran.status == 0
    data = json.loads(ran.out)
    assert data["contract"] == "xieshang.what_if/1"
    (option,) = data["options"]
    assert option["opened_by"]["ways"][0]["changes"][0]["facts"][0]["after"] == "6"


def test_an_option_that_isnt_there_is_wrong_usage(what_if: Run) -> None:
    ran = what_if("--option", "plans")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "error: there is no option `plans`; did you mean `plan`?\n"


def test_a_day_can_be_named_and_goes_before_that_of_the_profile(what_if: Run) -> None:
    ran = what_if("--as-of", "2026-11-23", "--option", "in_time")
    assert ran.status == 0
    assert "as of 23 Nov 2026" in ran.out
    assert "Apply on" not in ran.out


def test_a_folder_of_profiles_is_answered_one_below_the_other(what_if: Run, tmp_path: Path) -> None:
    clients = tmp_path / "clients"
    clients.mkdir()
    for name in ("li.json", "wang.json"):
        (clients / name).write_bytes(WANG.read_bytes().replace(b"../../../../", b""))
    text = what_if(clients, "--option", "plan").out
    assert text.count("▶ ") == 2
    assert what_if(clients, "--format", "markdown").out.startswith("*")
    lines = what_if(clients, "--format", "json").out.splitlines()
    assert [Path(json.loads(line)["profile"]["name"]).name for line in lines] == ["li.json", "wang.json"]


def test_a_profile_from_a_pipe_is_answered(what_if: Run) -> None:
    assert what_if("-", stdin=WANG.read_bytes()).out == what_if().out


def test_a_faulty_profile_is_told_with_its_fault(what_if: Run) -> None:
    ran = what_if("-", stdin=b'{"borrower": {"monthly_incom": 1}}')
    assert (ran.status, ran.out) == (1, "")
    assert "monthly_income" in ran.err


def test_the_example_of_the_help_answers_in_both_languages(run: Run) -> None:
    chinese, english = run("what-if", DEMO), run("what-if", DEMO, "--language", "en")
    assert (chinese.status, english.status) == (0, 0)
    assert "现在推荐" in chinese.out
    assert "Recommended now" in english.out
