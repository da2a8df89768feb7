"""Facts for a terminal: what each is called, how to ask for it, and what its value looks like."""

from collections.abc import Iterable, Iterator

from engine.profile.facts import Fact
from engine.profile.listing import value_in_words


def to_text(facts: Iterable[Fact], language: str) -> str:
    """The facts as text, one below the other.

    Args:
        facts: of one dictionary.
        language: one that the dictionary speaks.
    """
    return "\n".join("".join(f"{line}\n" for line in _lines(fact, language)) for fact in facts)


def _lines(fact: Fact, language: str) -> Iterator[str]:
    value = value_in_words(fact).replace("`", "")
    yield f"{fact.name}  ({value}{'; sensitive' if fact.sensitive else ''})"
    yield f"  {fact.title(language)}: {fact.question(language)}"
    for name, label in fact.labels(language).items():
        yield f"    {name}: {label}"
