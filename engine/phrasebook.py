"""Phrases of the product's own, by language: what stands around the words of a pack.

English where the product doesn't speak a language, as a pack may speak one that we never thought of.
"""

from collections.abc import Mapping
from typing import Final

FALLBACK: Final = "en"


class Phrasebook(dict[str, Mapping[str, str]]):
    """Phrases by language and name; each language has the same names."""

    def in_(self, language: str) -> Mapping[str, str]:
        """The phrases of a language, their gaps open."""
        return self.get(language) or self[FALLBACK]

    def __call__(self, language: str, name: str, /, **values: object) -> str:
        """A phrase in a language, its values filled in."""
        return self.in_(language)[name].format(**values)
