"""The record of a run, beside its output: what was screened, by which rules, and what came out.

A row alone says by which rules it was decided, but not from which files. Whoever explains or replays it
later has to find out that the input has changed before looking for a fault in the rules.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from engine.diagnostics import Diagnostic
from engine.reading import shown
from engine.screening.output_columns import FIGURE, Columns
from engine.screening.resume import Identity
from engine.screening.summary import Summary

FORMAT: Final = "xieshang.screening/1"
_LARGEST: Final = 64 * 1024 * 1024  # bytes


class Record(msgspec.Struct, frozen=True):
    """What is kept of a run.

    Attributes:
        format: of this record.
        today: the day that was taken for rows that tell none.
        units: of each column that is a figure.
    """

    format: str
    pack: str
    version: str
    identity: Identity
    today: str
    units: Mapping[str, str]
    summary: Summary


def record_path(output: Path) -> Path:
    """Where the record of an output stands."""
    return output.with_name(f"{output.name}.run.json")


def units_of(columns: Columns) -> Mapping[str, str]:
    """The unit of each figure, by its column: `yuan/month`, `date`, `text`, …."""
    return {f"{FIGURE}{one.name}": one.unit for one in columns.figures}


def written(record: Record) -> bytes:
    """The record as a file."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def read(output: Path) -> Record | None:
    """The record of an output; None if there is none, or it isn't ours."""
    try:
        with record_path(output).open("rb") as file:
            return msgspec.json.decode(file.read(_LARGEST), type=Record)
    except (OSError, msgspec.DecodeError):
        return None


def changed_input(record: Record, identity: Mapping[str, str], output: Path) -> Diagnostic | None:
    """B108, if the input isn't the one from which the output was made."""
    then = record.identity.input
    if [*then.values()] == [*identity.values()]:  # under whatever name, from wherever it is asked
        return None
    names = dict.fromkeys((*then, *identity))
    changed = next((name for name in names if then.get(name) != identity.get(name)), next(iter(names), ""))
    how = "has changed since"
    if changed not in identity:
        how = "isn't in the input now"
    elif changed not in then:
        how = "wasn't in the input then"
    message = f"`{shown(output)}` was made from another input: `{changed}` {how}"
    help_ = "give the files from which it was made, or screen again"
    return Diagnostic("B108", message, file=shown(output), help=help_)
