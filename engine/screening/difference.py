"""B109, B110: where a stored row and the reference differ, or why they may.

A stored row that can't be come to again is the gravest thing that a screening can show. It must be told
apart from the two harmless reasons: other rules, and another input.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.evaluation.reference import evaluate
from engine.profile.model import FactView
from engine.program.model import Program
from engine.screening.output_columns import AS_OF, PACK, Columns
from engine.screening.output_expected import expected
from engine.screening.record import Record
from engine.screening.stored import StoredRow


class Difference(Struct, frozen=True):
    """A column in which a stored row differs, with both values as text."""

    column: str
    stored: str
    computed: str


def day_of(row: StoredRow, view: FactView, record: Record | None) -> date:
    """The day for which a row had to be decided: the run's, else its own, else the day of the run."""
    if record is not None and record.identity.as_of:
        return date.fromisoformat(record.identity.as_of)
    own = view.value(AS_OF)
    if isinstance(own, date):
        return own
    return row.as_of if record is None else date.fromisoformat(record.today)


def differences(
    program: Program, columns: Columns, row: StoredRow, view: FactView, day: date
) -> tuple[Difference, ...]:
    """Where a stored row differs from what the reference says for a day.

    Raises:
        Faulty: the reference says nothing for the row.
    """
    computed = expected(program, evaluate(program, view, day), columns)
    return tuple(_different(computed, row.values))


def _different(computed: Mapping[str, Any], stored: Mapping[str, Any]) -> Iterator[Difference]:
    for name, value in computed.items():
        if name != PACK and stored[name] != value:
            yield Difference(name, text(stored[name]), text(value))


def text(value: Decimal | date | bool | str | tuple[str, ...] | None) -> str:
    """A value as people read it."""
    match value:
        case None:
            return "nothing"
        case tuple():
            return " ".join(value) or "nothing"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
    return value or "nothing"


def changed_pack(program: Program, row: StoredRow, name: str) -> Diagnostic | None:
    """B109, if a row was decided by another pack."""
    then = row.values[PACK]
    if then == program.sha256:
        return None
    message = f"`{name}` was screened by the pack {then}, this one is {program.sha256}"
    help_ = "give the pack by which it was screened with `--pack`, or screen again"
    return Diagnostic("B109", message, file=name, help=help_)


def differing(row: StoredRow, found: tuple[Difference, ...], name: str) -> Diagnostic:
    """B110."""
    first, *others = found
    more = f" (and in {len(others)} more)" if others else ""
    loan = f", loan `{row.loan}`," if row.loan else ""
    message = (
        f"row `{row.id}`{loan} differs in `{first.column}`{more}: "
        f"stored is `{first.stored}`, the reference says `{first.computed}`"
    )
    help_ = "the file was changed after it was screened, or the engine is at fault: please report it"
    return Diagnostic("B110", message, file=name, help=help_)
