"""Facts for machines: the dictionary without JSON Schema's ways of saying things.

A form or a spreadsheet that is made from it needs no reader of JSON Schema. Bounds are decimal text, so
that no reader rounds them.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import Fact, ListForm

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def to_json(facts: Iterable[Fact]) -> str:
    """The facts as a JSON list with a line end, the words in every language.

    Each has a `type` (`number`, `text`, `truth`, `date`, `list`), and what holds of it: `unit`, `least`,
    `most`, `whole`; `longest`, entries of a list or characters of a text; `labels` of a fixed set.
    """
    return json.dumps([_data(one) for one in facts], ensure_ascii=False, indent=2) + "\n"


def _data(fact: Fact) -> dict[str, Json]:
    return {
        "name": fact.name,
        "of_list": fact.list or None,
        **_value(fact),
        "sensitive": fact.sensitive,
        "words": {
            language: {"title": words.title, "question": words.question}
            for language, words in fact.words.items()
        },
        "labels": {value: dict(labels) for value, labels in fact.names.items()},
        "description": fact.description,
    }


def _value(fact: Fact) -> dict[str, Json]:
    """Type, unit and bounds; `longest` counts the entries of a list, the characters of a text."""
    form = fact.form
    if isinstance(form, ListForm):
        return {"type": "list", "longest": form.most}
    unit = str(form.type.unit) if isinstance(form.type, NumberType) else None
    kind = _TYPES[type(form.type)]
    bounds = _bounds(form.least, form.most)
    return {"type": kind, "unit": unit, **bounds, "whole": form.step == 1, "longest": form.longest}


_TYPES: Final[Mapping[type, str]] = {
    NumberType: "number",
    TextType: "text",
    TruthType: "truth",
    DateType: "date",
}


def _bounds(least: Decimal | None, most: Decimal | None) -> dict[str, Json]:
    return {
        "least": None if least is None else f"{least:f}",
        "most": None if most is None else f"{most:f}",
    }
