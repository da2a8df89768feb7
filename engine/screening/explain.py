"""The whole recommendation of one row, rebuilt from the input, and whether the stored row agrees with it.

A lender that says no to one of ten million has to be able to say why, months later, in the words of the
rules and not in columns.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct, to_builtins

from engine.diagnostics import Diagnostic
from engine.explanation.assess import Assessor
from engine.explanation.model import Recommendation
from engine.explanation.to_json import to_data
from engine.explanation.to_markdown import to_markdown
from engine.explanation.to_text import to_text
from engine.profile.from_told import key_of
from engine.profile.model import FactView, Profile
from engine.program.model import Program
from engine.reading import shown
from engine.screening.difference import Difference, changed_pack, day_of, differences, differing
from engine.screening.model import Portfolio
from engine.screening.output_columns import Columns
from engine.screening.record import Record, changed_input
from engine.screening.stored import Stored, StoredRow

Form = Literal["text", "markdown", "json"]


class Explanation(Struct, frozen=True):
    """The recommendation behind one id of an output.

    Attributes:
        rows: of the output, one for each loan, with what differs in it.
        faults: another pack (B109), another input (B108), rows that differ (B110).
    """

    recommendation: Recommendation
    rows: tuple[tuple[StoredRow, tuple[Difference, ...]], ...]
    faults: tuple[Diagnostic, ...]


def explain(
    assessor: Assessor,
    columns: Columns,
    portfolio: Portfolio,
    stored: Stored,
    id_: str,
    record: Record | None,
) -> Explanation:
    """Rebuild the recommendation of a row.

    Args:
        assessor: by the reference, in the language of the answer.
        columns: of the output.
        portfolio: the input.
        stored: the output.
        id_: of the row.
        record: of the run; None if it is lost.

    Raises:
        Faulty: the row isn't in the output (B107) or in the input, or one of them can't be read.
    """
    program, name = assessor.program, shown(stored.path)
    rows = stored.with_id(id_)
    views = portfolio.find(id_)
    day = day_of(rows[0], views[0], record)
    recommendation = assessor.assess(profile_of(views, program, id_), day)
    by_loan = {one.id: one for one in views}
    held = tuple(
        (row, differences(program, columns, row, by_loan.get(row.loan, views[0]), day)) for row in rows
    )
    changed = [changed_pack(program, rows[0], name)]
    if record is not None:
        changed.append(changed_input(record, portfolio.identity, stored.path))
    faults = [one for one in changed if one is not None]
    faults += [differing(row, found, name) for row, found in held if found]
    return Explanation(recommendation, held, tuple(faults))


def profile_of(views: Sequence[FactView], program: Program, name: str) -> Profile:
    """The profile of which these are the views; of a row that is one of several loans, that loan alone."""
    each, facts = program.dictionary.each, views[0].facts
    loans = facts.get(each.many) if each is not None else None
    alone = Profile(name, facts)
    if each is None or not isinstance(loans, tuple):
        return alone
    shared = {
        one: value for one, value in facts.items() if one != each.many and not one.startswith(f"{each.one}.")
    }
    records = tuple(one for one in loans if isinstance(one, Mapping))
    whole = Profile(name, shared, records, each, key_of(program.dictionary))
    return whole if whole.views() == tuple(views) else alone


def written(explanation: Explanation, form: Form) -> str:
    """The explanation as text, Markdown or JSON."""
    if form == "json":
        data = to_data(explanation.recommendation) | {"stored": _stored(explanation)}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    answer = explanation.recommendation
    text = to_markdown(answer) if form == "markdown" else to_text(answer)
    lines = [_said(row, found) for row, found in explanation.rows]
    bullet = "- " if form == "markdown" else ""
    return "".join([text, "\n", *(f"{bullet}{line}\n" for line in lines)])


def _said(row: StoredRow, found: tuple[Difference, ...]) -> str:
    whose = f"{row.id} {row.loan}".strip()
    if not found:
        return f"✓ stored row {whose}: agrees"
    said = "; ".join(f"{one.column}: stored {one.stored}, computed {one.computed}" for one in found)
    return f"✗ stored row {whose}: {said}"


def _stored(explanation: Explanation) -> list[dict[str, Any]]:
    return [
        {"loan": row.loan, "agrees": not found, "differences": to_builtins(found)}
        for row, found in explanation.rows
    ]
