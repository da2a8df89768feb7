"""P345: where `$ref` leads, and which keyword stands where.

A definition is used in many places, and a fault in it should be told at the definition, once; so
each description remembers which of its keywords are its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from engine.diagnostics import did_you_mean
from engine.profile.faults import Faults
from engine.profile.json_paths import Path

_FOLDER = "#/$defs/"


@dataclass(frozen=True, slots=True)
class Described:
    """One description of a value, with what its `$ref` adds.

    Attributes:
        record: what a record of this kind is called.
        keywords: its own and those of the definition.
        path: where it stands in the dictionary.
        origin: where the definition stands; the same as `path` without one.
        own: the keywords that stand at `path`.
        followed: definitions on the way to here.
    """

    record: str
    keywords: Mapping[str, object] = field(repr=False)
    path: Path
    origin: Path
    own: frozenset[str]
    followed: frozenset[str] = frozenset()

    def at(self, key: str) -> Path:
        """Where a keyword stands, or would have to."""
        inherited = key in self.keywords and key not in self.own
        return (*(self.origin if inherited else self.path), key)


class References(Struct, frozen=True):
    """The definitions of a dictionary."""

    schema: Mapping[str, object]
    faults: Faults

    def described(
        self, given: Mapping[str, object], path: Path, name: str, followed: frozenset[str]
    ) -> Described | None:
        """A description with the definition it refers to; None if that can't be had."""
        own = frozenset(given)
        if "$ref" not in given:
            return Described(name, given, path, path, own, followed)
        key, definition = self._definition(given["$ref"], (*path, "$ref"), followed)
        if definition is None:
            return None
        for twice in sorted(definition.keys() & own):
            if not (_is_note(twice) or (twice == "type" and _narrows(given, definition))):
                message = f"`{twice}` stands in `{key}`, too"
                self.faults.add("P340", message, (*path, twice), "keep one of the two")
        named = key if "properties" in definition else name
        keywords = {**definition, **given}
        return Described(named, keywords, path, ("$defs", key), own, followed | {key})

    def _definition(
        self, reference: object, path: Path, followed: frozenset[str]
    ) -> tuple[str, Mapping[str, object] | None]:
        definitions = self.schema.get("$defs")
        definitions = definitions if isinstance(definitions, dict) else {}
        key = reference.removeprefix(_FOLDER) if isinstance(reference, str) else ""
        definition = definitions.get(key)
        if key in followed:
            self.faults.add("P345", f"`{key}` contains itself", path, "a profile has no endless nesting")
        elif not isinstance(definition, dict) or "$ref" in definition:
            help_ = f"write `{_FOLDER}` and the name of a definition that has no `$ref` of its own"
            message = f"`$ref` leads nowhere: `{reference}`"
            self.faults.add("P345", message, path, did_you_mean(key, definitions) or help_)
        else:
            return key, definition
        return key, None


def kinds(keywords: Mapping[str, object]) -> list[str]:
    """The types that `type` names, one or a list of them."""
    given = keywords.get("type")
    return [kind for kind in (given if isinstance(given, list) else [given]) if isinstance(kind, str)]


def _is_note(key: str) -> bool:
    """Whether a keyword says nothing about values, so that one beside a `$ref` may replace another."""
    return key.startswith("x-") or key in {"title", "description", "$comment", "examples"}


def _narrows(given: Mapping[str, object], definition: Mapping[str, object]) -> bool:
    """Whether a type allows only what that of the definition allows, too."""
    return {*kinds(given)} <= {*kinds(definition)}
