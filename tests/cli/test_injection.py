"""What a borrower writes about a loan stays a value: it steers no terminal, page or program."""

import json
import re
import shutil
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.explanation.to_markdown import escape
from tests.cli.running import SMALL, Ran, Run

NASTY = {
    "braces": "{capacity} {loan.lender} {0} {} {{x}} %s ${HOME}",
    "markdown": "**bold** `code` [link](http://x.example) ![i](x) # h | a |",
    "html": "<script>alert(1)</script> <img src=x> &lt; <!-- -->",
    "quotes": '"\'\\"; --',
    "list": "1. one",
    "links": "https://x.example www.x.example me@x.example",
    "soft hyphen and tag": "a\u00adb\U000e0041\u180e",
    "stacked": "a" + "\u0301" * 30,
    "wide": "😀" * 30,
}
INVISIBLE = {
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "line": "one\ntwo",
    "other line ends": "one\u2028two\u0085three",
    "return": "all is well\rno",
    "bidi": "\u202eevil\u2066",
    "nul": "\x00",
    "zero width": "a\u200bb",
    "lone surrogate": "\ud800",
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The small pack, whose words repeat what the borrower wrote."""
    pack = tmp_path / "pack"
    shutil.copytree(SMALL, pack)
    words = pack / "options" / "payment_holiday" / "words.en.yaml"
    text = re.sub(
        r"^summary: .*", "summary: '{loan.lender}'", words.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    words.write_text(text, encoding="utf-8")
    return pack


def said(run: Run, pack: Path, text: str, form: str) -> Ran:
    told = {"as_of": "2026-11-22", "loans": [{"id": text[:40], "lender": text}, {"id": "other"}]}
    given = json.dumps(told).encode()
    return run("assess", "-", "--pack", pack, "--language", "en", "--format", form, stdin=given)


@pytest.mark.parametrize("name", INVISIBLE)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_nobody_can_see_is_refused_and_made_visible(run: Run, pack: Path, name: str, form: str) -> None:
    ran = said(run, pack, INVISIBLE[name], form)
    assert (ran.status, ran.out) == (1, "")
    assert "error[P318]" in ran.err
    assert not any(category(char) in {"Cc", "Cf", "Cs"} for char in ran.err.replace("\n", ""))


@pytest.mark.parametrize("name", NASTY)
def test_a_terminal_gets_the_text_but_nothing_that_steers_it(run: Run, pack: Path, name: str) -> None:
    ran = said(run, pack, NASTY[name], "text")
    assert ran.status == 0
    if name != "soft hyphen and tag":
        assert f"   {NASTY[name]}\n" in ran.out
        assert f"loan {NASTY[name][:40]}\n" in ran.out
    assert not any(category(char) in {"Cc", "Cf", "Cs"} for char in ran.out.replace("\n", ""))


@pytest.mark.parametrize("name", NASTY)
def test_a_page_gets_no_markup(run: Run, pack: Path, name: str) -> None:
    ran = said(run, pack, NASTY[name], "markdown")
    assert ran.status == 0
    for bare in (r"(?<!\\)[*`<|]", r"(?<!\\)\[.*\]\(", r"(?<!\\)://", r"www\.", r"(?<!\\)@", r"^\d+\. one"):
        written = [line for line in ran.out.splitlines() if not re.match(r" *(-|\d+\.) (?!one)", line)]
        assert not [line for line in written if re.search(bare, line) and "sha" not in line]


@pytest.mark.parametrize("name", NASTY)
def test_a_program_gets_the_very_text(run: Run, pack: Path, name: str) -> None:
    ran = said(run, pack, NASTY[name], "json")
    assert ran.status == 0
    answer = json.loads(ran.out)
    assert answer["loan"]["id"] == NASTY[name][:40]
    assert (
        not any(category(char) in {"Cc", "Cf", "Cs"} for char in ran.out.replace("\n", "")) or "tag" in name
    )


@pytest.mark.parametrize("length", [81, 500_000])
def test_a_text_that_would_drown_the_answer_is_refused(run: Run, pack: Path, length: int) -> None:
    ran = said(run, pack, "银" * length, "text")
    assert (ran.status, ran.out) == (1, "")
    assert "error[P317]" in ran.err
    assert len(ran.err) < 3_000


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@example("1. one")
@example("-")
@example("---")
@example("=====")
@example("    code")
@example("+ plus")
@example("2) two")
def test_whatever_is_escaped_begins_no_list_rule_or_heading(text: str) -> None:
    escaped = escape(text)
    assert not re.match(r"\s*(\d{1,9}[.)](\s|$)|[-+*](\s|$)|#|>|[-=_*]{2})", escaped)
    assert escape(text).replace("\\", "").replace("&amp;", "&") == text.replace("\\", "")
