"""Options and arguments that several commands take, so that one name means one thing everywhere.

If each command wrote its own, `--as-of` could take other dates here than there, and a completion would work
for some of the commands only.
"""

from datetime import date
from pathlib import Path

import click

from commands import completing
from engine.bundle import DEFAULT_PACK
from engine.feel.dates import parse_date


def day(text: str) -> date:
    """A date as yyyy-mm-dd, or a usage error."""
    found = parse_date(text)
    if found is None:
        raise click.BadParameter(f"`{text}` is no date; write it as 2026-11-25")
    return found


A_FILE = click.Path(path_type=Path, readable=False, dir_okay=False)
A_PATH = click.Path(path_type=Path, readable=False)  # what can't be read is told by the engine
PROFILES = click.argument(
    "profiles", nargs=-1, required=True, metavar="PROFILE...", type=click.Path(readable=False)
)
FOLDER = click.argument("folder", type=A_PATH, required=False, metavar="[RULES]")
PACK = click.option(
    "--pack",
    default=DEFAULT_PACK,
    show_default=True,
    help="Name or folder of the pack.",
    shell_complete=completing.pack,
)
RULES = click.option("--rules", type=A_PATH, help="Folder of packs. Default: the one that comes along.")
OUTPUT = click.option("-o", "--output", type=A_FILE, help="Write to a file instead.")
FORM, ANSWER_FORM = (
    click.option("--format", "form", type=click.Choice(forms), default="text", show_default=True)
    for forms in (["text", "json"], ["text", "markdown", "json"])
)
ENGINE = click.option(
    "--engine",
    type=click.Choice(["both", "reference", "durable"]),
    default="both",
    show_default=True,
    help="Which engines work out the answer; `both` have to agree.",
)
