"""What a product is called, and what its rules are called, stands in its pack and nowhere in the engine.

A second pack wouldn't prove it alone: code that knows the first one by name can still read another.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import load_pack
from engine.program.folders import packs_in
from engine.program.load import load_dictionary

ROOT = Path(__file__).parents[2]
PACKS = [*packs_in(ROOT / "rules"), *packs_in(ROOT / "examples" / "packs")]
CODE = sorted((ROOT / "engine").rglob("*.py"))

# Names of the products, of their lenders, and of what only one of them has.
PRODUCTS = re.compile(r"微粒贷|weilidai|微众|webank|wechat|微信|95384|信用卡|credit.?card", re.IGNORECASE)
# Whoever names no pack means the one that the product comes with; and one docstring shows a call.
DEFAULT_PACK = re.compile(
    r'^DEFAULT_PACK: Final = "weilidai"|^    answer = assess\(load_pack\("weilidai"\)', re.MULTILINE
)
# Words of loan arithmetic, which are arguments of its functions and columns of its tables in any pack.
ARITHMETIC = {"capacity", "daily_rate"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_line_of_the_engine_names_a_product(path: Path) -> None:
    kept = DEFAULT_PACK.sub("", path.read_text(encoding="utf-8"))
    assert [line for line in kept.splitlines() if PRODUCTS.search(line)] == []


def ids(pack: Path) -> Iterator[str]:
    """Every id of a pack that a program could branch on."""
    program = load_pack(pack)
    for group in (
        *(program.parameters, program.measures, program.tables, program.requirements, program.findings),
        *(program.options, program.alerts),
    ):
        yield from (one.id for one in group)
    yield from (*program.steps, *program.cautions, *program.sources)


@pytest.fixture(scope="module")
def of_rules() -> frozenset[str]:
    return frozenset(one for pack in PACKS for one in ids(pack))


def test_there_are_ids_to_look_for(of_rules: frozenset[str]) -> None:
    assert {"statutory_extension", "personalised_instalments", "card_rule_70", "A38"} <= of_rules


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_text_in_the_engine_is_the_id_of_a_rule(path: Path, of_rules: frozenset[str]) -> None:
    allowed = ARITHMETIC if "repayment" in name(path) else set()
    assert texts(path) & of_rules <= allowed


def test_no_text_in_the_engine_is_a_kind_of_document_or_a_cause() -> None:
    facts = map(load_dictionary().fact, ("evidence.kind", "hardship.cause", "offers.kind"))
    kinds = {kind for fact in facts for kind in fact.labels("en")}
    assert {"medical_diagnosis", "job_loss", "card_instalments"} <= kinds
    assert [(name(path), one) for path in CODE for one in texts(path) & kinds - {"none", "other"}] == []


def texts(path: Path) -> set[str]:
    """Every text that is written out in a module."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
