"""Random tables with a meaning of their own: with each cell a function that says what it lets through."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import strategies as st

from engine.feel.unknown import Value

Passes = Callable[[Any], bool]
FIRST = date(2026, 3, 1)


@dataclass(frozen=True)
class Kind:
    """A column: the fact that it tests, what its cells compare with, and every kind of value there is."""

    fact: str
    bounds: Mapping[str, Any]  # by text
    domain: Sequence[Any]
    ordered: bool = True


KINDS = (
    Kind(
        "hardship.cause",
        {f'"{one}"': one for one in ("illness", "job_loss", "disaster", "none")},
        ("illness", "job_loss", "disaster", "none"),
        ordered=False,
    ),
    Kind("borrower.has_contacted_lender", {"true": True, "false": False}, (True, False), ordered=False),
    Kind(
        "loan.days_overdue",
        {str(one): Decimal(one) for one in range(3)},
        [Decimal(one) / 2 for one in range(-1, 6)],
    ),
    Kind(
        "hardship.began_on",
        {f'@"{FIRST + timedelta(one)}"': FIRST + timedelta(one) for one in (0, 1, 3)},
        [FIRST + timedelta(one) for one in range(-1, 5)],
    ),
    Kind("loan.lender", {'"a"': "a", '"b"': "b"}, ("", "a", "a\0", "ab", "b", "b\0", "微")),
)


@dataclass(frozen=True)
class Made:
    """A table as YAML and as its author means it.

    Attributes:
        kinds: of its columns.
        rows: of each row what its cells let through, and its result.
    """

    yaml: str
    policy: str
    aggregation: str
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[tuple[Passes, ...], Decimal], ...]
    default: Decimal | None

    def result(self, values: Sequence[Any]) -> Any:
        """What the author wants for values of all inputs; None where the table says nothing."""
        found = [
            then for cells, then in self.rows if all(map(lambda cell, value: cell(value), cells, values))
        ]
        if self.policy == "collect":
            return self.collected(found)
        if not found:
            return self.default
        if self.policy == "first":
            return found[0]
        if self.policy == "priority":
            return min(found)
        several = len(found) > 1 if self.policy == "unique" else len(set(found)) > 1
        return None if several else found[0]

    def collected(self, found: list[Decimal]) -> Any:
        """The list of what is found, or its figure."""
        if not found and self.default is not None:
            found = [self.default]
        match self.aggregation:
            case "sum":
                return sum(found, Decimal(0))
            case "count":
                return Decimal(len(found))
            case "min" | "max":
                return (min if self.aggregation == "min" else max)(found) if found else None
        return tuple(found)

    def results(self, told: Mapping[str, Value]) -> list[Any]:
        """What the author wants for each completion of a profile."""
        ways = [(told[kind.fact],) if kind.fact in told else kind.domain for kind in self.kinds]
        return [self.result(values) for values in product(*ways)]


@st.composite
def cells(draw: st.DrawFn, kind: Kind) -> tuple[str, Passes]:
    """The text of a cell, and what it lets through."""
    if draw(st.integers(0, 3)) == 0:
        return "-", lambda _: True
    tests = draw(st.lists(_tests(kind), min_size=1, max_size=2))
    text = ", ".join(one for one, _ in tests)
    if draw(st.booleans()):
        return f"not({text})", lambda value: not any(passes(value) for _, passes in tests)
    return text, lambda value: any(passes(value) for _, passes in tests)


@st.composite
def _tests(draw: st.DrawFn, kind: Kind) -> tuple[str, Passes]:
    one, other = draw(st.tuples(*[st.sampled_from(sorted(kind.bounds))] * 2))
    low, high = kind.bounds[one], kind.bounds[other]
    forms: list[tuple[str, Passes]] = [(one, lambda value: value == low)]
    if kind.ordered:
        forms += [
            (f"< {one}", lambda value: value < low),
            (f">= {one}", lambda value: value >= low),
            (f"[{one}..{other})", lambda value: low <= value < high),
            (f"({one}..{other}]", lambda value: low < value <= high),
        ]
    return draw(st.sampled_from(forms))


POLICIES = (
    *(("unique", ""), ("any", ""), ("first", ""), ("priority", ""), ("collect", "")),
    *(("collect", figure) for figure in ("sum", "min", "max", "count")),
)


@st.composite
def tables(draw: st.DrawFn) -> Made:
    """A table of a few columns and rows."""
    policy, aggregation = draw(st.sampled_from(POLICIES))
    kinds = tuple(
        draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique_by=lambda one: one.fact))
    )
    rows = [
        (draw(st.tuples(*map(cells, kinds))), draw(st.integers(1, 3))) for _ in range(draw(st.integers(1, 4)))
    ]
    default = None if aggregation == "count" else draw(st.none() | st.integers(1, 3))
    words = policy == "priority"  # its results are texts; their order is that of the numbers
    then = [f'"{one}"' if words else str(one) for _, one in rows]
    lines = [
        "id: t",
        f"hit_policy: {policy}",
        *([f"aggregation: {aggregation}"] if aggregation else []),
        "inputs:",
        *(f"  - expression: {kind.fact}" for kind in kinds),
        "outputs:",
        "  - {id: result, values: ['1', '2', '3']}" if words else "  - {id: result, unit: day}",
        "rows:",
    ]
    for (conditions, _), result in zip(rows, then, strict=True):
        when = ", ".join(f"'{text}'" for text, _ in conditions)
        lines.append(f"  - {{when: [{when}], then: ['{result}']}}")
    if default is not None:
        lines.append(f"""default: {{then: ['{f'"{default}"' if words else default}']}}""")
    return Made(
        "\n".join(lines) + "\n",
        policy,
        aggregation,
        kinds,
        tuple((tuple(passes for _, passes in conditions), Decimal(one)) for conditions, one in rows),
        None if default is None else Decimal(default),
    )


@st.composite
def tellings(draw: st.DrawFn, made: Made) -> Mapping[str, Value]:
    """What a profile tells of the inputs of a table."""
    whole = {kind.fact: draw(st.sampled_from(kind.domain)) for kind in made.kinds}
    return {fact: value for fact, value in whole.items() if draw(st.booleans())}
