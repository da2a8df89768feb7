"""A summary is the same whatever the parts; its page opens offline, can be read aloud, and runs nothing."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("polars")

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.diagnostics import WrongUsage, columns
from engine.program.model import Program
from engine.screening.page import share
from engine.screening.summary import Summary
from engine.screening.summary_files import check_ending, to_json, write_summary
from engine.screening.summary_html import to_html
from engine.screening.summary_layout import MOST_MISSING
from engine.screening.summary_text import to_text
from tests.screening.small import columnar

NAMES = st.dictionaries(st.sampled_from("abc"), st.integers(0, 9))
SUMMARIES = st.builds(
    Summary,
    *[st.integers(0, 99)] * 3,
    NAMES,
    st.dictionaries(st.sampled_from("xy"), NAMES),
    *[NAMES] * 4,
)


def program() -> Program:
    return columnar().program


def some() -> Summary:
    """Of forty loans."""
    options = [one.id for one in program().options]
    statuses = {"recommended": 10, "available": 0, "needs_information": 5, "not_available": 25}
    return Summary(
        rows=40,
        left_out=3,
        by_reference=2,
        recommended={options[0]: 10, "": 30},
        statuses=dict.fromkeys(options, statuses),
        unsettled={options[0]: 5},
        alerts={program().alerts[0].id: 4},
        missing={"borrower.monthly_income": 5, "evidence": 1},
        codes={"P309": 2, "R242": 1},
    )


def without_zeros(summary: Summary) -> object:
    def kept(value: object) -> object:
        if isinstance(value, dict):
            return {name: inner for name, one in sorted(value.items()) if (inner := kept(one)) not in (0, {})}
        return value

    return {name: kept(getattr(summary, name)) for name in summary.__struct_fields__}


@given(SUMMARIES, SUMMARIES, SUMMARIES)
def test_it_does_not_matter_how_parts_are_put_together(one: Summary, two: Summary, three: Summary) -> None:
    assert without_zeros(one.plus(two).plus(three)) == without_zeros(one.plus(two.plus(three)))
    assert without_zeros(one.plus(two)) == without_zeros(two.plus(one))
    assert without_zeros(one.plus(Summary())) == without_zeros(one)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_columns_of_the_table_stand_below_each_other(language: str) -> None:
    lines = to_text(some(), program(), language).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith(" ") and place > 5)
    table = lines[at : at + 1 + len(program().options)]
    assert len({columns(line) for line in table}) == 1


def test_the_text_says_counts_and_shares() -> None:
    text = to_text(some(), program(), "en")
    assert "40 loans" in text
    assert re.search(r"10 +25\.0%", text)
    assert "3 more rows were left out" in text
    assert "2 of them were decided by the exact evaluator (5.0%)" in text
    assert "(borrower.monthly_income)" in text


def test_of_nothing_no_share_is_said_and_no_section_fails() -> None:
    assert share(0, 0) == "–"
    text = to_text(Summary(), program(), "en")
    assert "0 loans" in text
    assert "None." in text
    ET.fromstring(to_html(Summary(), program(), "en").removeprefix("<!DOCTYPE html>\n"))  # noqa: S314


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_well_formed_and_each_chart_says_in_words_what_it_shows(language: str) -> None:
    html = to_html(some(), program(), language)
    page = ET.fromstring(html.removeprefix("<!DOCTYPE html>\n"))  # noqa: S314  (our own)
    assert page.get("lang") == language
    svg = "{http://www.w3.org/2000/svg}"
    charts = list(page.iter(f"{svg}svg"))
    bars = 2 * len(program().options) + 1 + len(program().alerts) + 2 + 2
    assert len(charts) == bars
    for chart in charts:
        assert chart.get("role") == "img"
        assert chart.findtext(f"{svg}title")
        assert re.search(r"\d%", chart.findtext(f"{svg}desc") or "")
        widths = [float(one.get("width", "")) for one in chart.findall(f"{svg}rect")[1:]]
        assert sum(widths) <= 1000.01
    assert all(row.find("th[@scope='row']") is not None for row in page.iterfind(".//tbody/tr"))


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    html = to_html(some(), program(), "zh")
    links = set(re.findall(r"https?://[^\s\"'<>]+", html))
    assert links == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(script|img|link|iframe|object)|url\(|@import|\son\w+=", html)


def test_no_name_can_put_markup_into_the_page() -> None:
    nasty = '<script>alert("x")</script>&'
    summary = replace(some(), missing={nasty: 4}, codes={nasty: 1})
    html = to_html(summary, program(), "en")
    assert "<script" not in html
    ET.fromstring(html.removeprefix("<!DOCTYPE html>\n"))  # noqa: S314  (our own)


def test_only_the_facts_that_are_missing_most_are_shown() -> None:
    summary = replace(some(), missing={f"fact_{number:02}": number + 1 for number in range(30)})
    text = to_text(summary, program(), "en")
    assert "fact_29" in text
    assert f"fact_{30 - MOST_MISSING:02}" in text
    assert f"fact_{29 - MOST_MISSING:02}" not in text


def test_json_has_every_count_and_names_the_pack(tmp_path: Path) -> None:
    data = json.loads(to_json(some(), program()))
    assert (data["rows"], data["left_out"], data["alerts"]) == (40, 3, dict(some().alerts))
    assert data["pack"]["sha256"] == program().sha256
    write_summary(tmp_path / "s.json", some(), program(), "en")
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == data
    write_summary(tmp_path / "s.html", some(), program(), "en")
    assert (tmp_path / "s.html").read_text(encoding="utf-8") == to_html(some(), program(), "en")


def test_a_file_for_a_summary_has_to_say_its_form() -> None:
    check_ending(Path("s.HTML"))
    with pytest.raises(WrongUsage, match=r"`s\.pdf` doesn't say its form"):
        check_ending(Path("s.pdf"))


def test_a_pack_without_options_has_a_summary_all_the_same() -> None:
    bare = replace(program(), options=(), alerts=())
    assert to_text(Summary(rows=3), bare, "en").count("None.") == 3
    ET.fromstring(to_html(Summary(rows=3), bare, "en").removeprefix("<!DOCTYPE html>\n"))  # noqa: S314
