"""What the checks of a rulebook are given, so that each of them needs nothing but this.

Expressions are parsed once, and everybody asks here which names they use; two checks with
their own idea of that would contradict each other in one and the same run.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.feel.tree import Tree
from engine.feel.types import ListType, RecordType, Type
from engine.rulebook.expressions import names
from engine.rulebook.left_out import LeftOut
from engine.rulebook.model import Rulebook, Sentence, Word
from engine.rulebook.sentences import Placeholder, parts
from engine.source import Fragment, Span

PARAMETER = "parameter."  # what stands before a parameter's id in expressions, figures and placeholders
OF_EVIDENCE = frozenset({"missing", "held"})  # placeholders that a criterion with `evidence` has besides

OF_CHANGE = frozenset({"what", "from", "to", "bring", "instead"})  # that the words of `changes` have besides
OF_JOINT = frozenset({"total", "left", "over"})  # placeholders that the words of `joint` have besides


@dataclass(frozen=True)
class Context:
    """A pack and what is known of it.

    Attributes:
        rulebook: the pack as written.
        facts: types of the facts by dotted name: `as_of`, `loans`, `loan.days_overdue`.
        trees: each expression's syntax tree by its place (`fragment.whole`); those at fault are left out.
    """

    rulebook: Rulebook
    facts: Mapping[str, Type]
    trees: Mapping[Span, Tree]

    def names(self, fragment: Fragment | None) -> tuple[Word, ...]:
        """The dotted names that an expression uses; none for one that is left out or can't be parsed."""
        tree = self.trees.get(fragment.whole) if fragment else None
        return names(tree, self.facts) if tree else ()

    @property
    def left_out(self) -> LeftOut:
        """What may stand in files that are at fault themselves, of which no check complains."""
        return self.rulebook.left_out

    @cached_property
    def measure_ids(self) -> frozenset[str]:
        """Ids of the measures."""
        return frozenset(measure.id.text for measure in self.rulebook.measures)

    @cached_property
    def table_ids(self) -> frozenset[str]:
        """Ids of the tables."""
        return frozenset(table.id.text for table in self.rulebook.tables)

    @cached_property
    def outputs(self) -> frozenset[str]:
        """The outputs of tables as expressions name them: `longest_term`, `limits.amount`."""
        return frozenset(name for table in self.rulebook.tables for name in table.names)

    @cached_property
    def parameter_names(self) -> frozenset[str]:
        """The parameters as expressions name them: `parameter.evidence_fresh_days`."""
        return frozenset(PARAMETER + parameter.id.text for parameter in self.rulebook.parameters)

    @cached_property
    def values(self) -> frozenset[str]:
        """Every name whose value can be said in a sentence or shown as a figure: no lists of records."""
        facts = (name for name, type_ in self.facts.items() if not _holds_records(type_))
        return self.measure_ids | self.outputs | self.parameter_names | frozenset(facts)

    @property
    def joint_names(self) -> frozenset[str]:
        """The measures and facts that the loans' joint part shows."""
        joint = self.rulebook.head.joint
        return frozenset() if joint is None else texts(joint.names)

    @cached_property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Every placeholder of every sentence."""
        return tuple(one for sentence in sentences(self.rulebook) for one in placeholders(sentence))


def _holds_records(type_: Type) -> bool:
    return isinstance(type_.element if isinstance(type_, ListType) else type_, RecordType)


def sentences(rulebook: Rulebook) -> Iterator[Sentence]:
    """Every sentence of every words file."""
    for words in rulebook.words:
        for entry in words.entries.values():
            yield from entry.sentences.values()


def placeholders(sentence: Sentence) -> Iterator[Placeholder]:
    """The placeholders of a sentence that have a proper name."""
    return (part for part in parts(sentence)[0] if isinstance(part, Placeholder))


def global_name(name: str) -> str:
    """The measure, table or parameter that a dotted name begins with: `due_date` for `due_date.year`."""
    depth = 2 if name.startswith(PARAMETER) else 1
    return ".".join(name.split(".")[:depth])


def texts(words: Iterable[Word]) -> frozenset[str]:
    """The words without their places."""
    return frozenset(word.text for word in words)
