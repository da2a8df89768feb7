"""The status with which a call leaves, where the second engine is missing, broken or of another opinion."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine.evaluation.chaining import why_unavailable
from tests.cli.running import ILLNESS, SMALL, start

MISSING = "raise ImportError('not here')\n"
BROKEN = """
class error(Exception):
    pass


def create_ruleset(*_):
    raise error("out of memory")
"""
CONTRARY = """
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path

_this = sys.modules[__name__]
_elsewhere = [one for one in sys.path if Path(one) != Path(__file__).parent]
_spec = PathFinder.find_spec(__name__, _elsewhere)
_real = module_from_spec(_spec)
_spec.loader.exec_module(_real)  # which puts itself in this one's place
sys.modules[__name__] = _this
globals().update({name: getattr(_real, name) for name in dir(_real) if not name.startswith("__")})


def assert_facts(handle, facts):
    "Tells the engine of everything that is met that it isn't."
    return _real.assert_facts(handle, facts.replace('"met"', '"unmet"'))
"""

Surroundings = Callable[[str], Mapping[str, str]]


@pytest.fixture
def with_engine(tmp_path: Path) -> Surroundings:
    """Puts another durable_rules before the one that is installed."""

    def with_engine(text: str) -> Mapping[str, str]:
        (tmp_path / "durable_rules_engine.py").write_text(text, encoding="utf-8")
        return {"PYTHONPATH": str(tmp_path)}

    return with_engine


def assess(more: Mapping[str, str], *arguments: str) -> tuple[int, str, str]:
    ran = start("assess", ILLNESS, "--pack", SMALL, "--language", "en", *arguments, more=more)
    return ran.status, ran.out, ran.err


def test_an_engine_that_is_not_installed_is_told_with_the_command_that_installs_it(
    with_engine: Surroundings,
) -> None:
    status, out, err = assess(with_engine(MISSING), "--engine", "durable")
    assert (status, out) == (5, "")
    assert err.startswith("error: durable_rules ")
    assert "`pip install 'xieshang[durable]'`" in err or "Python 3.12 or older" in err


def test_where_the_second_engine_is_missing_the_first_answers_alone_and_says_so(
    with_engine: Surroundings,
) -> None:
    status, out, err = assess(with_engine(MISSING))
    assert (status, err) == (0, "")
    assert "Only one engine worked this out: durable_rules " in out
    assert out.endswith("engines: reference\n")


@pytest.mark.parametrize("engine", ["both", "durable"])
def test_an_engine_that_fails_gives_no_answer(with_engine: Surroundings, engine: str) -> None:
    status, out, err = assess(with_engine(BROKEN), "--engine", engine)
    assert (status, out) == (4, "")
    assert err == "error: durable_rules fails: out of memory, so there is no answer; please report this\n"


@pytest.mark.skipif(why_unavailable() is not None, reason="durable_rules isn't installed")
def test_engines_of_two_opinions_give_no_answer_and_both_opinions_are_shown(
    with_engine: Surroundings, tmp_path: Path
) -> None:
    status, out, err = assess(with_engine(CONTRARY), "-o", str(tmp_path / "answer.txt"))
    assert (status, out) == (4, "")
    assert err.startswith("error: the two engines disagree, so there is no answer; please report this\n  ")
    assert "reference says recommended" in err
    assert "durable says not_available" in err
    assert not (tmp_path / "answer.txt").exists()
