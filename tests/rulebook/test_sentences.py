import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import Diagnostic
from engine.rulebook.model import Sentence
from engine.rulebook.sentences import Part, Placeholder, parts
from engine.source import Fragment, Source, Span, fragment

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z][a-z0-9_]{0,8}){0,2}", fullmatch=True)
PIECES = st.lists(st.one_of(st.text(max_size=8), NAMES.map(lambda name: ("name", name))), max_size=6)


def sentence(text: str) -> Sentence:
    return Sentence(text, fragment(text))


def parts_of(text: str) -> tuple[Part, ...]:
    found, faults = parts(sentence(text))
    assert faults == ()
    return found


def faults_of(text: str) -> list[tuple[str, str]]:
    """Code and characters at fault."""
    return [(fault.code, marked(fault)) for fault in parts(sentence(text))[1]]


def marked(fault: Diagnostic) -> str:
    assert fault.span
    return fault.span.source.text[fault.span.start : fault.span.end]


def test_a_text_without_braces_is_one_part() -> None:
    assert parts_of("最后到期日已过,不能申请。") == ("最后到期日已过,不能申请。",)


def test_an_empty_text_has_no_parts() -> None:
    assert parts_of("") == ()


def test_a_placeholder_is_cut_out_with_its_dotted_name_and_its_place() -> None:
    before, placeholder, after = parts_of("今天是{loan.next_due_date},还来得及。")
    assert (before, after) == ("今天是", ",还来得及。")
    assert isinstance(placeholder, Placeholder)
    assert placeholder.name == "loan.next_due_date"
    assert (placeholder.span.start, placeholder.span.end) == (3, 23)


def test_doubled_braces_stand_for_themselves() -> None:
    assert parts_of("a {{b}} c") == ("a {b} c",)


def test_a_placeholder_can_stand_within_braces() -> None:
    opening, placeholder, closing = parts_of("{{{as_of}}}")
    assert (opening, closing) == ("{", "}")
    assert isinstance(placeholder, Placeholder)


def test_a_brace_without_its_other_half_is_refused_where_it_stands() -> None:
    assert faults_of("due on {as_of") == [("R227", "{")]
    assert faults_of("due on as_of}") == [("R227", "}")]


def test_every_brace_at_fault_is_told_and_the_rest_is_read() -> None:
    found, faults = parts(sentence("} a {b} {"))
    assert [fault.code for fault in faults] == ["R227", "R227"]
    assert [part.name for part in found if isinstance(part, Placeholder)] == ["b"]


def test_a_placeholder_needs_a_proper_name() -> None:
    for name in ("", "1st", "loan.", ".loan", "loan..balance", "余额", "a b", "loan[0]"):
        assert faults_of(f"{{{name}}}") == [("R228", f"{{{name}}}")]


def test_blanks_and_capitals_in_a_placeholder_are_mended_in_the_help() -> None:
    assert parts(sentence("{ As_Of }"))[1][0].help == "write `{as_of}`"
    assert parts(sentence("{a b}"))[1][0].help == "write `{{` and `}}` for the braces themselves"


def test_a_fault_in_a_quoted_text_points_at_the_characters_in_the_file() -> None:
    source = Source("words.en.yaml", r'title: "tab\t{x"')
    place = Span(source, 7, len(source.text))
    quoted = Fragment("tab\t{x", place, (8, 9, 10, 11, 13, 14))
    assert [marked(fault) for fault in parts(Sentence("tab\t{x", quoted))[1]] == ["{"]


@given(st.text())
def test_any_text_can_be_said_by_doubling_its_braces(text: str) -> None:
    doubled = re.sub(r"([{}])", r"\1\1", text)
    assert parts_of(doubled) == ((text,) if text else ())


@given(st.text(alphabet="{}ab. _1"))
def test_no_arrangement_of_braces_is_too_odd_to_be_read(text: str) -> None:
    found, faults = parts(sentence(text))
    assert all(fault.code in {"R227", "R228"} for fault in faults)
    assert not any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(found))


@given(PIECES)
def test_texts_and_placeholders_come_out_as_they_were_put_together(
    pieces: list[str | tuple[str, str]],
) -> None:
    written = "".join(
        f"{{{piece[1]}}}" if isinstance(piece, tuple) else re.sub(r"([{}])", r"\1\1", piece)
        for piece in pieces
    )
    said = "".join(part if isinstance(part, str) else f"<{part.name}>" for part in parts_of(written))
    assert said == "".join(f"<{piece[1]}>" if isinstance(piece, tuple) else piece for piece in pieces)
