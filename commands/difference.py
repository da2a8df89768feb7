"""What an analyst asks of an edit: whose answer it changes."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import click
from msgspec.structs import replace

from commands.options import A_FILE, OUTPUT, PACK, RULES, day
from engine.said import AT_FAULT, Said, answered

Form = Literal["text", "json", "html"]


@click.command()
@click.argument("old", type=click.Path(readable=False))
@click.argument("new", type=click.Path(readable=False))
@PACK
@RULES
@click.option("--language", help="Language of the report. Default: the first that both versions speak.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option(
    "--on",
    "inputs",
    multiple=True,
    type=click.Path(readable=False),
    metavar="PORTFOLIO",
    help="Count whose answer changes in a portfolio; more than once for several files.",
)
@click.option("--mapping", type=A_FILE, help="YAML file that says which column of it is which fact.")
@click.option("--as-of", type=day, help="Day for all its rows. Default: each row's own, else today.")
@click.option("--by", multiple=True, metavar="FACT", help="Count by the values of a fact, too.")
@click.option("--fail-on-change", is_flag=True, help="Leave with status 1 unless it is proved the same.")
@OUTPUT
def diff(old: str, new: str, output: Path | None, form: Form, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Compare two versions of a pack: proved the same, or who gets another answer, and why.

    OLD and NEW are folders of a pack, or git revisions: v1.2, HEAD~1, or HEAD~1:rules/weilidai where
    the pack lay elsewhere. For each option and each pair of statuses one borrower is shown, the
    smallest that was found, with what both versions say and the edit that it comes from.

    \b
    Example:
      xieshang diff HEAD rules/weilidai
      xieshang diff rules/weilidai my_rules --language en --format json -o diff.json
      xieshang diff HEAD rules/weilidai --on loans.parquet --by hardship.cause --format html -o diff.html
    """
    from engine.analysis.installed import needs_z3
    from engine.program.folders import pack_folder

    needs_z3()
    from engine.analysis.difference.compare import compare

    pack = pack_folder(asked["pack"], asked["rules"])
    on = _on(asked["inputs"], asked["mapping"], asked["as_of"], asked["by"])
    text, same = compare(old, new, pack, language=asked["language"], form=form, on=on, terminal=sys.stderr)
    said = answered(text, output)
    return replace(said, status=AT_FAULT) if asked["fail_on_change"] and not same else said


def _on(inputs: tuple[str, ...], mapping: Path | None, as_of: date | None, by: tuple[str, ...]) -> Any:  # noqa: ANN401  (imported late)
    """The portfolio, if one is given."""
    if not inputs:
        if mapping or by:
            raise click.UsageError("`--mapping` and `--by` are about a portfolio: give `--on` with them.")
        return None
    from engine.screening.screen import needs_polars

    needs_polars()
    from engine.analysis.difference.portfolio import On

    return On(inputs, mapping, datetime.now().astimezone().date(), as_of, by)
