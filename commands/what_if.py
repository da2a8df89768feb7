"""What a borrower asks next: what would open an option, and how safe the answer is."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.options import ANSWER_FORM, OUTPUT, PACK, RULES, day
from engine.said import Said, answered


@click.command("what-if")
@click.argument("profile", type=click.Path(readable=False))
@PACK
@RULES
@click.option("--option", help="The one option to look at. Default: each that can't be asked for.")
@click.option("--language", help="Language of the answer. Default: the pack's first.")
@ANSWER_FORM
@click.option("--sources", is_flag=True, help="Say in words what the ids in brackets stand for (text).")
@click.option("--as-of", type=day, help="Day of the assessment. Default: the profile's own, else today.")
@click.option("--not-before", type=day, help="Earliest day on which one can still apply. Default: today.")
@OUTPUT
def what_if(profile: str, output: Path | None, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Say what would open an option: the smallest changes, and how safe the answer is.

    PROFILE is a JSON file, a folder of them, or `-` for standard input. What can be changed, the pack says in
    `changeable.yaml`. Each change is confirmed by the reference, and thresholds are exact to the fen and to
    the day; where nothing that can be changed helps, it says what stands in the way.

    \b
    Example:
      xieshang what-if examples/profiles/illness.json --language en
      xieshang what-if client.json --option longer_term --format json
    """
    from engine.analysis.what_if.asking import Asker
    from engine.analysis.what_if.to_text import to_form
    from engine.evaluation.ready import kept_ready
    from engine.profile.load import asks_for_one
    from engine.program.kept import load_with_profiles

    kept, good, faults = load_with_profiles((profile,), asked["pack"], asked["rules"], sys.stdin)
    today = datetime.now().astimezone().date()
    asker = Asker(kept.program, language=asked["language"], ready=kept_ready(kept))
    alone = asks_for_one((profile,))
    form, sources = asked["form"], asked["sources"]
    texts = []
    for one in good:
        when = asked["as_of"] or one.as_of
        possible_from = asked["not_before"] or today
        answer = asker.ask(
            one, when or today, today=possible_from, option=asked["option"], assumed=when is None
        )
        texts.append(to_form(answer, form, sources=sources, name=None if alone else one.name))
    return answered(("" if form == "json" else "\n").join(texts), output, faults)
