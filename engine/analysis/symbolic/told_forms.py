"""What every value of a form keeps to: its bounds, its fixed set, and the keys that tell records apart."""

from fractions import Fraction

import z3

from engine.analysis.symbolic.ground import LAST_DAY, Ground
from engine.analysis.symbolic.symbols import Recorded, Symbolic, equal
from engine.analysis.symbolic.terms import TRUE, Bool, Term, at_most, both, either, equals, negated, number
from engine.analysis.symbolic.texts import Texts
from engine.feel.types import DateType, NumberType, TextType
from engine.profile.facts import ScalarForm


def bounds(form: ScalarForm, value: Term, texts: Texts) -> Bool:
    """Between which values a number or day lies, or which texts there are."""
    match form.type:
        case DateType():
            return both(at_most(number(1), value), at_most(value, number(LAST_DAY)))
        case TextType(values) if values is not None:
            return either(*(equals(value, number(texts.code(one))) for one in values))
        case NumberType():
            least = [] if form.least is None else [at_most(number(Fraction(form.least)), value)]
            most = [] if form.most is None else [at_most(value, number(Fraction(form.most)))]
            return both(*least, *most)
    return TRUE


def variable(form: ScalarForm, label: str) -> Term:
    """A variable for the value; numbers that are whole anyway are of the whole sort."""
    if isinstance(form.type, NumberType):
        whole = form.step is not None and form.step == 1
        return z3.Int(label) if whole else z3.Real(label)
    return z3.Int(label)


def keep_apart(ground: Ground, key: str, label: str, there: list[Bool], records: list[Symbolic]) -> None:
    """No two records have one key."""
    for at, other in enumerate(records):
        for before, one in enumerate(records[:at]):
            assert isinstance(one, Recorded), "only records have keys"  # noqa: S101
            assert isinstance(other, Recorded), "only records have keys"  # noqa: S101
            same = both(there[before], there[at], equal(one.field(key), other.field(key)).met)
            trigger = f"{label}?" if z3.is_true(there[at]) else f"{label}[{at + 1}]"
            ground.holds(negated(same), {trigger})
