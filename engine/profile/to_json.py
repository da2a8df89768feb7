"""Facts for machines: the dictionary without JSON Schema's ways of saying things."""

import json
from collections.abc import Iterable

from engine.profile.facts import Fact
from engine.profile.listing import value_in_words

Json = str | bool | dict[str, "Json"]


def to_json(facts: Iterable[Fact]) -> str:
    """The facts as a JSON list with a line end, the words in every language."""
    return json.dumps([_data(one) for one in facts], ensure_ascii=False, indent=2) + "\n"


def _data(fact: Fact) -> dict[str, Json]:
    return {
        "name": fact.name,
        "value": value_in_words(fact),
        "sensitive": fact.sensitive,
        "description": fact.description,
        "words": {
            language: {"title": words.title, "question": words.question}
            for language, words in fact.words.items()
        },
        "labels": {value: dict(labels) for value, labels in fact.names.items()},
    }
