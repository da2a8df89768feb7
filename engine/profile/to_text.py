"""Facts for a terminal: what each is called, how to ask for it, and what its value looks like.

Whoever writes a profile or a rule looks a fact up by its name; without this they would have to read
the JSON Schema.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from engine.profile.facts import Fact
from engine.profile.value_in_words import value_in_words

_EN: Final[Mapping[str, str]] = {
    "value": "({})",
    "sensitive": "({}; sensitive)",
    "words": "{}: {}",
}
_ZH: Final[Mapping[str, str]] = {
    "value": "（{}）",
    "sensitive": "（{}；敏感）",
    "words": "{}：{}",
}


def to_text(facts: Iterable[Fact], language: str) -> str:
    """The facts as text with a line end, an empty line between those of one record or list and the next.

    Args:
        facts: of one dictionary, in its order.
        language: one that the dictionary speaks.
    """
    parts = groupby(facts, lambda fact: fact.name.partition(".")[0])
    return "\n".join(
        "".join(f"{line}\n" for fact in part for line in _lines(fact, language)) for _, part in parts
    )


def _lines(fact: Fact, language: str) -> Iterator[str]:
    phrases = _ZH if language == "zh" else _EN
    value = phrases["sensitive" if fact.sensitive else "value"].format(value_in_words(fact, language))
    yield f"{fact.name}  {value}"
    yield f"  {phrases['words'].format(fact.title(language), fact.question(language))}"
    labels = fact.labels(language)
    width = max(map(len, labels), default=0)
    for name, label in labels.items():
        yield f"    {name:<{width}}  {label}"
