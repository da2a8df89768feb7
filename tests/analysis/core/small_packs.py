"""Packs so small that every borrower there can be is looked at one by one."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from engine.analysis.model import Witness
from engine.profile.dictionary import dictionary_from_schema
from engine.profile.facts import Dictionary
from engine.profile.from_json import profile_from_data
from engine.program.model import Program
from engine.source import Source
from tests.evaluation.generate_facts import _fact, _list, _record, _set
from tests.evaluation.generate_program import AUTHORITIES, SOURCE, program, written

DAYS = (date(2026, 3, 1), date(2026, 3, 2))
_WORDS = {"met": "yes", "unmet": "no", "unknown": "perhaps", "cure": "do"}
_PAPER = _record(kind=_set(("payslip", "bill")), pages=_fact("integer", unit="page", minimum=1, maximum=2))
_LOAN = {"sum": _fact("number", unit="yuan", minimum=0, maximum=0.5, multipleOf=0.5)}
SCHEMA = _record(
    as_of=_fact("string", format="date"),
    needs_help=_fact("boolean"),
    is_late=_fact("boolean"),
    cause=_set(("illness", "other")),
    months=_fact("integer", unit="month", minimum=0, maximum=1),
    papers={**_list(_PAPER), "maxItems": 1},
    loan={**_record(**_LOAN), "x-each": "loans"},
    loans={**_list(_record(**_LOAN)), "minItems": 1, "maxItems": 1},
) | {
    "not": {
        "required": ["loan", "loans"],
        "properties": {"loan": {"type": "object"}, "loans": {"type": "array"}},
    }
}


def dictionary() -> Dictionary:
    """Facts of which there are few."""
    made, faults = dictionary_from_schema(Source("small.schema.json", json.dumps(SCHEMA)))
    assert made is not None, faults
    return made


def borrowers(of: Dictionary) -> Iterator[Witness]:
    """Everybody there can be."""
    records = [
        {name: value for name, value in (("kind", kind), ("pages", pages)) if value is not None}
        for kind in (None, "payslip", "bill")
        for pages in (None, 1, 2)
    ]
    truths: tuple[Any, ...] = (None, True, False)
    loans: tuple[Any, ...] = None, {}, {"sum": 0}, {"sum": Decimal("0.5")}
    papers: list[Any] = [None, [], *([one] for one in records)]
    told = product(truths, truths, (None, "illness", "other"), (None, 0, 1), papers, loans)
    names = "needs_help", "is_late", "cause", "months", "papers", "loan"
    for values in told:
        data = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        profile, faults = profile_from_data(data, of)
        assert profile is not None, faults
        yield from (Witness(profile, day) for day in DAYS)


_ATOMS = (
    "needs_help",
    "is_late",
    "months >= 1",
    "months * loan.sum > 0.2",
    "loan.sum / months <= 0.1",
    'cause = "illness"',
    'some one in papers satisfies one.kind = "payslip"',
    'every one in papers satisfies one.pages > 1 or one.kind = "bill"',
    "count(papers) > 0",
    "sum(papers.pages) = 2",
    "max(papers.pages) > 1",
    "papers[1].pages = 1",
    'count(papers[kind = "bill"]) = 1',
    "count(loans) = 1",
    'as_of < @"2026-03-02"',
    "parameter.most > loan.sum",
    '"urgent" = rating',
    "figure >= 1",
    "(if needs_help then months else 1) = 1",
    'months in [1..2) or cause in ("other")',
)


def _condition(random: Random, depth: int = 2) -> str:
    if not depth or random.random() < 0.3:
        return random.choice(_ATOMS)
    left, right = _condition(random, depth - 1), _condition(random, depth - 1)
    return random.choice(
        (
            f"({left} and {right})",
            f"({left} or {right})",
            f"not({left})",
            f"(if {left} then {right} else {left})",
        )
    )


def pack(seed: int, of: Dictionary) -> Program:
    """The program that a seed makes."""
    random = Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)
    with TemporaryDirectory() as folder:
        return program(written(_files(random), Path(folder)), of)


def _files(random: Random) -> dict[str, Any]:
    made: dict[str, Any] = {"pack.yaml": _HEAD, "authorities.yaml": AUTHORITIES, "words.en.yaml": _SAID}
    made["parameters/most.yaml"] = _PARAMETER
    made["measures/figure.yaml"] = {
        "id": "figure",
        "formula": random.choice(("months - 1", "if is_late then months else 2 - months")),
        "unit": "month",
        "source": SOURCE,
    }
    made["tables/rating.yaml"] = _table(random)
    for name in ("one", "two"):
        criteria = [_criterion(random, f"c{at}") for at in range(random.randint(1, 3))]
        option: dict[str, Any] = {"id": name, "eligible_when": criteria, "steps": [], "cautions": []}
        if name == "one":
            option["preferred_over"] = ["two"]
            option["figures"] = ["figure", "rating", "parameter.most"]
        made[f"options/{name}/option.yaml"] = option
        made[f"options/{name}/words.en.yaml"] = _words(name, "summary", criteria)
    criteria = [{"id": "c0", "when": _condition(random), "source": SOURCE}]
    made["alerts/stop/alert.yaml"] = {"id": "stop", "raised_when": criteria, "suspends": True, "steps": []}
    made["alerts/stop/words.en.yaml"] = _words("stop", "text", criteria)
    return made


def _criterion(random: Random, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": name, "when": _condition(random), "source": SOURCE}
    if random.random() < 0.4:
        made["curable"] = True
    if random.random() < 0.3:
        made["presumed_until_told"] = random.choice(("papers", "cause", "loan.sum"))
    return made


def _table(random: Random) -> dict[str, Any]:
    cells = ('"illness"', '"other"', "-"), ("0", "[1..2]", ">= 1", "-")
    others = [tuple(random.choice(column) for column in cells) for _ in range(2)]
    kept = [row for row in dict.fromkeys([('"illness"', ">= 1"), *others]) if {*row} != {"-"}]
    return {
        "id": "rating",
        "hit_policy": "first",
        "inputs": [{"id": "cause", "expression": "cause"}, {"id": "months", "expression": "months"}],
        "outputs": [{"id": "rating", "values": ["urgent", "usual"]}],
        "rows": [{"when": [*row], "then": [random.choice(('"urgent"', '"usual"'))]} for row in kept],
        **({"default": {"then": ['"usual"']}} if random.random() < 0.5 else {}),
        "source": SOURCE,
    }


def _words(name: str, text: str, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    kept = ("met", "unmet", "unknown")
    said = {
        one["id"]: {key: _WORDS[key] for key in (*kept, *(["cure"] if one.get("curable") else []))}
        for one in criteria
    }
    return {"title": name, text: "words", "criteria": said}


_HEAD = {
    "id": "small",
    "version": "1.0.0",
    "title": {"en": "made up"},
    "jurisdiction": "ZZ",
    "languages": ["en"],
    "in_force": {"from": DAYS[0], "to": DAYS[1]},
    "documents": [],
}
_PARAMETER = {
    "id": "most",
    "unit": "yuan",
    "values": [
        {"from": DAYS[0], "to": DAYS[0], "value": 0.25, "source": SOURCE, "confidence": "low"},
        {"from": DAYS[1], "value": 0.75, "source": SOURCE, "confidence": "low"},
    ],
}
_SAID = {
    "measures": {"figure": "figure"},
    "tables": {"rating": {"title": "rating", "values": {"urgent": "urgent", "usual": "usual"}}},
    "parameters": {"most": "most"},
}
