"""The command line: it reads arguments, calls the engine and prints.

Whatever can be right or wrong by itself lives in `engine`, which never imports this file. A command
returns what it has to say, and `main` says it: so one place deals with full disks and closed pipes.
"""

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import date, datetime
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from engine.said import ANSWERED, INTERRUPTED, USAGE, Said, answered, counted, outcome, say, verdict
from engine.version import VERSION


def day(text: str) -> date:
    """A date as yyyy-mm-dd, or a usage error."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  (a date has no time zone)
    except ValueError as error:
        raise click.BadParameter(f"`{text}` is no date; write it as 2026-11-25") from error


A_FILE = click.Path(path_type=Path, readable=False, dir_okay=False)
A_PATH = click.Path(path_type=Path, readable=False)  # what can't be read is told by the engine
PROFILES = click.argument(
    "profiles", nargs=-1, required=True, metavar="PROFILE...", type=click.Path(readable=False)
)
FOLDER = click.argument("folder", type=A_PATH, required=False, metavar="[RULES]")
PACK = click.option("--pack", default="weilidai", show_default=True, help="Name or folder of the pack.")
RULES = click.option("--rules", type=A_PATH, help="Folder of packs. Default: the one that comes along.")
OUTPUT = click.option("-o", "--output", type=A_FILE, help="Write to a file instead.")
FORM, ANSWER_FORM = (
    click.option("--format", "form", type=click.Choice(forms), default="text", show_default=True)
    for forms in (["text", "json"], ["text", "markdown", "json"])
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="xieshang")
def commands() -> None:
    """Which ways out there are for someone who can't repay an online loan as agreed, and why.

    \b
    Example:
      xieshang assess examples/profiles/illness.json
      xieshang assess client.json --language en --format markdown -o answer.md

    \b
    Exit status: 0 answered; 1 a file given is at fault; 2 wrong usage; 4 the engines disagree;
    5 a needed part isn't installed; 130 interrupted.
    """


@commands.command()
@PROFILES
@PACK
@RULES
@click.option("--language", help="Language of the answer. Default: the pack's first.")
@ANSWER_FORM
@click.option("--sources", is_flag=True, help="Say in words what the ids in brackets stand for (text).")
@click.option("--as-of", type=day, help="Day of the assessment. Default: the profile's own, else today.")
@click.option(
    "--engine",
    type=click.Choice(["both", "reference", "durable"]),
    default="both",
    show_default=True,
    help="Which engines work out the answer; `both` have to agree.",
)
@OUTPUT
def assess(profiles: tuple[str, ...], output: Path | None, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Check borrowers' profiles: the options to ask for, in order, with reasons.

    PROFILE is a JSON file, a folder of them, or `-` for standard input. Several answers stand one
    below the other under their profiles' names, as JSON one on each line.

    \b
    Example:
      xieshang assess examples/profiles/illness.json --language en
      xieshang assess clients/ --format json -o answers.jsonl
    """
    from engine.explanation.assess import Assessor
    from engine.explanation.several import assess_each, to_several
    from engine.program.kept import load_with_profiles

    program, good, faults = load_with_profiles(profiles, asked["pack"], asked["rules"], sys.stdin)
    assessor = Assessor(program, language=asked["language"], engine=asked["engine"])
    today = datetime.now().astimezone().date()
    answers = assess_each(assessor, good, asked["as_of"], today)
    return answered(to_several(answers, asked["form"], sources=asked["sources"]), output, faults)


@commands.command()
@PROFILES
@PACK
@RULES
@FORM
def validate(profiles: tuple[str, ...], pack: str, rules: Path | None, form: str) -> Said:
    """Check profiles without assessing them: all faults of all files.

    PROFILE is a JSON file, a folder of them, or `-` for standard input.

    \b
    Example:
      xieshang validate clients/ --format json
    """
    from engine.program.kept import load_with_profiles

    _, good, faults = load_with_profiles(profiles, pack, rules, sys.stdin)
    bad = len({fault.place[0] for fault in faults})
    return verdict(faults, f"{len(good)} of {len(good) + bad} profiles are sound", form)


@commands.command()
@FOLDER
@FORM
def check(folder: Path | None, form: str) -> Said:
    """Check rules: all faults of a pack, or of every pack in a folder.

    \b
    Example:
      xieshang check rules/weilidai
    """
    from engine.program.load import check_packs

    names, faults = check_packs(folder)
    return verdict(faults, f"checked {', '.join(names)}: {counted(len(faults), 'fault')}", form)


@commands.command()
@FOLDER
def test(folder: Path | None) -> Said:
    """Run the cases that stand beside the rules, and show what came out otherwise and where.

    \b
    Example:
      xieshang test rules/weilidai
    """
    from engine.cases.run import run_cases
    from engine.program.folders import packs_in

    results = [run_cases(one) for one in packs_in(folder)]
    passed = sum(one.passed for one in results)
    return verdict([fault for one in results for fault in one.faults], f"{counted(passed, 'case')} passed")


@commands.command()
@click.argument("profile", required=False, type=click.Path(readable=False))
@click.option("--principal", help="Outstanding principal in yuan.")
@click.option("--daily-rate", help="Interest per day as a fraction: 0.0004 is 0.04 %.")
@click.option("--annual-rate", help="Interest per year as a fraction; needs --year-days.")
@click.option("--year-days", type=click.Choice(["360", "365"]), help="Days that a year of interest has.")
@click.option("--method", type=click.Choice(["equal_principal", "equal_instalment", "interest_first"]))
@click.option("--instalments", type=click.IntRange(1, 600), help="Number of monthly instalments.")
@click.option("--start", type=day, help="Day from which interest runs. Default: a month before the first.")
@click.option("--first-due", type=day, help="Due date of the first instalment.")
@click.option("--capacity", help="Yuan a month: take the fewest instalments that fit.")
@click.option("--longest", type=click.IntRange(1, 600), default=60, show_default=True, help="Most to try.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@FORM
@OUTPUT
def schedule(profile: str | None, form: str, output: Path | None, **terms: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Work out a repayment schedule, from options, from a PROFILE's first loan, or from both.

    \b
    Example:
      xieshang schedule client.json --capacity 1000
      xieshang schedule --principal 24000 --daily-rate 0.0004 --method equal_principal \\
        --first-due 2027-01-10 --instalments 24 --language en
    """
    from engine.profile.load import first_loan
    from engine.repayment.asked import Asked
    from engine.repayment.planning import plan
    from engine.repayment.to_json import to_json
    from engine.repayment.to_text import to_text

    told = {} if profile is None else first_loan(profile, sys.stdin).facts
    language = terms.pop("language")
    planned = plan(Asked(**terms), told)
    return answered(to_json(planned) if form == "json" else to_text(planned, language), output)


@commands.command()
@click.argument("name", required=False)
@click.option("--language", help="Language of the words. Default: the dictionary's first.")
@FORM
@PACK
@RULES
def facts(name: str | None, language: str | None, form: str, pack: str, rules: Path | None) -> Said:
    """Show what a profile can tell: every fact, those of a part such as `loan`, or the one called NAME.

    \b
    Example:
      xieshang facts loan.final_maturity_date --language en
    """
    from engine.languages import spoken
    from engine.profile.listing import named
    from engine.profile.to_json import to_json
    from engine.profile.to_text import to_text
    from engine.program.load import load_dictionary

    dictionary = load_dictionary(pack, rules)
    found, words = named(dictionary, name), spoken(language, dictionary.languages)
    return answered(to_json(found) if form == "json" else to_text(found, words))


@commands.command()
@click.argument("code", required=False)
def codes(code: str | None) -> Said:
    """Explain diagnostics: all codes, or one with a wrong and a right example.

    \b
    Example:
      xieshang codes R204
    """
    from engine.codes import page, titles

    return answered(titles() if code is None else page(code))


@commands.command()
@FOLDER
@click.option("--verify", "documents", type=A_PATH, metavar="DIR", help="Look up its documents in DIR.")
@click.option("--language", help="Language of the words. Default: the pack's first.")
@ANSWER_FORM
@OUTPUT
def sources(folder: Path | None, documents: Path | None, output: Path | None, **how: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Show which rules rest on each sentence of the guidance, and on which sentences each rule rests.

    With --verify each quoted sentence is looked up in the documents, by its fingerprint, and what
    lies between them is shown. Nothing of the documents is kept.

    \b
    Example:
      xieshang sources rules/weilidai --language en
      xieshang sources rules/weilidai --verify articles/
    """
    from engine.program.folders import packs_in
    from engine.sourcing.report import render_reports, reports

    found, faults = reports(packs_in(folder), documents)
    return answered(render_reports(found, **how), output, faults)


@commands.command()
@click.argument("name", required=False)
@click.option("--language", default="both", show_default=True, help="Language of the words, or `both`.")
@ANSWER_FORM
@PACK
@RULES
@OUTPUT
def show(name: str | None, output: Path | None, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Show a rule for reading: an option, a measure, a table, a source, or whatever else is called NAME.

    Without NAME, or with the pack's own, everything in the pack is listed with its title.

    \b
    Example:
      xieshang show statutory_extension
    """
    from engine.showing.show import WIDTH, show

    width = WIDTH if output else get_terminal_size((WIDTH, 0)).columns
    return answered(show(name, width=width, **asked), output)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its status; no traceback reaches a user."""
    try:
        sys.exit(say(outcome(partial(_said, arguments)), sys.stdout, sys.stderr))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(say(Said("", "interrupted\n", INTERRUPTED), sys.stdout, sys.stderr))


def _said(arguments: Sequence[str] | None) -> Said:
    """What a command says, or click in its place: help, faults of usage, shell completion."""
    printed = BytesIO()
    stream = TextIOWrapper(printed, "utf-8", newline="\n", write_through=True)
    try:
        with redirect_stdout(stream):
            said = commands.main(arguments, prog_name="xieshang", standalone_mode=False)
    except click.ClickException as error:
        error.show(stream)
        return Said("", printed.getvalue().decode(), USAGE)
    except SystemExit as left:  # of shell completion
        said = left.code
    return said if isinstance(said, Said) else Said(printed.getvalue().decode(), status=said or ANSWERED)


if __name__ == "__main__":
    main()
