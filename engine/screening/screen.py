"""Screening, explaining and replaying in one call each: what the command line and Python programs use.

from engine import load_pack, screen

report = screen(load_pack("my_pack"), ["loans.parquet"], "screened.parquet")
"""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from engine.diagnostics import NotInstalled, WrongUsage
from engine.evaluation.columnar import Columnar, why_unavailable
from engine.explanation.assess import Assessor
from engine.program.model import Program
from engine.reading import shown

if TYPE_CHECKING:  # what needs Polars is imported when it is called for
    from engine.screening.explain import Explanation
    from engine.screening.output_columns import Columns
    from engine.screening.output_forms import Form
    from engine.screening.portfolio_files import Part
    from engine.screening.portfolio_source import FilePortfolio
    from engine.screening.preflight import Preflight
    from engine.screening.record import Record
    from engine.screening.replay import Replayed
    from engine.screening.run import Progress, Report
    from engine.screening.stored import Stored


def needs_polars() -> None:
    """Refuse to go on without Polars.

    Raises:
        NotInstalled: it isn't here; the message says what to do.
    """
    reason = why_unavailable()
    if reason is not None:
        raise NotInstalled(reason)


class Opened(Struct, frozen=True):
    """A pack and an input, ready.

    Attributes:
        mapping: SHA-256 of the mapping file; "" without one.
    """

    columnar: Columnar
    portfolio: "FilePortfolio"
    mapping: str


def opened(program: Program, inputs: Sequence[str | Path], mapping: Path | None = None) -> Opened:
    """Open an input for a pack.

    Args:
        program: from `load_pack`.
        inputs: files, folders or globs; all files of one kind, Parquet, NDJSON or CSV.
        mapping: a YAML file that says which column is which fact; None: columns are called like facts.

    Raises:
        Faulty: a file can't be read, or the mapping doesn't fit.
        NotInstalled: Polars isn't here.
    """
    needs_polars()
    from engine.screening.portfolio_files import parts_of  # noqa: PLC0415  (needs Polars)

    return opened_parts(program, *parts_of([str(one) for one in inputs]), mapping)


def opened_parts(program: Program, kind: str, parts: "tuple[Part, ...]", mapping: Path | None) -> Opened:
    """As `opened`, of files that have been found, all of a kind.

    Raises:
        Faulty: a file can't be read, or the mapping doesn't fit.
    """
    from engine.screening.mapping_from_yaml import read_mapping  # noqa: PLC0415  (needs Polars)
    from engine.screening.output_columns import AS_OF, columnar_for  # noqa: PLC0415  (needs Polars)
    from engine.screening.portfolio import open_parts  # noqa: PLC0415  (needs Polars)

    columnar = columnar_for(program)
    known = columnar.layout.schema
    names = [one for one in dict.fromkeys([AS_OF, *columnar.facts]) if one in known]
    names = names or [*known][:1]  # a table without columns would have no rows
    used = None if mapping is None else read_mapping(mapping, program.dictionary)
    portfolio = open_parts(kind, parts, columnar.layout, used, names)
    return Opened(columnar, portfolio, "" if mapping is None else sha256(mapping.read_bytes()).hexdigest())


def spare_the_input(portfolio: "FilePortfolio", output: Path) -> None:
    """Refuse an output that would take the place of what it is made from.

    Raises:
        WrongUsage: it is a file of the input.
    """
    if output.resolve() in {part.path.resolve() for part in portfolio.parts}:
        raise WrongUsage(f"`{shown(output)}` is part of the input; give another file with `-o`")


def preflight(program: Program, inputs: Sequence[str | Path], mapping: Path | None = None) -> "Preflight":
    """What the first rows of an input are taken for; nothing is screened.

    Args:
        program: from `load_pack`.
        inputs: as for `opened`.
        mapping: as for `opened`.

    Raises:
        Faulty: a file can't be read, or the mapping doesn't fit.
        NotInstalled: Polars isn't here.
    """
    needs_polars()
    from engine.screening.mapping_from_yaml import read_mapping  # noqa: PLC0415  (needs Polars)
    from engine.screening.output_columns import columnar_for  # noqa: PLC0415  (needs Polars)
    from engine.screening.preflight import preflight as looked_at  # noqa: PLC0415  (needs Polars)

    used = None if mapping is None else read_mapping(mapping, program.dictionary)
    return looked_at([str(one) for one in inputs], columnar_for(program).layout, given=used)


def screen(  # noqa: PLR0913  (each by name)
    program: Program,
    inputs: Sequence[str | Path],
    output: str | Path,
    *,
    mapping: str | Path | None = None,
    as_of: date | None = None,
    today: date | None = None,
    form: "Form | None" = None,
    batch: int | None = None,
    resume: bool = False,
    restart: bool = False,
    quarantine: str | Path | None = None,
    progress: "Progress | None" = None,
) -> "Report":
    """Screen a portfolio into a file.

    Args:
        program: from `load_pack`.
        inputs: as for `opened`.
        output: a file; it gets its name when it is whole.
        mapping: as for `opened`.
        as_of: the day of the assessment for all rows; None: each row's own.
        today: the day for rows that tell none; None: then `as_of` has to be given.
        form: `parquet`, `ndjson` or `csv`; None: by the ending of the output's name.
        batch: rows decided at once.
        resume: go on with a run that was broken off.
        restart: drop it instead.
        quarantine: the file for rows that are left out.
        progress: is told what has been counted and how many rows of the input were read for it, at the begin
            and after each batch.

    Raises:
        Faulty: what was given is at fault, or the disk is full; what is done is kept for `resume`.
        WrongUsage: a name doesn't say its form, or no day is given.
        NotInstalled: Polars isn't here.
    """
    needs_polars()
    from engine.screening.run import Asked, run  # noqa: PLC0415  (needs Polars)

    day = today or as_of
    if day is None:
        raise WrongUsage("the call says neither the day of the assessment nor what day it is today")
    ready = opened(program, inputs, None if mapping is None else Path(mapping))
    spare_the_input(ready.portfolio, Path(output))
    asked = Asked(
        today=day,
        as_of=as_of,
        form=form,
        batch=batch,
        resume=resume,
        restart=restart,
        quarantine=None if quarantine is None else Path(quarantine),
        mapping=ready.mapping,
    )
    return run(ready.columnar, ready.portfolio, Path(output), asked, progress)


class _Read(Struct, frozen=True):
    """An output beside the input from which it was made."""

    opened: Opened
    columns: "Columns"
    stored: "Stored"
    record: "Record | None"


def _read(
    program: Program, output: str | Path, inputs: Sequence[str | Path], mapping: str | Path | None
) -> _Read:
    needs_polars()
    from engine.screening.output_columns import columns_of  # noqa: PLC0415  (needs Polars)
    from engine.screening.record import read  # noqa: PLC0415  (needs Polars)
    from engine.screening.stored import Stored  # noqa: PLC0415  (needs Polars)

    path = Path(output)
    record = read(path)
    ready = opened(program, inputs, None if mapping is None else Path(mapping))
    columns = columns_of(ready.columnar, None)
    form = None if record is None else record.identity.form
    return _Read(ready, columns, Stored(path, columns, form), record)


def explain(
    program: Program,
    output: str | Path,
    id_: str,
    inputs: Sequence[str | Path],
    *,
    mapping: str | Path | None = None,
    language: str | None = None,
) -> "Explanation":
    """Rebuild the recommendation of one row of an output, and hold the row against it.

    Args:
        program: from `load_pack`.
        output: a screened portfolio.
        id_: of the row.
        inputs: from which it was made.
        mapping: by which it was read.
        language: of the recommendation; None: the pack's first.

    Raises:
        Faulty: there is no such row, or a file can't be read.
        WrongUsage: the pack doesn't speak the language.
        NotInstalled: Polars isn't here.
    """
    read = _read(program, output, inputs, mapping)
    from engine.screening.explain import explain as explained  # noqa: PLC0415  (needs Polars)

    assessor = Assessor(program, language=language, engine="reference")
    return explained(assessor, read.columns, read.opened.portfolio, read.stored, id_, read.record)


def replay(
    program: Program,
    output: str | Path,
    inputs: Sequence[str | Path],
    *,
    mapping: str | Path | None = None,
    sample: int | None = 1_000,
    seed: int = 0,
) -> "Replayed":
    """Compute rows of an output again by the reference.

    Args:
        program: from `load_pack`.
        output: a screened portfolio.
        inputs: from which it was made.
        mapping: by which it was read.
        sample: how many rows, drawn evenly; None for all.
        seed: which of them.

    Raises:
        Faulty: the pack or the input is another (B109, B108), or a file can't be read.
        NotInstalled: Polars isn't here.
    """
    read = _read(program, output, inputs, mapping)
    from engine.screening.replay import replay as replayed  # noqa: PLC0415  (needs Polars)

    portfolio = read.opened.portfolio
    return replayed(
        program, read.columns, portfolio, read.stored, record=read.record, sample=sample, seed=seed
    )
