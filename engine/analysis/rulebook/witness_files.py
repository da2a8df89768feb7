"""Witnesses as files, under names that stay the same from run to run."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.analysis.model import Witness
from engine.analysis.rulebook.model import Found, Report
from engine.analysis.witness_json import to_json
from engine.writing import write_whole

_OTHER = re.compile(r"[^a-z0-9]+")


def named(one: Found) -> Iterator[tuple[str, Witness]]:
    """The witnesses of a finding, each with the name of its file."""
    stem = f"{one.diagnostic.code}-{_OTHER.sub('_', one.question.lower()).strip('_')}"
    ends = ("",) if len(one.witnesses) == 1 else ("-before", "-after")
    for end, witness in zip(ends, one.witnesses, strict=False):
        yield f"{stem}{end}.json", witness


def write_witnesses(report: Report, folder: Path) -> Mapping[str, str]:
    """Write each witness into a folder, which is made where it isn't there.

    Returns:
        The path of each by its name.

    Raises:
        Faulty: a file can't be written (F108).
    """
    paths: dict[str, str] = {}
    for found in report.found:
        for name, witness in named(found):
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, to_json(witness, report.program.dictionary))
            paths[name] = str(folder / name)
    return paths
