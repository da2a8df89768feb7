"""P340, P344: a dictionary of facts as a tree, its `$ref`s followed.

Forms, types and words are all read from this tree, so that none of them has to
know how a schema may be written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from engine.feel.words import KEYWORDS as WORDS_OF_THE_LANGUAGE
from engine.profile.faults import Faults
from engine.profile.json_paths import Path
from engine.profile.schema_keywords import KEYWORDS, ROOT_ONLY, check_keywords
from engine.profile.schema_references import Described, References, kinds

_NAME = re.compile(r"[a-z][a-z0-9_]*")
ELEMENT = "[]"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a profile, as its schema describes it.

    Attributes:
        kind: `number`, `integer`, `string`, `boolean`, `array` or `object`.
        described: its keywords and their places.
        children: of an object, its properties; of an array, its element as `[]`.
    """

    kind: str
    nullable: bool
    described: Described
    children: Mapping[str, "Node"] = field(repr=False)

    @property
    def keywords(self) -> Mapping[str, object]:
        """Those of the schema, with those of its `$ref`."""
        return self.described.keywords


def tree(schema: Mapping[str, object], faults: Faults) -> Node | None:
    """The tree of a whole dictionary; None where its root is no record."""
    root = {key: value for key, value in schema.items() if key not in ROOT_ONLY}
    builder = _Builder(References(schema, faults), faults)
    node = builder.node(root, (), "profile", frozenset())
    if node is not None and (node.kind != "object" or node.nullable):
        faults.add("P340", 'the root of a dictionary of facts must be `"type": "object"`', ())
        return None
    return node


class _Builder(Struct, frozen=True):
    references: References
    faults: Faults

    def node(self, given: object, path: Path, name: str, followed: frozenset[str]) -> Node | None:
        """The node of a description and all below it; None where it can't be understood at all."""
        if not isinstance(given, dict):
            self.faults.add("P340", "a fact is described by an object", path)
            return None
        described = self.references.described(given, path, name, followed)
        kind = self._kind(described) if described else ""
        if described is None or not kind:
            return None
        check_keywords(kind, described, self.faults)
        children = {
            key: child
            for key, below, step, called in self._below(kind, described)
            if (child := self.node(below, step, called, described.followed))
        }
        return Node(kind, "null" in kinds(described.keywords), described, children)

    def _kind(self, described: Described) -> str:
        """The one type besides `null`; "" if there isn't one."""
        others = [kind for kind in kinds(described.keywords) if kind != "null"]
        if len(others) == 1 and others[0] in KEYWORDS:
            return others[0]
        listed = ", ".join(f"`{kind}`" for kind in KEYWORDS)
        help_ = f'write one of {listed}, alone or as `["number", "null"]`'
        self.faults.add("P340", "a fact needs one type", described.at("type"), help_)
        return ""

    def _below(self, kind: str, described: Described) -> Iterator[tuple[str, object, Path, str]]:
        """The descriptions below this one, with their key, path and what a record there is called."""
        if kind == "array":
            yield ELEMENT, described.keywords.get("items"), described.at("items"), described.record
        if kind == "object":
            properties = described.keywords.get("properties")
            above = described.at("properties")
            if not isinstance(properties, dict):
                self.faults.add("P340", "a record needs `properties`", above)
                return
            for key, below in properties.items():
                if self._is_name(key, (*above, key), at_root=not described.path):
                    yield key, below, (*above, key), key

    def _is_name(self, key: str, path: Path, *, at_root: bool) -> bool:
        is_word = key in WORDS_OF_THE_LANGUAGE
        if (_NAME.fullmatch(key) and not is_word) or (key == "$schema" and at_root):
            return True
        help_ = "write a name in `snake_case` that is no word of the language"
        self.faults.add("P344", f"`{key}` can't be used as a name in expressions", path, help_)
        return False
