"""C412: the profile of a case is its base with the overlay laid over it.

Each base is read once, and its own faults are told once: a hundred cases that start from a broken base are
one fault, not a hundred.
"""

from collections.abc import Mapping
from pathlib import Path

from engine.cases.overlay import places, raw
from engine.diagnostics import Diagnostic, did_you_mean
from engine.profile.facts import Dictionary
from engine.profile.from_json import profile_from_data, read_profile
from engine.profile.json_text import values
from engine.profile.load import LARGEST
from engine.profile.model import Profile
from engine.profile.overlay import merge
from engine.reading import read_text
from engine.rulebook.cases_model import Case
from engine.rulebook.model import Word

FOLDER = "profiles"
Raw = Mapping[str, object]


class Profiles:
    """The profiles of a pack's cases. Not to be used by two threads at once."""

    def __init__(self, folder: Path, dictionary: Dictionary) -> None:
        """Take the pack's folder and the facts that its profiles may tell."""
        self._paths = {path.stem: path for path in sorted((folder / FOLDER).glob("*.json"))}
        self._dictionary = dictionary
        self._bases: dict[str, tuple[Raw | None, tuple[Diagnostic, ...]]] = {}

    def of(self, case: Case) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
        """The profile of a case; or None and what is wrong with it, or with its base."""
        base, faults = ({}, ()) if case.base is None else self._base(case.base)
        if base is None:
            return None, faults
        dictionary = self._dictionary
        overlay = {name: raw(node) for name, node in case.overlay.items()}
        merged = merge(base, overlay, dictionary.each)
        where = places(case, dictionary.each, merged)
        return profile_from_data(merged, dictionary, case.name.text, where)

    def _base(self, name: Word) -> tuple[Raw | None, tuple[Diagnostic, ...]]:
        path = self._paths.get(name.text)
        if path is None:
            return None, (self._unknown(name),)
        if name.text not in self._bases:
            self._bases[name.text] = self._read(path)
        return self._bases[name.text]

    def _read(self, path: Path) -> tuple[Raw | None, tuple[Diagnostic, ...]]:
        source = read_text(path, LARGEST)
        if isinstance(source, Diagnostic):
            return None, (source,)
        profile, faults = read_profile(source, self._dictionary)
        told = None if profile is None else values(source.text)
        return (told if isinstance(told, Mapping) else None), faults

    def _unknown(self, name: Word) -> Diagnostic:
        help_ = did_you_mean(name.text, self._paths) or f"write the profile into `{FOLDER}/{name.text}.json`"
        return Diagnostic("C412", f"unknown base `{name.text}`", name.span, f"not in `{FOLDER}/`", help_)
