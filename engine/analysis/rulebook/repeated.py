"""A104: two conditions that say the same in other words.

Whoever mends one of them will forget the other. Copies in the same words are meant: each option says for
itself what it asks for.
"""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from engine.analysis.model import Answer, Proved
from engine.analysis.properties.claims import AllOf, AnyOf, Condition, NoneOf, Part
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.analysis.rulebook.nodes import every_node
from engine.analysis.rulebook.places import places
from engine.analysis.rulebook.slices import Slices, canonical
from engine.diagnostics import Diagnostic, Note
from engine.evaluation.outcome import Outcome
from engine.feel.core import Global, Node, Not, Origin
from engine.feel.types import TRUTH
from engine.source import Span
from engine.values import Truth

MOST_ALIKE = 6  # conditions over the same facts that are compared where no case tells them apart


class _Said(Struct, frozen=True):
    """Something that a condition decides.

    Attributes:
        name: kind and id, as messages call it.
        words: the condition, whatever its place.
    """

    name: str
    words: str
    met: Part
    unmet: Part
    place: Span
    facts: frozenset[str]

    def truth(self, outcome: Outcome) -> Truth:
        """Its truth for a borrower."""
        if self.met.holds(outcome):
            return Truth.MET
        return Truth.UNMET if self.unmet.holds(outcome) else Truth.UNKNOWN


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether two conditions that come to the same in every case differ for anybody."""
    for said in _alike(pack):
        first, *others = said
        for other in others:
            yield _asked(first, other)


def _alike(pack: Pack) -> Iterator[list[_Said]]:
    """Conditions in different words that no case tells apart, those of one fate together."""
    groups: defaultdict[tuple[tuple[Truth, ...], frozenset[str]], list[_Said]] = defaultdict(list)
    for one in _said(pack):
        fate = tuple(one.truth(outcome) for outcome in pack.outcomes)
        groups[fate, frozenset() if len(set(fate)) > 1 else one.facts].append(one)
    for (fate, _), found in groups.items():
        if len(found) > 1 and (len(set(fate)) > 1 or len(found) <= MOST_ALIKE):
            yield found


def _said(pack: Pack) -> Iterator[_Said]:
    """Conditions of criteria and measures, each wording once."""
    program, where, slices = pack.program, places(pack.rulebook), Slices(pack.program)
    named = [
        *(
            (f"measure `{one.id}`", one.formula, where[one.id])
            for one in program.measures
            if one.type == TRUTH
        ),
        *((f"criterion `{one.key}`", one.test, one.span) for one in program.criteria if one.test is not None),
    ]
    seen: set[str] = set()
    for name, node, place in named:
        words = canonical(node)
        if words in seen or _is_a_name(node):
            continue
        seen.add(words)
        met, unmet = Condition(node), Condition(node, false=True)
        yield _Said(name, words, met, unmet, place, slices.facts(one.name for one in _globals(node)))


def _globals(node: Node) -> Iterator[Global]:
    return (one for one in every_node(node) if isinstance(one, Global))


def _is_a_name(node: Node) -> bool:
    """Whether a condition only names a measure, which then says it in its place."""
    inner = node.operand if isinstance(node, Not) else node
    return isinstance(inner, Global) and inner.origin is Origin.MEASURE


def _asked(one: _Said, other: _Said) -> Asked:
    question = f"{one.name} and {other.name} differ for somebody".replace("`", "")

    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Proved):
            return None
        message = f"{one.name} and {other.name} say the same in other words"
        help_ = "let one use the other, or put what both need into a measure or finding"
        notes = (Note(one.place, "says the same"),)
        return Found(question, Diagnostic("A104", message, other.place, "for every borrower", help_, notes))

    pairs = [(one.met, other.met), (one.unmet, other.unmet)]
    differ = [AllOf((left, NoneOf(right))) for a, b in pairs for left, right in ((a, b), (b, a))]
    return Asked(question, nobody(AnyOf(tuple(differ))), told)
