"""What somebody asks who has no profile yet: they are asked instead, one thing at a time."""

import sys
from contextlib import suppress
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import A_FILE, ENGINE, PACK, RULES, day
from engine.diagnostics import printable
from engine.said import ANSWERED, AT_FAULT, Said

if TYPE_CHECKING:
    from engine.profile.model import Profile
    from engine.program.kept import KeptProgram

LONGEST = 4000  # bytes of a line that are taken as one answer


@click.command()
@click.argument("profile", required=False, type=click.Path(readable=False))
@PACK
@RULES
@click.option("--language", help="Language of the interview. Default: the pack's first.")
@click.option("--as-of", type=day, help="Day of the assessment. Default: the profile's own, else today.")
@ENGINE
@click.option(
    "-o", "--output", type=A_FILE, help="Keep what is told in this file; one that is there isn't replaced."
)
def ask(
    profile: str | None,
    pack: str,
    rules: Path | None,
    language: str | None,
    as_of: date | None,
    engine: str,
    output: Path | None,
) -> Said:
    """Ask only what can still change the answer, what settles most first; then answer.

    The questions go to standard error, the answer, as of `assess`, to standard output. What PROFILE tells
    isn't asked. Answers may come from a pipe, each on a line: a number of a list, an amount, a day, `?` if it
    isn't known, `<` to go back, `q` to stop. The last lines say whether to ask for details (1 or 2), and,
    without `-o`, the file to keep what was told in.

    \b
    Example:
      xieshang ask --language en
      xieshang ask client.json -o complete.json
    """
    from engine.evaluation.ready import kept_ready
    from engine.explanation.assess import Assessor
    from engine.explanation.to_text import to_text
    from engine.interview.session import Session, refuse_to_replace

    kept, start = _loaded(profile, pack, rules)
    refuse_to_replace(output)
    assessor = Assessor(
        kept.program,
        language=language,
        engine=engine,  # type: ignore[arg-type]  # click checks it
        ready=kept_ready(kept),
    )
    today = datetime.now().astimezone().date()
    when = as_of or (start.as_of if start else None) or today
    held = Session(assessor, when, _hear, _say).hold(start, output)
    return Said(to_text(held.recommendation), status=ANSWERED if held.is_kept else AT_FAULT)


def _loaded(profile: str | None, pack: str, rules: Path | None) -> tuple["KeptProgram", "Profile | None"]:
    """The pack, and the profile if there is one."""
    from engine.diagnostics import Faulty, WrongUsage
    from engine.profile.load import STANDARD_INPUT, asks_for_one
    from engine.program.kept import load_with_profiles

    if profile == STANDARD_INPUT:
        raise WrongUsage("standard input brings the answers, so it can't bring the profile as well")
    names = () if profile is None else (profile,)
    if names and not asks_for_one(names):
        raise WrongUsage(f"`{profile}` is a folder; an interview is about one profile")
    kept, good, faults = load_with_profiles(names, pack, rules, None)
    if faults:
        raise Faulty(faults)
    return kept, good[0] if good else None


def _say(line: str) -> None:
    """One line of the interview; where nobody can see it, the answer still comes."""
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    with suppress(OSError):
        click.echo(line, err=True)


def _hear() -> str | None:
    """The next line that was typed or comes from a pipe; None at its end."""
    if sys.stdin is None:  # closed
        return None
    is_typed = sys.stdin.isatty()
    if is_typed:
        with suppress(OSError):
            click.echo("> ", nl=False, err=True)
    data = rest = sys.stdin.buffer.readline(LONGEST)
    while rest and not rest.endswith(b"\n"):  # of a line that is too long: it isn't the next answer
        rest = sys.stdin.buffer.readline(LONGEST)
    line = data.decode(sys.stdin.encoding if is_typed else "utf-8", "replace").rstrip("\r\n")
    if data and not is_typed:
        _say(f"> {printable(line)}")  # so that the record of a piped interview can be read
    return line if data else None
