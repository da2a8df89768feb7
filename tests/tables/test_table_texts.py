"""A table as people read it: aligned whatever its script, whole, and with where each row comes from.

`XIESHANG_ACCEPT=1` writes the expected texts anew; the difference is then to be read.
"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.diagnostics import columns
from engine.program.model import Program
from engine.program.table_to_text import table_to_markdown, table_to_text
from tests.expected import kept
from tests.tables.pack import changed, program

EXPECTED = Path(__file__).parent / "expected"
TABLES = [one.id for one in program().tables]


def expect(said: str, name: str) -> None:
    file = EXPECTED / name
    assert said == kept(file, said)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_shown_in_a_terminal_as_its_fixture_shows_it(name: str, language: str) -> None:
    expect(table_to_text(program(), name, language), f"{name}.{language}.txt")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_is_shown_as_markdown_as_its_fixture_shows_it(language: str) -> None:
    said = "\n".join(table_to_markdown(program(), name, language) for name in TABLES)
    expect(said, f"tables.{language}.md")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_each_column_begins_in_one_place_whatever_stands_before_it(name: str, language: str) -> None:
    lines = table_to_text(program(), name, language).splitlines()
    (ruled,) = [place for place, line in enumerate(lines) if line and set(line) <= {"-", " "}]
    starts = [
        place for place, char in enumerate(lines[ruled]) if f" {lines[ruled]}"[place : place + 2] == " -"
    ]
    for line in lines[ruled + 1 : lines.index("", ruled)]:
        for start in starts[1:]:
            before = 0
            for char in line:
                if before >= start:
                    break
                before += columns(char)
            assert before == start or columns(line) < start


@pytest.mark.parametrize("name", TABLES)
def test_no_row_no_default_and_no_source_is_left_out(name: str) -> None:
    (table,) = [one for one in program().tables if one.id == name]
    for said in (table_to_text(program(), name, "en"), table_to_markdown(program(), name, "en")):
        for row in (*table.rows, *([table.default] if table.default else [])):
            for cell in (*row.when, *row.then):
                assert cell in said
            for source in row.source:
                assert program().sources[source].words["en"] in said


def test_bars_backticks_and_stars_do_not_break_a_page(tmp_path: Path) -> None:
    other = changed(
        tmp_path,
        ("tables/urgency.yaml", 'not("none")', "'not(\"none\")'"),
        (
            "tables/contact.yaml",
            "- expression: loan.days_overdue",
            "- {id: days, expression: loan.days_overdue}",
        ),
        ("tables/plan.yaml", "quick, slow", "quick, slow, 'a|`b`'"),
        ("tables/plan.yaml", "default: {then: [36, '\"slow\"']", "default: {then: [36, '\"a|`b`\"']"),
        ("words.en.yaml", "slow: paid", "'a|`b`': x, slow: paid"),
        ("words.zh.yaml", "slow: 慢", "'a|`b`': x, slow: 慢"),
        ("words.en.yaml", "repayment plan", "a *plan* | [or] two"),
    )
    (line,) = [one for one in table_to_markdown(other, "plan", "en").splitlines() if "otherwise" in one]
    assert line == r'| otherwise |  |  |  | `36` | `` "a\|`b`" `` | terms |'
    heading = table_to_markdown(other, "plan", "en").splitlines()[0]
    assert heading == r"### a \*plan\* \| \[or\] two (plan)"
    assert "loan.days_overdue" in table_to_text(other, "contact", "en")


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_fits_the_terminal_and_nothing_of_it_is_lost(name: str, width: int) -> None:
    whole, fitted = table_to_text(program(), name, "en"), table_to_text(program(), name, "en", width)
    ruled = fitted.index("\n\n") + 2
    table = fitted[ruled : fitted.rindex("\n\n")]
    assert all(columns(line) <= width for line in table.splitlines())
    if max(map(columns, whole.splitlines())) <= width:
        assert fitted == whole
    (shown,) = [one for one in program().tables if one.id == name]
    for row in shown.rows:
        for word in (word for cell in (*row.when, *row.then) for word in cell.split()):
            assert word in table or len(word) > 15


def test_a_table_that_no_squeezing_fits_is_told_row_by_row() -> None:
    assert table_to_text(program(), "longest_wait", "en", 50).startswith(
        "longest wait (longest_wait)\n"
        "By cause and days overdue.\n"
        "unique: at most one row matches\n\n"
        "1 ill_in_time\n"
        '  cause of the difficulty (hardship.cause):\n    "illness", "accident"\n'
        "  days overdue (loan.days_overdue): <=\n    parameter.prompt_days\n"
        "  -> longest wait (day) (longest_wait): 90\n"
        "  sources: terms\n"
        "  in words: ill or hurt, and here in time\n\n"
        "2 ill_late\n"
    )


def without_words(of: Program) -> Program:
    return replace(of, words={**of.words, "fr": {}})


def test_a_language_without_words_gets_ids_and_english_phrases() -> None:
    said = table_to_text(without_words(program()), "plan", "fr")
    assert said.startswith("plan\nfirst: the first row that matches\n")
    assert "-> most_instalments (instalment)" in said
    assert "loan.outstanding_principal" in said


def test_a_table_that_is_not_there_is_a_broken_promise() -> None:
    with pytest.raises(KeyError):
        table_to_text(program(), "nothing", "en")
