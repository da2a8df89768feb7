"""Every command by its name: it finds the one that is called, lets it read its arguments, and prints.

Whatever can be right or wrong by itself lives in `engine`, which never imports this file. A command
returns what it has to say, and it is said here: so one place deals with full disks and closed pipes.
"""

import atexit
import gc
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from io import BytesIO, TextIOWrapper
from typing import Final

import click

from commands.completing import check_shell
from engine.diagnostics import did_you_mean
from engine.said import ANSWERED, USAGE, Said, outcome, plainly, say
from engine.version import VERSION

HOMES: Final[Mapping[str, str]] = {
    "ask": "commands.interview",
    "analyse": "commands.analysis",
    "assess": "commands.borrowers",
    "check": "commands.packs",
    "codes": "commands.packs",
    "diff": "commands.difference",
    "explain": "commands.portfolios",
    "facts": "commands.packs",
    "replay": "commands.portfolios",
    "schedule": "commands.borrowers",
    "screen": "commands.portfolios",
    "show": "commands.packs",
    "sources": "commands.packs",
    "test": "commands.packs",
    "validate": "commands.borrowers",
    "what-if": "commands.what_if",
}


class _Commands(click.Group):
    """Imports a command when it is called, so that none waits for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click asks with it)
        """The names of all commands."""
        return sorted(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click asks with it)
        """The command of a name; None if there is none."""
        if cmd_name not in HOMES:
            return None
        command: click.Command = getattr(import_module(HOMES[cmd_name]), cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; of a wrong one, which may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            help_ = did_you_mean(args[0], sorted(HOMES))
            said = f"{error.message.removesuffix('.')}: {help_}" if help_ else error.message
            raise click.UsageError(said, ctx) from error


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="xieshang")
def commands() -> None:
    """Which ways out there are for someone who can't repay an online loan as agreed, and why.

    \b
    Example:
      xieshang assess examples/profiles/illness.json
      xieshang assess client.json --language en --format markdown -o answer.md

    \b
    Completion: eval "$(_XIESHANG_COMPLETE=bash_source xieshang)" in the file that bash reads when it
    starts; likewise zsh_source, fish_source.

    \b
    Exit status: 0 answered; 1 a file given is at fault; 2 wrong usage; 4 the engines disagree;
    5 a needed part isn't installed; 130 interrupted.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; no traceback reaches a user.

    Args:
        arguments: None: those that the process was called with.

    Returns:
        The status to leave with.

    Raises:
        KeyboardInterrupt: somebody had enough.
    """
    atexit.register(gc.freeze)  # or Python, at its end, takes 20 ms to look for circles in what is left
    try:
        return say(outcome(partial(_said, arguments)), sys.stdout, sys.stderr)
    except click.Abort as error:  # click's word for it
        raise KeyboardInterrupt from error


def _said(arguments: Sequence[str] | None) -> Said:
    """What a command says, or click in its place: help, faults of usage, shell completion."""
    check_shell()
    printed = BytesIO()
    stream = TextIOWrapper(printed, "utf-8", newline="\n", write_through=True)
    try:
        with redirect_stdout(stream):
            said = commands.main(arguments, prog_name="xieshang", standalone_mode=False)
    except click.ClickException as error:
        error.show(stream)
        return Said("", plainly(printed.getvalue().decode()), USAGE)
    except SystemExit as left:  # of shell completion
        said = left.code
    return said if isinstance(said, Said) else Said(printed.getvalue().decode(), status=said or ANSWERED)
