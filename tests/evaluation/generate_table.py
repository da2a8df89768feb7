"""Random decision tables: cells on and beside each other, rows that overlap, and gaps between them."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

Text = Callable[[str, int], str]  # a random expression of a kind, so deep

CELLS: Mapping[str, tuple[str, ...]] = {  # what a column of a kind may ask
    "truth": ("true", "false", "-", "not(true)"),
    "yuan": ("-", "< 500", "500", "[0..500]", "> 500", "0, > 499.99", "not(500)", "(0.1..1234.56]"),
    "day": ("-", "0", "[1..29]", ">= 30", "< parameter.grace_days"),
    "cause": ("-", '"illness"', '"job_loss", "none"', 'not("disaster")', 'not("illness", "none")'),
    "date": ("-", '< @"2026-02-28"', '@"2026-02-28"', "> parameter.last_day", "[parameter.last_day..as_of]"),
    "text": ("-", '"a"', '""', 'not("a")', "parameter.word"),
}
UNITS = {"yuan": "yuan", "day": "day", "count": "1", "text": "text", "truth": "truth"}
WORDS = ("slow", "fast", "never")


def table(random: Random, name: str, text: Text) -> tuple[Any, str]:
    """A table, and the kind of what it comes to."""
    kind = random.choice([*UNITS, "words"])
    policy, aggregation = _policy(random, kind)
    columns = [random.choice([*CELLS]) for _ in range(random.randint(1, 3))]

    def then() -> str:
        return f'"{random.choice(WORDS)}"' if kind == "words" else text(kind, random.choice((0, 0, 1)))

    rows = [{"when": when, "then": [then()]} for when in _conditions(random, columns)]
    output = {"values": list(WORDS)} if kind == "words" else {"unit": UNITS[kind]}
    made = {
        "id": name,
        "hit_policy": policy,
        **({"aggregation": aggregation} if aggregation else {}),
        "inputs": [{"id": f"c{place}", "expression": text(one, 1)} for place, one in enumerate(columns)],
        "outputs": [{"id": "result", **output}],
        "rows": rows,
        **({"default": {"then": [then()]}} if aggregation != "count" and random.random() < 0.5 else {}),
        "source": ["made_up"],
    }
    return made, "count" if aggregation == "count" else kind


def _conditions(random: Random, columns: list[str]) -> list[list[str]]:
    """The cells of some rows, no two rows alike; the first tests every column."""
    first = tuple(random.choice([cell for cell in CELLS[one] if cell != "-"]) for one in columns)
    more = [tuple(random.choice(CELLS[one]) for one in columns) for _ in range(random.randint(0, 4))]
    return [[*one] for one in dict.fromkeys((first, *more)) if {*one} != {"-"}]


def _policy(random: Random, kind: str) -> tuple[str, str]:
    """A hit policy, seldom one whose rows can contradict each other, and what `collect` makes of them."""
    if random.random() < 0.15:
        return random.choice(("unique", "any")), ""
    if kind in {"yuan", "day", "count"} and random.random() < 0.4:
        return "collect", random.choice(("sum", "min", "max", "count"))
    return random.choice(("first", "priority")) if kind == "words" else "first", ""
