"""Any rule of a pack can be read: whole, in each language and form, with where it comes from.

`XIESHANG_ACCEPT=1` writes the expected texts anew; the difference is then to be read.
"""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from msgspec.structs import replace

from engine.diagnostics import columns
from engine.program.model import Program
from engine.showing.links import all_sources, own_sources
from engine.showing.pack import Pack
from engine.showing.show import Form, shown
from engine.showing.things import Thing, things
from tests.expected import kept
from tests.showing.packs import FOLDERS, pack

EXPECTED = Path(__file__).parent / "expected"


def expect(said: str, name: str) -> None:
    file = EXPECTED / name
    assert said == kept(file, said)


def everything(of: Pack) -> list[Thing]:
    claims = [Thing("criterion", key) for key in of.criteria]
    return [Thing("pack", of.id), *things(of), *claims]


def data(of: Pack, name: str | None, language: str | None = None) -> dict[str, Any]:
    (thing, *_) = json.loads(shown(of, name, language, "json"))["things"]
    assert isinstance(thing, dict)
    return thing


def with_words(of: Pack, words: dict[tuple[str, str, str, str], str]) -> Pack:
    books = {
        language: {**book, **{key: (text,) for key, text in words.items()}}
        for language, book in of.program.words.items()
    }
    return Pack(replace(of.program, words=books), of.rulebook)


def changed(of: Pack, **fields: object) -> Pack:
    program: Program = replace(of.program, **fields)
    return Pack(program, of.rulebook)


@pytest.mark.parametrize(
    ("of", "name", "form"),
    [
        ("small", "payment_holiday", "text"),
        ("small", "payment_holiday", "markdown"),
        ("small", "payment_holiday", "json"),
        ("small", "capacity", "text"),
        ("small", "evidence_fresh_days", "text"),
        ("small", "X2", "text"),
        ("small", None, "text"),
        ("tables", "plan", "text"),
        ("tables", "longest_wait", "markdown"),
        ("tables", "plan", "json"),
        ("joint", "joint", "text"),
    ],
)
def test_a_rule_is_shown_as_its_fixture_shows_it(of: str, name: str | None, form: Form) -> None:
    ending = {"text": "txt", "markdown": "md", "json": "json"}[form]
    expect(shown(pack(of), name, None, form), f"{name or of}.{ending}")


@pytest.mark.parametrize("of", FOLDERS)
@pytest.mark.parametrize("language", ["both", "zh", "en"])
def test_everything_in_a_pack_can_be_shown_with_its_title_and_sources(of: str, language: str) -> None:
    for thing in everything(pack(of)):
        text, page = (shown(pack(of), thing.id, language, form) for form in ("text", "markdown"))
        one = json.loads(shown(pack(of), thing.id, language, "json"))
        assert thing in [Thing(each["kind"], each["id"]) for each in one["things"]]
        for source in all_sources(pack(of), thing):
            words = pack(of).program.sources[source].words
            spoken = words.values() if language == "both" else [words[language]]
            assert {*one["sources"][source].values()} == {*spoken}
            for said in spoken:
                assert squeezed(said) in squeezed(text)
                assert squeezed(said) in squeezed(re.sub(r"\\(.)", r"\1", page).replace("&amp;", "&"))


def squeezed(text: str) -> str:
    """The text without the spaces and line ends that fit it to a terminal."""
    return "".join(text.split())


@pytest.mark.parametrize("of", FOLDERS)
def test_nothing_but_a_pack_or_a_document_is_without_a_source(of: str) -> None:
    without = {one.kind for one in everything(pack(of)) if not own_sources(pack(of), one)}
    assert without <= {"pack", "document", "step", "caution"}


@pytest.mark.parametrize("of", FOLDERS)
@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal_and_none_ends_in_spaces(of: str, width: int) -> None:
    for thing in everything(pack(of)):
        for line in shown(pack(of), thing.id, "both", "text", width).splitlines():
            assert columns(line) <= width
            assert line == line.rstrip()


@pytest.mark.parametrize("of", FOLDERS)
def test_a_page_has_an_empty_line_wherever_a_list_ends(of: str) -> None:
    for thing in everything(pack(of)):
        page = re.sub(
            r"```feel\n.*?```", "code", shown(pack(of), thing.id, "both", "markdown"), flags=re.DOTALL
        )
        for before, line in pairwise(page.splitlines()):
            if re.match(r" *(-|\d+\.) ", before) and line and not line.startswith((" ", "#")):
                assert re.match(r"(-|\d+\.) ", line)


def test_one_language_is_shown_where_one_is_asked_for() -> None:
    assert not re.search("[一-鿿]", shown(pack("small"), "payment_holiday", "en", "text"))
    assert "Payments pause" not in shown(pack("small"), "payment_holiday", "zh", "markdown")
    assert set(data(pack("small"), "payment_holiday", "en")["title"]) == {"en"}


def test_a_criterion_is_shown_with_what_decides_it_and_all_that_is_said_of_it() -> None:
    said = shown(pack("small"), "illness_is_proved", "en", "text")
    assert said.startswith("payment_holiday.illness_is_proved\n")
    assert "· illness_is_proved  can be put right  [X3]\n" in said
    assert "   ✗ This is still missing: {missing}.\n" in said
    assert "   → Get {missing}.\n" in said


def test_a_finding_below_a_finding_is_named() -> None:
    small = pack("small")
    (finding,) = small.program.findings
    below = replace(finding.criteria[0], finding="temporary_hardship")
    nested = changed(
        small, findings=(replace(finding, criteria=(below, *finding.criteria[1:]), needs_all=False),)
    )
    said = shown(nested, "payment_holiday", "en", "text")
    assert "finding: one of these\n      · hardship_has_a_cause" in said
    assert "         · temporary_hardship  the difficulty will pass (finding)\n" in said


def test_an_alert_that_suspends_says_so_and_a_criterion_that_is_presumed_too() -> None:
    small = pack("small")
    (alert,) = small.program.alerts
    assert "Nothing is recommended" not in shown(small, alert.id, "en", "text")
    claim = replace(alert.criteria[0], presumed_until_told="loan.is_known")
    other = changed(small, alerts=(replace(alert, suspends=True, criteria=(claim,)),))
    said = shown(other, alert.id, "en", "text")
    assert "Nothing is recommended until it is put right.\n" in said
    assert squeezed("counts as met while it is unknown, until loan.is_known is told") in squeezed(said)


def test_documents_that_a_table_collects_are_shown_by_the_table() -> None:
    said = shown(pack("tables"), "forbearance", "en", "text")
    assert "· papers_by_cause  papers by cause\n  a table says which documents\n" in said
    assert data(pack("tables"), "forbearance")["evidence"] == [{"table": "papers_by_cause"}]


def test_a_document_that_is_always_needed_at_any_age_says_only_that() -> None:
    small = pack("small")
    said = shown(small, "proof_of_illness", "en", "text")
    assert "· at most this old\n   · parameter.evidence_fresh_days  days for which a document counts" in said
    (requirement,) = small.program.requirements
    rulebook = replace(
        small.rulebook, requirements=(replace(small.rulebook.requirements[0], needed_when=None),)
    )
    plain = Pack(replace(small.program, requirements=(replace(requirement, fresh_within=None),)), rulebook)
    said = shown(plain, "proof_of_illness", "en", "text")
    assert "· always needed\n" in said
    assert "at most this old" not in said
    assert data(plain, "proof_of_illness")["fresh_within"] is None


def test_a_source_is_shown_with_its_place_and_why_no_rule_uses_it() -> None:
    said = shown(pack("small"), "X8", "en", "text")
    assert "No rule uses it: It only says who wrote the notice.\n" in said
    assert "Used by" not in said
    assert "line 31\n" in shown(pack("weilidai"), "A38", "en", "text")
    law = shown(pack("small"), "civil_code_678", "en", "text")
    assert law.startswith("Civil Code of the PRC, article 678\n")
    assert "· law\n· article 678\n· seen 2026-11-22\n· well known\n" in law
    assert "article" not in shown(pack("small"), "product_evidence", "en", "text")


def test_a_document_is_shown_with_the_sentences_that_were_taken_from_it() -> None:
    said = shown(pack("small"), "X", "en", "text")
    assert "· X7  Who asks for a fee in advance is a fraud.\n" in said
    assert data(pack("small"), "X")["statements"] == [f"X{number}" for number in range(1, 9)]


def test_a_pack_that_ends_says_when() -> None:
    small = pack("small")
    ended = changed(small, head=replace(small.program.head, until=date(2029, 12, 31)))
    assert "in force from 2020-01-01 to 2029-12-31\n" in shown(ended, None, "en", "text")
    assert data(ended, None)["in_force"] == {"from": "2020-01-01", "to": "2029-12-31"}
    assert data(small, None)["in_force"]["to"] is None


def test_a_pack_is_shown_with_everything_in_it() -> None:
    said = shown(pack("weilidai"), None, "en", "text")
    listed = {(one["kind"], one["id"]) for one in data(pack("weilidai"), None)["contents"]}
    for thing in things(pack("weilidai")):
        assert f"· {thing.id}  " in said
        assert (thing.kind, thing.id) in listed


def test_what_uses_a_rule_is_shown_with_it() -> None:
    used_by = data(pack("small"), "capacity")["used_by"]
    assert used_by == [{"kind": "option", "id": "instalments"}]
    assert {"kind": "requirement", "id": "proof_of_illness"} in data(pack("small"), "evidence_fresh_days")[
        "used_by"
    ]
    assert {"kind": "table", "id": "papers_by_cause"} in data(pack("tables"), "plan")["used_by"]


def test_a_table_is_shown_with_what_may_come_out_of_it_in_words() -> None:
    assert "· slow  paid back slowly\n" in shown(pack("tables"), "plan", "en", "text")
    assert "- `proof_of_income` proof of income\n" in shown(
        pack("tables"), "papers_by_cause", "en", "markdown"
    )
    books = pack("tables").program.words
    plain = {
        one: {key: text for key, text in book.items() if key[1] != "values"} for one, book in books.items()
    }
    assert "- `slow`\n" in shown(changed(pack("tables"), words=plain), "plan", "en", "markdown")
    used_by = data(pack("tables"), "proof_of_job_loss")["used_by"]
    assert used_by == [{"kind": "table", "id": "papers_by_cause"}]


def test_a_measure_that_only_words_speak_of_is_used_by_whoever_says_it() -> None:
    spoken = with_words(pack("small"), {("", "steps", "hang_up", "text"): "x"})
    assert {"kind": "step", "id": "hang_up"} not in data(spoken, "capacity")["used_by"]
    text = pack("small").program.words["en"]["instalments", "criteria", "something_can_be_paid", "met"]
    book = {**pack("small").program.words["en"], ("", "steps", "hang_up", "text"): text}
    spoken = changed(pack("small"), words={"zh": book, "en": book})
    assert {"kind": "step", "id": "hang_up"} in data(spoken, "capacity")["used_by"]


NASTY = "\x1b[31m\u202e**x** [y](http://z) `c` <b>&amp; | a |\n# h\n- i {q}"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_words_of_a_pack_steer_no_terminal_and_no_page(form: Form) -> None:
    small = pack("small")
    keys = [*small.program.words["en"]]
    source = replace(small.program.sources["X2"], words={"zh": NASTY, "en": NASTY})
    nasty = with_words(small, dict.fromkeys(keys, NASTY))
    nasty = changed(nasty, sources={**small.program.sources, "X2": source})
    for thing in everything(nasty):
        said = shown(nasty, thing.id, "both", form)
        if form == "json":
            json.loads(said)
            continue
        assert not any(category(char) in {"Cc", "Cf"} for char in said.replace("\n", ""))
        if form == "markdown":
            assert not re.search(
                r"(?<!\\)\*\*x|(?<!\\)\[y|(?<!\\)<b>|^# h$|^- i|(?<!\\)\| a", said, re.MULTILINE
            )
    title = data(nasty, "payment_holiday")["title"]["en"]
    assert title == NASTY


def test_a_note_of_a_parameter_is_on_one_line() -> None:
    small = pack("small")
    (parameter,) = small.program.parameters
    noted = replace(parameter.values[0], note="one\n- two")
    said = shown(
        changed(small, parameters=(replace(parameter, values=(noted,)),)), parameter.id, "en", "markdown"
    )
    assert "\n   - one - two\n" in said


def test_texts_that_stand_as_code_break_no_page() -> None:
    small = pack("small")
    (parameter,) = small.program.parameters
    told = replace(parameter.values[0], value="a`b", note="")
    said = shown(
        changed(small, parameters=(replace(parameter, values=(told,)),)), parameter.id, "en", "markdown"
    )
    assert "- `` a`b `` 2020-01-01 to 2023-12-31, day, provisional" in said
