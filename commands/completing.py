"""What a shell completes on the command line beyond commands, options and files: codes, facts, packs.

A half-typed line may name a pack that isn't there or has faults. Then nothing is offered; a message in the
middle of what somebody types would help nobody.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem, get_completion_class

from engine.bundle import DEFAULT_PACK
from engine.diagnostics import Faulty, WrongUsage

SETTING: Final = "_XIESHANG_COMPLETE"  # how a shell asks, `bash_source` or `bash_complete`; click reads it

Completing = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def check_shell() -> None:
    """Refuse a shell for which there is no completion; click would leave without a word.

    Raises:
        WrongUsage: with those for which there is.
    """
    told = os.environ.get(SETTING, "")
    shell, _, asked = told.partition("_")
    if shell and (get_completion_class(shell) is None or asked not in {"source", "complete"}):
        raise WrongUsage(f"there is no completion `{told}`; there is one for bash, fish and zsh")


def completing(names: Callable[[click.Context], Iterable[str]]) -> Completing:
    """Offers the names that begin like what is typed; none where the rules are at fault."""

    def complete(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        try:
            return [CompletionItem(name) for name in names(context) if name.startswith(typed)]
        except Faulty:
            return []

    return complete


def codes(_: click.Context) -> Iterable[str]:
    """Every code of a diagnostic."""
    from engine.codes import known

    return known()


def facts(context: click.Context) -> Iterable[str]:
    """What `xieshang facts` knows of the pack that is named so far."""
    from engine.profile.listing import names_of
    from engine.program.kept import load_kept

    pack = context.params.get("pack") or DEFAULT_PACK
    return names_of(load_kept(pack, context.params.get("rules")).dictionary)


def pack(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """The packs by name; folders where a path is typed."""
    if "/" in typed or os.sep in typed or typed.startswith("."):
        return [CompletionItem(typed, type="dir")]
    return completing(_packs)(context, parameter, typed)


def _packs(context: click.Context) -> Iterable[str]:
    from engine.program.folders import is_pack, packs_in

    rules: Path | None = context.params.get("rules")
    return [one.name for one in packs_in(rules) if is_pack(one) and one != rules]
