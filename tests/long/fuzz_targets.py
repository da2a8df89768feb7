"""What is fuzzed: each reader with texts to start from, pieces to put in, and what must hold of any text."""

import atexit
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from engine.cases.run import run_cases
from engine.diagnostics import Diagnostic, Faulty, as_data, render
from engine.explanation.assess import Assessor
from engine.explanation.several import assess_each, to_several
from engine.feel.parser import parse, parse_unary_tests
from engine.feel.to_text import to_text
from engine.feel.typing import check
from engine.feel.walk import Scope, Value, evaluate
from engine.profile.from_json import read_profile
from engine.program.load import check_pack, load_pack
from engine.reading import decoded
from engine.rulebook.pack_files import PackFile, files_of
from engine.rulebook.read_file import read_file
from engine.rulebook.yaml_reader import nodes_of
from engine.source import Source, fragment
from tests.feel.world import ENVIRONMENT

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "tests" / "packs"
DAY = date(2026, 11, 22)

_OF_EXPRESSIONS = """
( ) [ ] { } , . .. : ? + - * / ** = != < <= > >= @"2026-11-25" @"P30D" @"P2M" "a" 'a' // /* */ 0 1 2.5 1e3
and or
not( between in if then else some every satisfies item is known( count( sum( min( max( mean( abs( floor(
ceiling(
decimal( modulo( round half up( list contains( contains( string length( date( duration( true false null as_of
years and months duration( .year .days borrower.savings loan.balance loan.lender evidence.kind evidence[ loans
hardship.cause parameter.grace_days capacity
"""
_OF_YAML = """
: - ? { } [ ] &a *a !!str <<: | > # ' " \\u --- ... %YAML yes null 1e3 012 ~ 2026-02-30 id when source:
[X1] {capacity}
"""
_OF_JSON = """
{ } [ ] " : , \\ - . e E 0 null true NaN 1e400 "loan": "loans" {"as_of": \\ud800 "2026-02-30" 0.005
"""
INVISIBLE = (" ", "\n", "\n  ", "\t", "\r", "\x00", "\u2028", "\u202e", "\ufeff")
EXPRESSION_WORDS = (*_OF_EXPRESSIONS.split(), *INVISIBLE)
YAML_WORDS = (*_OF_YAML.split(), *INVISIBLE)
JSON_WORDS = (*_OF_JSON.split(), *INVISIBLE)


@dataclass(frozen=True)
class Target:
    """One reader.

    Attributes:
        holds: raises if a text is answered wrongly.
        seeds: sound texts.
        words: pieces worth putting into them.
    """

    name: str
    holds: Callable[[str], None]
    seeds: tuple[str, ...]
    words: tuple[str, ...]


def told(faults: Iterable[Diagnostic]) -> None:
    """Every fault can be shown, to people and to programs."""
    for fault in faults:
        assert render(fault).encode()
        assert as_data(fault)
        assert len(render(fault)) < 20_000


def one_or_other(found: object, faults: Iterable[Diagnostic]) -> None:
    faults = tuple(faults)
    assert (found is None) == bool(faults), faults
    told(faults)


def expression(text: str) -> None:
    """A tree or faults; a tree means the same in its canonical form; typed, it has a value, known or not."""
    tests, faults = parse_unary_tests(fragment(text))
    one_or_other(tests, faults)
    tree, faults = parse(fragment(text), ENVIRONMENT.functions)
    one_or_other(tree, faults)
    if tree is None:
        return
    again, _ = parse(fragment(to_text(tree)), ENVIRONMENT.functions)
    assert again is not None, to_text(tree)
    assert to_text(again) == to_text(tree)
    node, faults = check(tree, ENVIRONMENT)
    one_or_other(node, faults)
    if node is not None:
        for values in ({}, _VALUES):
            evaluate(node, Scope(values))


_VALUES: dict[str, Value] = {
    "as_of": DAY,
    "hardship.cause": "illness",
    "loans": (),
    "evidence": ({"kind": "diagnosis"},),
}


def yaml(text: str) -> None:
    """Nodes or faults."""
    root, faults = nodes_of(Source("rule.yaml", text))
    assert root is not None or faults
    told(faults)


def rules(text: str) -> None:
    """A pack with one file replaced: a program or faults. The first line says which file."""
    name, _, rest = text.partition("\n")
    files = _files_of_packs()
    pack, file = files.get(name) or [*files.values()][len(text) % len(files)]
    before = file.path.read_bytes()
    file.path.write_bytes(rest.encode(errors="replace"))
    try:
        if file.kind in {"cases", "profile"}:
            return told(run_cases(pack).faults)
        read = read_file(file)
        told(read.faults)
        if not read.faults:
            program, faults = check_pack(pack)
            one_or_other(program, faults)
    finally:
        file.path.write_bytes(before)
    return None


def profile(text: str) -> None:
    """A profile or faults; a profile has an answer, in every form."""
    source = decoded(text.encode(errors="surrogatepass"), "profile.json")
    if isinstance(source, Diagnostic):
        return told([source])
    found, faults = read_profile(source, _assessor().program.dictionary)
    one_or_other(found, faults)
    if found is not None:
        try:
            answers = [*assess_each(_assessor(), [found], None, DAY)]
        except Faulty as error:
            return told(error.diagnostics)
        for form in ("text", "markdown", "json"):
            assert to_several(answers, form, alone=True)
    return None


@cache
def _files_of_packs() -> Mapping[str, tuple[Path, PackFile]]:
    """Every file of copies of the packs for tests, with its pack; in memory where that has a place."""
    memory = Path("/dev/shm")  # noqa: S108  (a folder of its own is made in it)
    folder = Path(mkdtemp(prefix="xieshang-fuzz-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    packs = [Path(shutil.copytree(one, folder / one.name)) for one in sorted(PACKS.iterdir())]
    return {f"{pack.name}/{file.inside}": (pack, file) for pack in packs for file in files_of(pack)[0]}


@cache
def _assessor() -> Assessor:
    return Assessor(load_pack(), language="en", engine="reference")


def _rule_files() -> tuple[str, ...]:
    return tuple(f"{name}\n{file.path.read_text('utf-8')}" for name, (_, file) in _files_of_packs().items())


def _expressions() -> tuple[str, ...]:
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "rules").rglob("*.yaml")))
    lines = (line.partition(":") for text in texts for line in text.splitlines())
    found = {rest.strip() for key, _, rest in lines if key.strip(" -") in {"when", "formula", "applies_when"}}
    return ("1 + 2", *sorted(found - {"", ">-", "|"}))


def targets() -> tuple[Target, ...]:
    """All of them."""
    files = _rule_files()
    folders = (ROOT / "examples" / "profiles", ROOT / "rules" / "weilidai" / "profiles")
    told_ones = tuple(one.read_text(encoding="utf-8") for at in folders for one in sorted(at.glob("*.json")))
    return (
        Target("expression", expression, _expressions(), EXPRESSION_WORDS),
        Target("yaml", yaml, tuple(one.partition("\n")[2] for one in files), YAML_WORDS),
        Target("rules", rules, files, (*YAML_WORDS, *EXPRESSION_WORDS)),
        Target("profile", profile, told_ones, JSON_WORDS),
    )
