"""What a command says on its two streams, and the status with which it leaves.

Every command of the command line ends here. Were each of them to print for itself, a full disk or a closed
pipe would have to be thought of in every one, and the first that forgets would show a traceback.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TextIO

from msgspec import Struct

from engine.diagnostics import (
    Diagnostic,
    Disagreement,
    Faulty,
    NotInstalled,
    WrongUsage,
    as_data,
    by_place,
    printable,
    shown,
)
from engine.writing import Text, print_whole, write_whole

ANSWERED: Final = 0
AT_FAULT: Final = 1  # a file that was given, or one that can't be written
USAGE: Final = 2
DISAGREE: Final = 4
NOT_INSTALLED: Final = 5
INTERRUPTED: Final = 130


class Said(Struct, frozen=True):
    """What goes to standard output, what to standard error, and the status to leave with."""

    out: Text = ""
    err: str = ""
    status: int = ANSWERED


def answered(text: Text, output: Path | None = None, faults: Iterable[Diagnostic] = ()) -> Said:
    """What a command worked out.

    Args:
        text: the answer; empty if there is none.
        output: the file it goes to; None: standard output.
        faults: what was at fault in some of what was given.

    Raises:
        Faulty: the file can't be written (F108), besides the other faults.
    """
    faults = tuple(by_place(faults))
    if text and output is not None:
        try:
            write_whole(output, text)
        except Faulty as error:
            raise Faulty([*faults, *error.diagnostics]) from error
        text = ""
    return Said(text, _told(faults), AT_FAULT if faults else ANSWERED)


def verdict(faults: Sequence[Diagnostic], summary: str, form: str = "text") -> Said:
    """The result of a check.

    Args:
        faults: what was found.
        summary: one line about all that was checked.
        form: `text`, or `json` for a list of the faults on standard output; where a file has too many to
            be shown, an entry with the code F117 says how many more.
    """
    status = AT_FAULT if faults else ANSWERED
    if form == "json":
        data = json.dumps([as_data(one) for one in shown(faults)], ensure_ascii=False, indent=2)
        return Said(f"{data}\n", "", status)
    summary = plainly(summary)
    return Said("", f"{_told(faults)}\n{summary}\n", status) if faults else Said(f"{summary}\n")


def counted(number: int, noun: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def outcome(command: Callable[[], Said]) -> Said:
    """What comes of a command: what it says, or why it has no answer."""
    try:
        return command()
    except Faulty as error:
        return Said("", _told(error.diagnostics), AT_FAULT)
    except WrongUsage as error:
        return Said("", f"error: {plainly(str(error))}\n", USAGE)
    except Disagreement as error:
        return Said("", f"{error}\n", DISAGREE)
    except NotInstalled as error:
        return Said("", f"error: {error}\n", NOT_INSTALLED)


def plainly(text: str) -> str:
    """The text with what steers a terminal made visible: whoever is wrong is told what they typed."""
    return "\n".join(map(printable, text.split("\n")))


def say(said: Said, output: TextIO | None, errors: TextIO | None) -> int:
    """Print it.

    Args:
        said: what to print.
        output: standard output; None if it was closed.
        errors: standard error; None if it was closed.

    Returns:
        The status: its own, or that for a fault where standard output can't take it.
    """
    try:
        print_whole(said.out, output)
    except Faulty as error:
        said = Said("", said.err + _told(error.diagnostics), AT_FAULT)
    with suppress(Faulty):  # there is nowhere left to tell it
        print_whole(said.err, errors)
    return said.status


def _told(faults: Sequence[Diagnostic]) -> str:
    return f"{Faulty(faults)}\n" if faults else ""
