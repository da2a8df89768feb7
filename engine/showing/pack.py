"""A pack as it is shown: the checked program, and what its authors wrote.

The program knows what a name means; only the rulebook still knows how an expression was spelt, in which
document a sentence stands, and why a sentence isn't used. Each alone would show half a rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.bundle import DEFAULT_PACK
from engine.diagnostics import Faulty
from engine.feel.parser import parse
from engine.feel.tree import Tree
from engine.program.folders import pack_folder
from engine.program.kept import load_kept
from engine.program.model import Advice, Criterion, Program
from engine.rulebook.expressions import criteria
from engine.rulebook.from_yaml import read_rulebook
from engine.rulebook.model import Authority, Document, Rulebook, Statement
from engine.source import Fragment


@dataclass(frozen=True, eq=False)
class Pack:
    """A pack without faults; told from others by identity."""

    program: Program
    rulebook: Rulebook

    @property
    def id(self) -> str:
        """Its name."""
        return self.program.head.id.text

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """The sentences of the guidance by id."""
        return {one.id.text: one for one in self.rulebook.statements}

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """The other sources by id."""
        return {one.id.text: one for one in self.rulebook.authorities}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents of the guidance by id."""
        return {one.id.text: one for one in self.program.head.documents}

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by its key."""
        return {one.key: one for one in self.program.criteria}

    @cached_property
    def advice(self) -> Mapping[str, Advice]:
        """Steps and cautions by id."""
        return {**self.program.steps, **self.program.cautions}

    def owner(self, criterion: Criterion) -> str:
        """The id of the option, alert or finding to which a criterion belongs."""
        return criterion.key.removesuffix(f".{criterion.id}")

    def expression(self, name: str) -> Tree | None:
        """What decides a measure, a criterion (by its key), a requirement, a step or a caution.

        Returns:
            The expression as it was parsed; None where there is none.
        """
        fragment = self._fragments.get(name)
        return None if fragment is None else parse(fragment, functions=self.program.functions)[0]

    @cached_property
    def _fragments(self) -> Mapping[str, Fragment]:
        return {name: text for name, text in self._expressions() if text is not None}

    def _expressions(self) -> Iterator[tuple[str, Fragment | None]]:
        book = self.rulebook
        keys = {claim.span: claim.key for claim in self.program.criteria}
        yield from ((one.id.text, one.formula) for one in book.measures)
        yield from ((keys[one.span], one.when) for one in criteria(book))
        yield from ((one.id.text, one.needed_when) for one in book.requirements)
        yield from ((one.id.text, one.when) for one in (*book.steps, *book.cautions))


def read_pack(pack: str | Path = DEFAULT_PACK, rules: Path | None = None) -> Pack:
    """A pack to show.

    Args:
        pack: as for `load_pack`.
        rules: as for `load_pack`.

    Raises:
        Faulty: with every fault of the pack.
    """
    program = load_kept(pack, rules)
    rulebook, faults = read_rulebook(pack_folder(pack, rules))
    if rulebook is None:  # it was changed between the two
        raise Faulty(faults)
    return Pack(program, rulebook)
