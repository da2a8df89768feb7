"""What somebody means by a name that isn't one: a text, a truth value, a duration, a field of a variable.

The nearest name is a poor guess there: `illness` without quotes is no misspelt measure, and whoever took
the guess would compare the wrong things.
"""

from collections.abc import Iterable, Iterator

from engine.feel.core import Node
from engine.feel.durations import parse_duration
from engine.feel.types import ListType, RecordType, TextType, Type
from engine.feel.typing_scope import Variables
from engine.feel.words import meant


def instead(word: str, kinds: Iterable[Type], variables: Variables) -> str:
    """What to write instead of a word that names nothing; "" if that can't be told.

    Args:
        word: as written, dots included.
        kinds: the types of all that can be named.
        variables: those in reach, the innermost last.
    """
    for name, node in reversed(tuple(variables.items())):
        if word in _fields(node):
            return f"write `{name}.{word}`, which is of each `{name}`"
    if any(word in texts for kind in kinds for texts in _sets(kind)):
        return f'a text stands in quotes: `"{word}"`'
    if parse_duration(word):
        return f'a duration is written `@"{word}"`'
    if meant(word) == "null":
        return "there is no `null`: ask `is known(…)`, or write `not(is known(…))`"
    return f"write `{meant(word)}`" if meant(word) else ""


def _fields(node: Node | None) -> Iterable[str]:
    return node.type.fields if node is not None and isinstance(node.type, RecordType) else ()


def _sets(kind: Type | None) -> Iterator[tuple[str, ...]]:
    """The fixed sets of text within a type."""
    match kind:
        case TextType(tuple(values)):
            yield values
        case ListType(element):
            yield from _sets(element)
        case RecordType(fields=fields):
            for one in fields.values():
                yield from _sets(one)
