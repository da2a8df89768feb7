"""T106 to T109, T117, T118: what can be wrong with a call, in words.

The names of the parameters are said each time: nobody knows by heart in which order `substring`
wants its own.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from engine.diagnostics import Diagnostic, did_you_mean
from engine.feel.core import Node
from engine.feel.signature import Kind, ListOfKind, Wanted
from engine.feel.typing_scope import Environment
from engine.feel.typing_words import conversion, described, excerpt, named, note, origins
from engine.feel.words import CALLED_OTHERWISE, LEFT_OUT
from engine.source import Span

SHORT = 6  # letters; among names so short, one of two letters unlike is another word


def unknown_function(name: str, span: Span, known: Iterable[str]) -> Diagnostic:
    """T106: a function that doesn't exist."""
    return Diagnostic(
        "T106",
        f"unknown function `{name}`",
        span,
        "outside the subset" if name in LEFT_OUT else "not a function of the language",
        LEFT_OUT.get(name) or _near(name, known) or "the functions are listed in docs/language.md",
    )


def _near(name: str, known: Iterable[str]) -> str:
    """The function that is called otherwise elsewhere, or whose name is near."""
    others = CALLED_OTHERWISE.get(name.casefold(), ())
    if others:
        return f"did you mean {' or '.join(f'`{one}`' for one in others)}?"
    folded = {one.casefold(): one for one in known}
    cutoff = 0.8 if len(name) <= SHORT else 0.6
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=cutoff)
    return f"did you mean `{folded[near[0]]}`?" if near else ""


def wrong_count(name: str, parameters: Iterable[str], given: int, span: Span) -> Diagnostic:
    """T107: too few or too many arguments."""
    parameters = tuple(parameters)
    return Diagnostic(
        "T107",
        f"`{name}` doesn't take {given} argument{'s' * (given != 1)}",
        span,
        f"it takes {', '.join(f'`{one}`' for one in parameters)}",
        f"write `{name}({', '.join(parameters)})`",
    )


def lacking(name: str, parameter: str, span: Span) -> Diagnostic:
    """T107: a call with named arguments that leaves out one that is needed."""
    return Diagnostic(
        "T107",
        f"`{name}` lacks its argument `{parameter}`",
        span,
        f"`{parameter}` isn't given",
        f"give it, too: `{parameter}: …`",
    )


def wrong_name(name: str, word: str, span: Span, parameters: tuple[str, ...]) -> Diagnostic:
    """T108: a named argument that the function doesn't have, or, if it has it, one that comes twice."""
    twice = word in parameters
    return Diagnostic(
        "T108",
        f"argument `{word}` of `{name}` is given twice" if twice else f"`{name}` has no argument `{word}`",
        span,
        f"it takes {', '.join(f'`{one}`' for one in parameters)}",
        "" if twice else did_you_mean(word, parameters),
    )


def wrong_argument(
    name: str, parameter: str, wanted: Wanted, node: Node, environment: Environment
) -> Diagnostic:
    """T109: an argument of a type that the parameter doesn't take."""
    return Diagnostic(
        "T109",
        f"`{parameter}` of `{name}` takes {named(wanted)}",
        node.span,
        described(node, environment),
        _fitting(node, wanted),
        origins(environment, node),
    )


def _fitting(node: Node, wanted: Wanted) -> str:
    """How to give a function what it takes, where that is usual."""
    usual = "" if isinstance(wanted, Kind | ListOfKind) else conversion(node, wanted)
    return usual or f"give it {named(wanted)}; docs/language.md lists what each function takes"


def arguments_apart(name: str, first: Node, node: Node, environment: Environment) -> Diagnostic:
    """T109: two arguments that must be of one type and aren't."""
    return Diagnostic(
        "T109",
        f"the arguments of `{name}` don't fit each other",
        node.span,
        described(node, environment),
        conversion(node, first.type) or conversion(first, node.type) or f"give {named(first.type)} here, too",
        (note(first, environment), *origins(environment, first, node)),
    )


def not_written_out(name: str, example: str, node: Node) -> Diagnostic:
    """T117: a text whose content decides the type, and which is known only later."""
    return Diagnostic(
        "T117",
        f"`{name}` needs its text written out",
        node.span,
        "known only when a profile is there",
        f"write it here: `{example}`",
    )


def malformed(what: str, example: str, span: Span) -> Diagnostic:
    """T118: a date, duration or range that is written out and isn't one."""
    return Diagnostic("T118", f"`{excerpt(span)}` is no {what}", span, f"not a {what}", f"write `{example}`")
