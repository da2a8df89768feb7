"""Strategies for well-typed expressions over the names of `world.py`, and for what profiles tell of them.

Expressions come as text, so that a failing one can be read and pasted. Values come from small pools,
so that comparisons meet equal ones and divisions meet zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from engine.feel.unknown import MissingFact, Unknown, Value
from tests.feel.world import CAUSE, DURATION

Form = tuple[str, tuple[str, ...]]  # text with a `{}` for each operand, and the kinds of those

LEAVES: Mapping[str, tuple[str, ...]] = {
    "truth": ("true", "false", "borrower.has_contacted_lender", "loan.is_due_as_a_whole"),
    "yuan": ("0", "500", "0.1", "borrower.savings", "loan.balance", "loan.next_instalment"),
    "money": ("borrower.savings", "loan.balance", "loan.next_instalment", "sum(borrower.debts)"),
    "day": ("0", "30", "loan.days_overdue", "parameter.grace_days"),
    "count": ("-1", "0", "1", "2", "3.5", "share_overdue", "parameter.largest_share"),
    "date": ("as_of", "loan.final_maturity_date", "hardship.began_on", '@"2026-02-28"', "date(2024, 2, 29)"),
    "days": ('@"P0D"', '@"P30D"', '-@"P1DT1H"'),
    "months": ('@"P0M"', '@"P1M"', 'duration("-P1Y")'),
    "cause": ('"illness"', '"none"', "hardship.cause"),
    "text": ('""', '"微粒贷"', '"a"', "loan.lender"),
    "yuans": ("borrower.debts", "[500, 0.1]", "[500, loan.balance]", "loans.balance"),
    "causes": ("loan.kinds", '["illness", hardship.cause]'),
    "documents": ("evidence",),
    "document test": ("item.is_original", '(kind = "diagnosis")', "(pages > 1)", "(issued_on <= as_of)"),
    "of e": (
        "e.is_original",
        '(e.kind != "dismissal_notice")',
        "(e.pages <= 1)",
        "(e.issued_on > hardship.began_on)",
    ),
}

_COMPARED = ("yuan", "day", "count", "date", "days", "months", "cause", "text")

FORMS: Mapping[str, tuple[Form, ...]] = {
    "truth": (
        ("({} and {})", ("truth", "truth")),
        ("({} or {} or {})", ("truth", "truth", "truth")),
        ("not({})", ("truth",)),
        ("(if {} then {} else {})", ("truth", "truth", "truth")),
        ("({} = {})", ("truth", "truth")),
        *((f"({{}} {sign} {{}})", (kind, kind)) for kind in _COMPARED for sign in ("=", "<=", ">")),
        ("({} between {} and {})", ("yuan", "yuan", "yuan")),
        ("({} in [{}..{}))", ("day", "day", "day")),
        ("({} in ({}, < {}, [{}..{}]))", ("count", "count", "count", "count", "count")),
        ('({} in ("illness", "disaster"))', ("cause",)),
        ("({} in {})", ("cause", "causes")),
        ("({} in {})", ("yuan", "yuans")),
        ("list contains({}, {})", ("yuans", "yuan")),
        ("(some e in {} satisfies {})", ("documents", "of e")),
        ("(every e in {} satisfies {})", ("documents", "of e")),
        ("(every x in {} satisfies x > {})", ("yuans", "yuan")),
        ("({} = {})", ("yuans", "yuans")),
        ("all({}, {})", ("truth", "truth")),
        ("any([{}, {}])", ("truth", "truth")),
        ("all({}.is_original)", ("documents",)),
        ("contains({}, {})", ("text", "text")),
        ("even({})", ("count",)),
    ),
    "yuan": (
        ("({} + {})", ("yuan", "yuan")),
        ("({} - {})", ("yuan", "yuan")),
        ("({} * {})", ("money", "count")),
        ("({} / {})", ("money", "count")),
        ("(-{})", ("yuan",)),
        ("abs({})", ("yuan",)),
        ("sum({})", ("yuans",)),
        ("min({}, {})", ("yuan", "yuan")),
        ("max({})", ("yuans",)),
        ("median({})", ("yuans",)),
        ("modulo({}, {})", ("yuan", "yuan")),
        ("round half up({}, {})", ("yuan", "count")),
        ("(if {} then {} else {})", ("truth", "yuan", "yuan")),
        ("{}[{}]", ("yuans", "count")),
    ),
    "day": (
        ("({} + {})", ("day", "day")),
        ("({} - {}).days", ("date", "date")),
        ("floor({})", ("day",)),
        ("(if {} then {} else {})", ("truth", "day", "day")),
    ),
    "count": (
        ("count({})", ("documents",)),
        ("count({})", ("yuans",)),
        ("({} / {})", ("money", "money")),
        ("({} ** {})", ("count", "count")),
        ("{}.year", ("date",)),
        ("string length({})", ("text",)),
        ("({} / {})", ("days", "days")),
    ),
    "date": (
        ("({} + {})", ("date", "days")),
        ("({} - {})", ("date", "months")),
        ('({} + {} * @"P1D")', ("date", "day")),
        ("(if {} then {} else {})", ("truth", "date", "date")),
        ("min({}, {})", ("date", "date")),
    ),
    "days": (
        ("({} - {})", ("date", "date")),
        ("({} + {})", ("days", "days")),
        ("({} * {})", ("days", "count")),
        ("abs({})", ("days",)),
    ),
    "months": (
        ("years and months duration({}, {})", ("date", "date")),
        ("({} - {})", ("months", "months")),
        ("({} / {})", ("months", "count")),
    ),
    "cause": (
        ("(if {} then {} else {})", ("truth", "cause", "cause")),
        ("{}[1]", ("causes",)),
    ),
    "text": (
        ("({} + {})", ("text", "text")),
        ("substring({}, {})", ("text", "count")),
        ("substring before({}, {})", ("text", "text")),
        ("upper case({})", ("text",)),
        ("string({})", ("yuan",)),
    ),
    "yuans": (
        ("[{}, {}]", ("yuan", "yuan")),
        ("{}[item > {}]", ("yuans", "yuan")),
        ("append({}, {})", ("yuans", "yuan")),
        ("concatenate({}, {})", ("yuans", "yuans")),
        ("reverse({})", ("yuans",)),
        ("sublist({}, {})", ("yuans", "count")),
        ("distinct values({})", ("yuans",)),
        ("remove({}, {})", ("yuans", "count")),
        ("(if {} then {} else {})", ("truth", "yuans", "yuans")),
    ),
    "causes": (("union({}, {})", ("causes", "causes")), ("[{}, {}]", ("cause", "cause"))),
    "documents": (("{}[{}]", ("documents", "document test")),),
    "document test": (
        ("({} and {})", ("document test", "document test")),
        ("({} or {})", ("document test", "truth")),
        ("not({})", ("document test",)),
    ),
    "of e": (
        ("({} and {})", ("of e", "of e")),
        ("({} or {})", ("of e", "truth")),
        ("(every x in {} satisfies x <= {} or {})", ("yuans", "yuan", "of e")),
    ),
}
KINDS = tuple(kind for kind in FORMS if kind not in {"document test", "of e"})
KNOWN: Form = ("is known({})", ("yuan",))


@cache
def expressions(kind: str = "truth", depth: int = 3, *, ask_known: bool = False) -> SearchStrategy[str]:
    """Texts of expressions that come to a kind, with operators at most `depth` deep.

    `ask_known` lets them use `is known(…)`, whose answer further facts may overturn.
    """
    leaves = st.sampled_from(LEAVES[kind])
    if not depth or kind not in FORMS:
        return leaves
    forms = FORMS[kind] + ((KNOWN,) if ask_known and kind == "truth" else ())
    return leaves | st.sampled_from(forms).flatmap(lambda form: _filled(form, depth - 1, ask_known=ask_known))


def _filled(form: Form, depth: int, *, ask_known: bool) -> SearchStrategy[str]:
    text, kinds = form
    operands = (expressions(kind, depth, ask_known=ask_known) for kind in kinds)
    return st.tuples(*operands).map(lambda parts: text.format(*parts))


def _any(*values: Value) -> SearchStrategy[Value]:
    return st.sampled_from(values)


_YUAN = _any(*map(Decimal, ("0", "0.1", "500", "1234.56", "-20")))
_DATES = _any(date(2024, 2, 29), date(2026, 1, 31), date(2026, 2, 28), date(2026, 12, 15))
_TRUTHS = _any(True, False)
_CAUSES = _any(*(CAUSE.values or ()))
_DAYS = _any(*map(Decimal, ("0", "1", "30")))
_COUNTS = _any(*map(Decimal, ("0", "0.25", "1", "-3")))
_TEXTS = _any("", "a", "微粒贷", "aaa")
_DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": _any("diagnosis", "hospital_record", "dismissal_notice"),
            "issued_on": _DATES,
            "pages": _any(Decimal(1), Decimal(2)),
            "is_original": _TRUTHS,
        }
    ),
    max_size=3,
).map(tuple)
_LOAN = st.fixed_dictionaries({"balance": _YUAN, "final_maturity_date": _DATES, "lender": _TEXTS})


def _lists(elements: SearchStrategy[Value]) -> SearchStrategy[Value]:
    return st.lists(elements, max_size=3).map(tuple)


FACTS: Mapping[str, SearchStrategy[Value]] = {
    "as_of": _DATES,
    "borrower.has_contacted_lender": _TRUTHS,
    "borrower.savings": _YUAN,
    "borrower.debts": _lists(_YUAN),
    "hardship.cause": _CAUSES,
    "hardship.duration": _any(*(DURATION.values or ())),
    "hardship.began_on": _DATES,
    "loan.balance": _YUAN,
    "loan.next_instalment": _YUAN,
    "loan.days_overdue": _DAYS,
    "loan.final_maturity_date": _DATES,
    "loan.lender": _TEXTS,
    "loan.is_due_as_a_whole": _TRUTHS,
    "loan.kinds": _lists(_CAUSES),
    "loans": st.lists(_LOAN, max_size=2).map(tuple),
    "evidence": _DOCUMENTS,
    "share_overdue": _COUNTS,
    "parameter.largest_share": _COUNTS,
    "parameter.grace_days": _DAYS,
}


@dataclass(frozen=True)
class Telling:
    """What a profile tells of a world: `told` lacks some of the facts that hold in `whole`."""

    told: Mapping[str, Value]
    whole: Mapping[str, Value]


@st.composite
def tellings(draw: st.DrawFn) -> Telling:
    """A world, and what a profile tells of it: facts, elements of lists and fields of records may lack."""
    whole = {name: draw(values) for name, values in FACTS.items()}
    told = {name: _told(draw, value, name) for name, value in whole.items() if draw(st.integers(0, 3))}
    return Telling(told, whole)


def _told(draw: st.DrawFn, value: Value, path: str) -> Value:
    match value:
        case tuple():
            return tuple(_part(draw, one, f"{path}[{place}]") for place, one in enumerate(value, 1))
        case Mapping():
            return {name: _part(draw, one, f"{path}.{name}") for name, one in value.items()}
    return value


def _part(draw: st.DrawFn, value: Value, path: str) -> Value:
    if not isinstance(value, Mapping) and draw(st.integers(0, 3)) == 0:
        return Unknown(frozenset({MissingFact(path)}))
    return _told(draw, value, path)
