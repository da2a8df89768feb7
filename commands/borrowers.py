"""What a borrower or an adviser asks: which options there are, what a plan costs.

They run where somebody waits for an answer: no library is imported before its command needs it, and nothing
is decided here that a caller of the engine wouldn't get, too.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.options import ANSWER_FORM, ENGINE, FORM, OUTPUT, PACK, PROFILES, RULES, day
from engine.said import Said, answered, verdict


@click.command()
@PROFILES
@PACK
@RULES
@click.option("--language", help="Language of the answer. Default: the pack's first.")
@ANSWER_FORM
@click.option("--sources", is_flag=True, help="Say in words what the ids in brackets stand for (text).")
@click.option("--as-of", type=day, help="Day of the assessment. Default: the profile's own, else today.")
@ENGINE
@OUTPUT
def assess(profiles: tuple[str, ...], output: Path | None, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Check borrowers' profiles: the options to ask for, in order, with reasons.

    PROFILE is a JSON file, a folder of them, or `-` for standard input. A pipe is read to its end: one
    into which nobody writes is waited for. The answers for a folder or for several names stand one
    below the other under their profiles' names, as JSON one on each line.

    \b
    Example:
      xieshang assess examples/profiles/illness.json --language en
      xieshang assess clients/ --format json -o answers.jsonl
    """
    from engine.evaluation.ready import kept_ready
    from engine.explanation.assess import Assessor
    from engine.explanation.several import assess_each, read_and_assess, to_several
    from engine.profile.load import asks_for_one, given_profiles, read_given
    from engine.program.kept import kept_program

    kept = kept_program(asked["pack"], asked["rules"])
    given = [*given_profiles(profiles, sys.stdin)]
    language, engine = asked["language"], asked["engine"]
    assessor = Assessor(kept.program, language=language, engine=engine, ready=kept_ready(kept))
    today = datetime.now().astimezone().date()
    as_of, form, sources = asked["as_of"], asked["form"], asked["sources"]
    if asks_for_one(profiles):
        good, faults = read_given(given, kept.program.dictionary)
        text = to_several(assess_each(assessor, good, as_of, today), form, alone=True, sources=sources)
    else:
        text, faults = read_and_assess(assessor, given, as_of, today, form, sources=sources)
    return answered(text, output, faults)


@click.command()
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
    from engine.profile.load import OF_FOLDERS
    from engine.program.kept import load_with_profiles

    _, good, faults = load_with_profiles(profiles, pack, rules, sys.stdin)
    bad = len({fault.place[0] for fault in faults if fault.code not in OF_FOLDERS})
    return verdict(faults, f"{len(good)} of {len(good) + bad} profiles are sound", form)


@click.command()
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
