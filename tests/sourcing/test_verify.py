"""A pack held against copies of its document: as it was, moved, changed, gone, and among other files."""

from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest

from engine.sourcing.model import place_of
from engine.sourcing.report import report
from tests.sourcing.notice import (
    NOTICE,
    TEXT,
    codes,
    guidance_in,
    held_of,
    pack_in,
    replaced,
    states,
    verified,
)

CATALOGUE = "\n".join(f"- quote: {line}" for line in TEXT.splitlines() for _ in range(3))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_in(tmp_path)


def test_a_document_that_is_as_it_was_has_no_faults(pack: Path) -> None:
    found = verified(pack, NOTICE / "guidance")
    held = held_of(found)
    assert found.faults == ()
    assert (held.state, states(held), held.unclaimed) == ("unchanged", {}, ())
    assert [one.of.id.text for one in held.statements] == ["X1", "X9", *(f"X{n}" for n in range(2, 9))]


def test_a_document_under_another_name_is_the_same(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, TEXT, "须知 (2).md"))
    assert (found.faults, held_of(found).state) == ((), "unchanged")


SAME = {
    "line ends of Windows": TEXT.replace("\n", "\r\n").encode(),
    "old line ends of the Mac": TEXT.replace("\n", "\r").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "both": b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("copy", SAME.values(), ids=SAME.keys())
def test_a_copy_that_went_through_another_system_is_the_same(copy: bytes, pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, copy))
    assert (found.faults, held_of(found).state) == ((), "unchanged")


def test_accents_in_one_character_or_two_are_the_same(pack: Path, tmp_path: Path) -> None:
    text = replaced("近来生意难做", "近来 cafés 难做")
    one = held_of(verified(pack, guidance_in(tmp_path, normalize("NFC", text))))
    two = held_of(verified(pack, guidance_in(tmp_path, normalize("NFD", text))))
    assert one.text is not None
    assert two.text is not None
    assert one.text.sha256 == two.text.sha256
    assert one.unclaimed == two.unclaimed


def test_sentences_that_only_moved_are_still_there(pack: Path, tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    text = "\n".join([*lines[5:], "", *lines[:5]]) + "\n"
    found = verified(pack, guidance_in(tmp_path, text))
    held = held_of(found)
    assert codes(found) == ["V102"]
    assert set(states(held).values()) == {"moved"}
    now = {one.of.id.text: place_of(one.now) for one in held.statements if one.now}
    assert (now["X7"].line, now["X7"].start) == (6, 1)
    assert (now["X2"].line, now["X2"].start, now["X2"].length) == (11, 30, 15)


def test_a_changed_sentence_is_told_with_its_rules_and_with_what_stands_there_now(
    pack: Path, tmp_path: Path
) -> None:
    found = verified(pack, guidance_in(tmp_path, replaced("请附上诊断书", "请附上病历")))
    assert codes(found) == ["V102", "V103"]
    assert states(held_of(found)) == {"X3": "gone"}
    lost = found.faults[1]
    assert "`proof_of_illness`" in lost.help
    assert "`payment_holiday.illness_is_proved`" in lost.help
    (note,) = lost.notes
    assert note.span.source.text[note.span.start : note.span.end] == "因病申请的请附上病历"


def test_an_outer_sentence_can_change_around_an_inner_one_that_stays(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, replaced("缓交一期", "缓交两期")))
    assert states(held_of(found)) == {"X1": "gone"}
    (note,) = found.faults[1].notes
    assert note.span.source.text[note.span.start : note.span.end] == "的客户可以申请缓交两期"


def test_a_sentence_within_another_changes_with_it(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, replaced("手头一时紧", "手头紧")))
    changed = states(held_of(found))
    assert {id_ for id_, state in changed.items() if state == "gone"} == {"X1", "X9"}
    assert "no rule is concerned" in found.faults[2].help


def test_a_sentence_that_was_taken_out_has_nothing_in_its_place(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, replaced("因病申请的请附上诊断书。", "")))
    lost = found.faults[1]
    assert (lost.code, lost.notes) == ("V103", ())
    assert lost.help.endswith("or delete it")


def test_a_sentence_at_the_end_has_what_follows_the_last_one_before_it(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, replaced("本须知出自星河贷", "编者：星河贷")))
    (note,) = found.faults[1].notes
    assert note.span.source.text[note.span.start : note.span.end] == "编者：星河贷"


def test_a_title_at_the_begin_has_what_precedes_the_first_one_after_it(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, replaced("星河贷客户须知（示例）", "星河贷告客户书")))
    assert codes(found) == ["V102", "V105"]
    (note,) = found.faults[1].notes
    assert note.span.source.text[note.span.start : note.span.end] == "星河贷告客户书"


def test_a_heading_that_was_taken_out_has_nothing_in_its_place(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, replaced("二、分期\n", "")))
    assert codes(found) == ["V102", "V105"]
    assert found.faults[1].notes == ()


def test_a_new_sentence_is_a_passage_that_nobody_claims(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, TEXT + "\n缓交要另付手续费。\n"))
    assert codes(found) == ["V102", "V104"]
    (passage,) = held_of(found).unclaimed
    assert passage.source.text[passage.start : passage.end] == "缓交要另付手续费"


def test_a_passage_that_is_put_aside_is_one_no_longer(pack: Path) -> None:
    passages = pack / "passages.yaml"
    whole = passages.read_text(encoding="utf-8")
    passages.write_text(whole.partition("  - document: X\n    at: {line: 4")[0], encoding="utf-8")
    found = verified(pack, NOTICE / "guidance")
    assert codes(found) == ["V104", "V104", "V104"]
    passages.unlink()
    assert len(held_of(verified(pack, NOTICE / "guidance")).unclaimed) == 5
    passages.write_text(whole, encoding="utf-8")
    assert verified(pack, NOTICE / "guidance").faults == ()


def test_of_two_places_of_a_sentence_the_nearest_to_the_old_one_counts(pack: Path, tmp_path: Path) -> None:
    far = replaced("一、缓交", "一、缓交\n\n") + "\n请拨打须知封底的电话联系我们\n"
    held = held_of(verified(pack, guidance_in(tmp_path, far)))
    (trace,) = [one for one in held.statements if one.of.id.text == "X6"]
    assert trace.now is not None
    assert place_of(trace.now).line == 11


def test_a_document_that_is_not_there_is_told_with_its_rules(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, "给同事的便条：须知的新版下周才到。\n", "note.txt"))
    held = held_of(found)
    assert codes(found) == ["V101"]
    assert (held.state, held.text) == ("missing", None)
    assert "`capacity`" in found.faults[0].help


def test_what_has_less_than_half_of_a_document_is_not_taken_for_it(pack: Path, tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    assert codes(verified(pack, guidance_in(tmp_path, "\n".join(lines[5:8])))) == ["V101"]
    assert "V102" in codes(verified(pack, guidance_in(tmp_path, "\n".join(lines[2:8]))))


def test_a_catalogue_that_quotes_every_sentence_is_not_taken_for_the_document(
    pack: Path, tmp_path: Path
) -> None:
    guidance = guidance_in(tmp_path, CATALOGUE, "a_catalogue.yaml")
    assert codes(verified(pack, guidance)) == ["V101"]
    guidance_in(tmp_path, replaced("缓交一期", "缓交两期"))
    held = held_of(verified(pack, guidance))
    assert held.text is not None
    assert Path(held.text.source.name).name == "notice.txt"


def test_files_that_are_no_document_are_named_and_do_no_harm(pack: Path, tmp_path: Path) -> None:
    guidance = guidance_in(tmp_path)
    guidance_in(tmp_path, "便条", "README.md")
    guidance_in(tmp_path, b"\x00\x01", "scan.pdf")
    guidance_in(tmp_path, "hidden", ".hidden")
    (guidance / "older").mkdir()
    found = verified(pack, guidance)
    assert found.faults == ()
    assert found.verification is not None
    assert [Path(one).name for one in found.verification.others] == ["README.md", "scan.pdf"]


def test_a_second_copy_of_a_document_is_just_another_file(pack: Path, tmp_path: Path) -> None:
    guidance = guidance_in(tmp_path)
    guidance_in(tmp_path, TEXT, "a copy.txt")
    found = verified(pack, guidance)
    assert found.faults == ()
    assert found.verification is not None
    assert [Path(one).name for one in found.verification.others] == ["notice.txt"]


def test_a_document_that_can_not_be_read_is_told_as_the_reason_why_it_is_missing(
    pack: Path, tmp_path: Path
) -> None:
    found = verified(pack, guidance_in(tmp_path, TEXT.encode("gb18030")))
    assert codes(found) == ["V101", "F105"]


SECOND = """\
  - id: Z
    title: {zh: 另一份, en: Another}
    sha256: HASH
""".replace("HASH", "a" * 64)
OF_SECOND = """\
  - document: Z
    at: {line: 1, start: 1, length: 10}
    sha256: HASH
    why: {zh: 略。, en: None.}
""".replace("HASH", sha256("甲乙丙丁戊己庚辛壬癸".encode()).hexdigest())


def test_each_of_two_changed_documents_is_found(pack: Path, tmp_path: Path) -> None:
    for name, more in (("pack.yaml", SECOND), ("passages.yaml", OF_SECOND)):
        with (pack / name).open("a", encoding="utf-8") as file:
            file.write(more)
    guidance = guidance_in(tmp_path, replaced("缓交一期", "缓交两期"), "b.txt")
    guidance_in(tmp_path, "甲乙丙丁戊己庚辛壬癸。\n", "a.txt")
    guidance_in(tmp_path, "子丑寅卯辰巳午未申酉", "c.txt")
    found = verified(pack, guidance)
    assert found.verification is not None
    files = [(one.document.id.text, one.text) for one in found.verification.documents]
    assert [(id_, text and Path(text.source.name).name) for id_, text in files] == [
        ("X", "b.txt"),
        ("Z", "a.txt"),
    ]


def test_a_folder_that_is_not_there_is_told(pack: Path, tmp_path: Path) -> None:
    found, faults = report(pack, tmp_path / "nowhere")
    assert found is None
    assert [one.code for one in faults] == ["F115"]


def test_an_empty_folder_lacks_the_document(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "guidance").mkdir()
    assert codes(verified(pack, tmp_path / "guidance")) == ["V101"]


def test_a_pack_that_can_not_be_read_is_told_before_any_document(pack: Path) -> None:
    (pack / "statements.yaml").write_text("statements: x\n", encoding="utf-8")
    found, faults = report(pack, NOTICE / "guidance")
    assert found is None
    assert [one.code for one in faults] == ["S103"]


def test_a_place_beyond_the_end_of_a_document_is_no_place(pack: Path, tmp_path: Path) -> None:
    found = verified(pack, guidance_in(tmp_path, "\n".join(TEXT.splitlines()[:9])))
    assert states(held_of(found)) == {"X7": "gone", "X8": "gone"}
