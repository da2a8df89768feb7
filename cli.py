"""The command line: it reads arguments, calls the engine and prints.

Whatever can be right or wrong by itself lives in `engine`, which never imports this file.
"""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.diagnostics import (
    Diagnostic,
    Disagreement,
    Faulty,
    NotInstalled,
    as_data,
    did_you_mean,
    render,
)
from engine.version import VERSION

if TYPE_CHECKING:
    from engine.explanation.assess import Assessor
    from engine.explanation.model import Recommendation
    from engine.profile.model import FactView, Profile
    from engine.program.model import Program

ANSWERED, AT_FAULT, USAGE, DISAGREE, NOT_INSTALLED, INTERRUPTED = 0, 1, 2, 4, 5, 130

PACK = click.option("--pack", default="weilidai", show_default=True, help="Name or folder of the pack.")
RULES = click.option(
    "--rules", type=click.Path(path_type=Path), help="Folder of packs. Default: the one that comes along."
)
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead."
)


class Day(click.ParamType[date]):
    """A date as yyyy-mm-dd."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  (a date has no time zone)
        except ValueError:
            self.fail(f"`{value}` is no date; write it as 2026-11-25", param, ctx)


DAY = Day()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="xieshang")
def commands() -> None:
    """Which ways out there are for someone who can't repay an online loan as agreed, and why.

    \b
    Example:
      xieshang assess examples/profiles/illness.json
      xieshang assess client.json --language en --format markdown -o answer.md
    """


@commands.command()
@click.argument("profiles", nargs=-1, required=True, metavar="PROFILE...")
@PACK
@RULES
@click.option("--language", help="Language of the answer. Default: the pack's first.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
@click.option("--sources", is_flag=True, help="Say in words what the ids in brackets stand for (text).")
@click.option("--as-of", type=DAY, help="Day of the assessment. Default: the profile's own, else today.")
@click.option("--engine", type=click.Choice(["both", "reference", "durable"]), default="both")
@OUTPUT
def assess(  # noqa: PLR0913, PLR0917  (one a flag)
    profiles: tuple[str, ...],
    pack: str,
    rules: Path | None,
    language: str | None,
    form: str,
    sources: bool,
    as_of: date | None,
    engine: Any,  # noqa: ANN401  (click gives a plain string)
    output: Path | None,
) -> None:
    """Check borrowers' profiles: the options to ask for, in order, with reasons.

    PROFILE is a JSON file, a folder of them, or `-` for standard input. Several profiles as JSON
    come out as one object a line.

    \b
    Example:
      xieshang assess examples/profiles/illness.json --language en
    """
    from engine.explanation.assess import Assessor

    program = _program(pack, rules)
    if language and language not in program.head.languages:
        known = ", ".join(program.head.languages)
        raise click.BadParameter(f"the pack speaks {known}", param_hint="--language")
    assessor = Assessor(program, language=language, engine=engine)
    good, faults = _read(profiles, program)
    answers = [_answer(assessor, profile, as_of) for profile in good]
    if answers:
        _emit(_answers(answers, form, sources=sources), output)
    _report(faults)


@commands.command()
@click.argument("profiles", nargs=-1, required=True, metavar="PROFILE...")
@PACK
@RULES
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def validate(profiles: tuple[str, ...], pack: str, rules: Path | None, form: str) -> None:
    """Check profiles without assessing them: all faults of all files.

    PROFILE is a JSON file, a folder of them, or `-` for standard input.

    \b
    Example:
      xieshang validate clients/ --format json
    """
    good, faults = _read(profiles, _program(pack, rules))
    bad = len({fault.place[0] for fault in faults})
    _verdict(faults, form, f"{len(good)} of {len(good) + bad} profiles are sound")


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[RULES]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(folder: Path | None, form: str) -> None:
    """Check rules: all faults of a pack, or of every pack in a folder.

    \b
    Example:
      xieshang check rules/weilidai
    """
    from engine.program.load import check_pack, packs_in

    folders = packs_in(folder)
    faults = [fault for one in folders for fault in check_pack(one)[1]]
    names = ", ".join(one.name for one in folders)
    _verdict(faults, form, f"checked {names}: {len(faults)} faults")


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[RULES]")
def test(folder: Path | None) -> None:
    """Run the cases that stand beside the rules, and show what came out otherwise and where.

    \b
    Example:
      xieshang test rules/weilidai
    """
    from engine.cases.run import run_cases

    from engine.program.load import packs_in

    results = [run_cases(one) for one in packs_in(folder)]
    passed = sum(one.passed for one in results)
    _verdict([fault for one in results for fault in one.faults], "text", f"{passed} cases passed")


@commands.command()
@click.argument("profile", required=False)
@click.option("--principal", help="Outstanding principal in yuan.")
@click.option("--daily-rate", help="Interest per day as a fraction: 0.0004 is 0.04 %.")
@click.option("--annual-rate", help="Interest per year as a fraction; needs --year-days.")
@click.option("--year-days", type=click.Choice(["360", "365"]), help="Days that a year of interest has.")
@click.option("--method", type=click.Choice(["equal_principal", "equal_instalment", "interest_first"]))
@click.option("--instalments", type=click.IntRange(1, 600), help="Number of monthly instalments.")
@click.option("--start", type=DAY, help="Day from which interest runs. Default: a month before the first.")
@click.option("--first-due", type=DAY, help="Due date of the first instalment.")
@click.option("--capacity", help="Yuan a month: take the fewest instalments that fit.")
@click.option("--longest", type=click.IntRange(1, 600), default=60, show_default=True, help="Most to try.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@OUTPUT
def schedule(
    profile: str | None,
    language: Any,  # noqa: ANN401  (click gives a plain string)
    form: str,
    output: Path | None,
    **terms: Any,  # noqa: ANN401  (what click gives)
) -> None:
    """Work out a repayment schedule, from options, from a PROFILE's first loan, or from both.

    \b
    Example:
      xieshang schedule client.json --capacity 1000
      xieshang schedule --principal 24000 --daily-rate 0.0004 --method equal_principal \\
        --first-due 2027-01-10 --instalments 24 --language en
    """
    from engine.repayment.asked import Asked, NoPlan
    from engine.repayment.planning import plan
    from engine.repayment.to_json import to_json
    from engine.repayment.to_text import to_text

    told = {} if profile is None else _one_loan(profile).facts
    try:
        planned = plan(Asked(**terms), told)
    except NoPlan as error:
        raise click.UsageError(str(error)) from error
    _emit(to_json(planned) if form == "json" else to_text(planned, language), output)


@commands.command()
@click.argument("name", required=False)
@click.option("--language", default="zh", show_default=True, help="Language of the words.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@PACK
@RULES
def facts(name: str | None, language: str, form: str, pack: str, rules: Path | None) -> None:
    """Show what a profile can tell: every fact, or the one called NAME.

    \b
    Example:
      xieshang facts loan.final_maturity_date --language en
    """
    from engine.profile.to_text import facts_as_json, facts_as_text

    from engine.program.load import load_dictionary

    dictionary = load_dictionary(pack, rules)
    known = [fact for fact in dictionary.facts if name is None or fact.name == name]
    if not known:
        near = did_you_mean(name or "", [fact.name for fact in dictionary.facts])
        raise click.BadParameter(f"there is no fact `{name}`; {near}".rstrip("; "), param_hint="NAME")
    _emit(facts_as_json(known) if form == "json" else facts_as_text(known, language), None)


@commands.command()
@click.argument("code", required=False)
def codes(code: str | None) -> None:
    """Explain diagnostics: all codes, or one with a wrong and a right example.

    \b
    Example:
      xieshang codes R204
    """
    from engine.bundle import diagnostics_folder

    pages = {page.stem: page for page in sorted(diagnostics_folder().glob("[A-Z][0-9][0-9][0-9].md"))}
    if code is None:
        titles = (page.read_text("utf-8").partition("\n")[0].removeprefix("# ") for page in pages.values())
        _emit("\n".join(titles) + "\n", None)
    elif code.upper() in pages:
        _emit(pages[code.upper()].read_text("utf-8"), None)
    else:
        near = did_you_mean(code.upper(), pages)
        raise click.BadParameter(f"there is no code `{code}`; {near}".rstrip("; "), param_hint="CODE")


def _program(pack: str, rules: Path | None) -> "Program":
    from engine.program.load import load_pack

    return load_pack(pack, rules)


def _read(names: Sequence[str], program: "Program") -> "tuple[list[Profile], list[Diagnostic]]":
    """Every profile that can be read, and the faults of the others."""
    from engine.profile.load import read_profiles

    return read_profiles(names, program.dictionary, sys.stdin.buffer)


def _one_loan(name: str) -> "FactView":
    from engine.profile.load import product_dictionary, read_profiles

    profiles, faults = read_profiles([name], product_dictionary(), sys.stdin.buffer)
    if faults:
        raise Faulty(faults)
    return profiles[0].views()[0]


def _answer(assessor: "Assessor", profile: "Profile", as_of: date | None) -> "Recommendation":
    when = as_of or profile.as_of
    today = datetime.now().astimezone().date()
    return assessor.assess(profile, when or today, assumed=when is None)


def _answers(answers: "list[Recommendation]", form: str, *, sources: bool) -> str:
    from engine.explanation.to_json import to_json
    from engine.explanation.to_markdown import to_markdown
    from engine.explanation.to_text import to_text

    if form == "json":
        return "".join(to_json(one, indent=2 if len(answers) == 1 else None) for one in answers)
    if form == "markdown":
        return "\n".join(to_markdown(one) for one in answers)
    return "\n".join(to_text(one, sources=sources) for one in answers)


def _emit(text: str, output: Path | None) -> None:
    """Print, or write to a file whole."""
    if output is None:
        click.echo(text, nl=False)
    else:
        from engine.writing import write_whole

        write_whole(output, text)


def _report(faults: "Iterable[Diagnostic]") -> None:
    """Tell faults on standard error, and leave with the status for them; go on if there are none."""
    if told := [render(fault) for fault in faults]:
        click.echo("\n\n".join(told), err=True)
        click.get_current_context().exit(AT_FAULT)


def _verdict(faults: "list[Diagnostic]", form: str, good: str) -> None:
    """The result of a check: its faults, in words or for machines, or that there are none."""
    if form == "json":
        click.echo(json.dumps([as_data(fault) for fault in faults], ensure_ascii=False, indent=2))
        click.get_current_context().exit(AT_FAULT if faults else ANSWERED)
    if faults:
        click.echo(good, err=True)
    else:
        click.echo(good)
    _report(faults)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status; no traceback reaches a user."""
    try:
        status = commands.main(arguments, prog_name="xieshang", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else ANSWERED)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except Faulty as error:
        click.echo(str(error), err=True)
        sys.exit(AT_FAULT)
    except Disagreement as error:
        click.echo(str(error), err=True)
        sys.exit(DISAGREE)
    except NotInstalled as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(NOT_INSTALLED)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ANSWERED)
    except OSError as error:  # standard output can't take it: the disk behind it is full
        click.echo(
            f"error: the answer can't be written: {(error.strerror or 'unknown reason').lower()}", err=True
        )
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(AT_FAULT)
