"""How an analysis is told: in one contract for machines, and with borrowers that can be assessed."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

from jsonschema import Draft202012Validator

from engine.analysis.progress import Progress
from engine.analysis.rulebook.model import Report
from engine.analysis.rulebook.to_json import to_json
from engine.analysis.rulebook.to_text import to_text
from engine.analysis.rulebook.witness_files import named, write_witnesses
from engine.evaluation.outcome import Status
from engine.evaluation.reference import evaluate
from engine.profile.load import read_profile
from tests.analysis.rulebook.running import ROOT

CONTRACT = Draft202012Validator(
    json.loads((ROOT / "schemas" / "analysis.schema.json").read_text(encoding="utf-8"))
)


class Terminal(StringIO):
    """Somebody is looking."""

    def isatty(self) -> bool:
        return True


def test_the_json_keeps_its_contract(planted: Report) -> None:
    data = json.loads(to_json(planted))
    CONTRACT.validate(data)
    assert data["properties"] == {"proved": 1, "refuted": 1, "not_settled": 0}
    assert [one["code"] for one in data["found"]] == [one.diagnostic.code for one in planted.found]
    assert len(data["answers"]) == len(planted.answers)


def test_each_borrower_who_is_shown_is_written_as_a_profile_that_shows_it(
    planted: Report, tmp_path: Path
) -> None:
    files = write_witnesses(planted, tmp_path / "shown")
    assert len(files) == sum(len(one.witnesses) for one in planted.found) > 0
    (stem,) = (name for name in files if name.startswith("A140"))
    profile = read_profile(files[stem], planted.program.dictionary)
    assert profile.as_of is not None
    outcome = evaluate(planted.program, profile.views()[0], profile.as_of)
    assert outcome.options["wait"].status is Status.RECOMMENDED
    capacity = outcome.values["capacity"]
    assert isinstance(capacity, Decimal)
    assert capacity <= 0
    assert f"   = in: {files[stem]}" in to_text(planted, files)
    assert files[stem] in to_json(planted, files)


def test_the_profile_that_is_written_is_the_one_that_was_found(planted: Report, tmp_path: Path) -> None:
    files = write_witnesses(planted, tmp_path)
    for found in planted.found:
        for name, witness in named(found):
            profile = read_profile(files[name], planted.program.dictionary)
            assert profile.views()[0].facts == {**witness.view.facts, "as_of": witness.as_of}


def test_on_a_terminal_one_line_tells_how_far_it_is_and_is_gone_at_the_end() -> None:
    stream = Terminal()
    progress = Progress(stream)
    progress(7, 1200)
    progress(8, 1200)  # too soon to be drawn
    progress.end()
    assert stream.getvalue() == "\r7 of 1,200 questions\r" + " " * 20 + "\r"


def test_where_nobody_looks_no_progress_is_told() -> None:
    stream = StringIO()
    for progress in (Progress(stream), Progress(None)):
        progress(7, 1200)
        progress.end()
    assert stream.getvalue() == ""


def test_a_terminal_that_is_closed_on_the_way_does_no_harm() -> None:
    stream = Terminal()
    progress = Progress(stream)
    stream.close()
    progress._stream = stream
    progress(7, 1200)
    progress.end()
