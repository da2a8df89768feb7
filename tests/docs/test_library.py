"""What the pages say of the library is so: their examples run, and every public name is explained."""

import re
from pathlib import Path
from typing import Any

import pytest

import engine

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "library.md"
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_examples(page: Path) -> dict[str, Any]:
    """What the names of a page's examples stand for after all have been run, one after the other."""
    names: dict[str, Any] = {}
    for example in EXAMPLE.findall(page.read_text(encoding="utf-8")):
        exec(compile(example, page.name, "exec"), names)  # noqa: S102  (our own page)
    return names


def test_the_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    answer = run_examples(ROOT / "README.md")["answer"]
    assert answer.loans[0].options[0].id == "statutory_extension"


def test_the_examples_of_the_library_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    names = run_examples(PAGE)
    said = capsys.readouterr().out
    assert names["contract"] == "xieshang.recommendation/1"
    assert "did you mean `next_instalment`?" in said
    assert len(said.splitlines()) > 1


def test_every_public_name_is_there_and_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in engine.__all__:
        assert getattr(engine, name) is not None
        assert re.search(rf"`{name}\b", page), name


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'engine' has no attribute 'asses'"):
        _ = engine.asses
