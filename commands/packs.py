"""What an analyst asks: what the rules say, what is wrong with them, where they come from.

None of them answers for a borrower, and none changes a rule. They only read the arguments and print; what
can be wrong with a pack is told by `engine`, so that an editor or a program gets the same faults.
"""

import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from commands import completing
from commands.options import A_FILE, A_PATH, ANSWER_FORM, FOLDER, FORM, OUTPUT, PACK, RULES
from engine.said import Said, answered, counted, verdict


@click.command()
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


@click.command()
@FOLDER
@click.option("--coverage", is_flag=True, help="Show what of the rules the cases reach, and what they don't.")
@click.option(
    "--propose",
    type=A_FILE,
    metavar="FILE",
    help="With --coverage: write cases for the latter to FILE.",
)
@click.option(
    "--mutate", is_flag=True, help="Change the rules a little, in many ways: which does no case notice?"
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["criteria", "rows", "branches", "conditions", "thresholds", "mutants"]),
    help="Leave with status 1 if some of these aren't reached or noticed; more than once for several.",
)
@FORM
def test(
    folder: Path | None, form: str, fail_on: tuple[str, ...], propose: Path | None, **asked: bool
) -> Said:
    """Run the cases that stand beside the rules, and show what came out otherwise and where.

    \b
    Example:
      xieshang test rules/weilidai
      xieshang test rules/weilidai --coverage --mutate --fail-on criteria --fail-on mutants
      xieshang test my_pack --coverage --propose proposed.yaml
    """
    from engine.analysis.progress import Progress
    from engine.cases.thorough import ask, said
    from engine.program.folders import packs_in

    progress = Progress(sys.stderr, "changes")
    try:
        found = [ask(one, telling=progress, **asked) for one in packs_in(folder)]
    finally:
        progress.end()
    told = said(found, fail_on, form)
    return told if propose is None else _proposed(found, propose, told)


def _proposed(found: Any, file: Path, told: Said) -> Said:  # noqa: ANN401  (imported late)
    from engine.analysis.installed import needs_z3

    needs_z3()
    from engine.analysis.proposals.write import write_proposals

    return Said(told.out, told.err + write_proposals(found, file), told.status)


@click.command()
@click.argument("name", required=False, shell_complete=completing.completing(completing.facts))
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


@click.command()
@click.argument("code", required=False, shell_complete=completing.completing(completing.codes))
def codes(code: str | None) -> Said:
    """Explain diagnostics: all codes, or one with a wrong and a right example.

    \b
    Example:
      xieshang codes R204
    """
    from engine.codes import page, titles

    return answered(titles() if code is None else page(code))


@click.command()
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


@click.command()
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
