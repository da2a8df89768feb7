"""What an analyst asks of all possible borrowers at once."""

import sys
from pathlib import Path
from typing import Any

import click

from commands.options import A_PATH, FOLDER, FORM
from engine.bundle import DEFAULT_PACK
from engine.said import ANSWERED, AT_FAULT, Said

_LEVELS = ["error", "warning", "note", "never"]


@click.command()
@FOLDER
@click.option(
    "--witnesses", type=A_PATH, metavar="DIR", help="Write each borrower who shows something to DIR."
)
@FORM
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default="error",
    show_default=True,
    help="Leave with status 1 where something this bad, or worse, is found.",
)
@click.option(
    "--steps",
    type=click.IntRange(1),
    metavar="N",
    help="Most steps of the solver for each question. The default settles nearly all.",
)
def analyse(folder: Path | None, witnesses: Path | None, form: str, fail_on: str, steps: int | None) -> Said:
    """Ask of all possible borrowers what the rules of a pack imply, and prove its properties.

    Found are criteria and rules that never decide, options that nobody can reach, tables with gaps and
    rows that contradict each other, borrowers whom nobody tells what to do, and properties of
    `properties.yaml` that don't hold: each with a borrower who shows it, or with the proof that there is
    none. Unchanged parts aren't asked about again.

    \b
    Example:
      xieshang analyse rules/weilidai
      xieshang analyse my_pack --fail-on warning --witnesses shown/
    """
    from engine.analysis.installed import needs_z3
    from engine.program.folders import pack_folder

    needs_z3()
    from engine.analysis.model import Limits
    from engine.analysis.progress import Progress
    from engine.analysis.rulebook.analyse import analyse as analysed
    from engine.analysis.rulebook.witness_files import write_witnesses

    limits = Limits() if steps is None else Limits(steps=steps)
    progress = Progress(sys.stderr)
    try:
        report = analysed(folder or pack_folder(DEFAULT_PACK), limits, tell=progress)
    finally:
        progress.end()
    files = {} if witnesses is None else write_witnesses(report, witnesses)
    return Said(_written(report, files, form), status=_status(report, fail_on))


def _written(report: Any, files: Any, form: str) -> str:  # noqa: ANN401  (imported late)
    from engine.analysis.rulebook.to_json import to_json
    from engine.analysis.rulebook.to_text import to_text

    return to_json(report, files) if form == "json" else to_text(report, files)


def _status(report: Any, fail_on: str) -> int:  # noqa: ANN401  (imported late)
    from engine.analysis.rulebook.model import Level

    if fail_on == "never":
        return ANSWERED
    worst = max((one.level for one in report.found), default=None)
    return AT_FAULT if worst is not None and worst >= Level[fail_on.upper()] else ANSWERED
