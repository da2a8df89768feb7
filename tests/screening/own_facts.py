"""A dictionary of facts as a pack may bring its own: no loans, and every limit that a fact can have.

The product's dictionary has pairs that are ordered and names that may come once only among loans alone. What
is true of them there has to be true wherever another dictionary has them.
"""

import json
from functools import lru_cache
from typing import Any

from engine.evaluation.columns.layout import Layout
from engine.profile.dictionary import dictionary_from_schema
from engine.source import Source

Raw = dict[str, Any]


def _record(**properties: Raw) -> Raw:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _list(element: Raw, **more: Any) -> Raw:
    return {"type": ["array", "null"], "items": element, **more}


_TEXT = {"type": ["string", "null"]}
_DAY = {"type": ["string", "null"], "format": "date"}
_DAYS = {"type": ["integer", "null"], "x-unit": "day", "minimum": 0, "maximum": 1000}
_YUAN = {"type": ["number", "null"], "x-unit": "yuan", "minimum": 0}
_SHARE = {"type": ["number", "null"], "x-unit": "1", "minimum": 0, "maximum": 10}


def _worded(schema: Raw) -> Raw:
    """The same with words for each fact; what they say matters to nobody here."""
    properties = {
        name: {**_worded(one), "x-words": {"en": {"title": name, "question": f"{name}?"}}}
        for name, one in schema.get("properties", {}).items()
    }
    below = {"properties": properties} if properties else {}
    return {**schema, **below, **({"items": _worded(schema["items"])} if "items" in schema else {})}


_SCHEMA = _record(
    opened={**_DAY, "x-at-most": ["closed"]},
    closed=_DAY,
    case=_record(
        note=_TEXT,
        number={**_TEXT, "pattern": "^[a-zL]"},
        share={**_SHARE, "multipleOf": 0.5},
        third={**_SHARE, "multipleOf": 0.3, "maximum": 9},
        paid={**_YUAN, "multipleOf": 1, "x-at-most": ["owed"]},
        owed={**_YUAN, "multipleOf": 0.01},
        until={**_DAY, "x-at-most": ["said"]},
        said=_TEXT,
    ),
    visits=_list(
        _record(
            first={**_DAY, "x-at-most": ["last"]},
            last=_DAY,
            waited=_record(least={**_DAYS, "x-at-most": ["most"]}, most=_DAYS),
        ),
    ),
    witnesses=_list(_record(name=_TEXT, seen_on=_DAY), minItems=1),
    people=_list(_record(name={**_TEXT, "x-key": True}, wait=_DAYS)),
)


SCHEMA = _worded(_SCHEMA)


@lru_cache(maxsize=1)
def layout() -> Layout:
    dictionary, faults = dictionary_from_schema(Source("own.schema.json", json.dumps(SCHEMA)))
    assert dictionary is not None, faults
    return Layout(dictionary)
