"""Kleene's logic and choices on columns, and how doubt goes through them.

A conjunction with a false part is false, whatever is in doubt beside it. If doubt weren't weighed in this
way, a construct that columns can't hold would send every row to the reference.
"""

from collections.abc import Sequence
from functools import reduce

import polars as pl

from engine.evaluation.columns.plan import Column, Plan, constant
from engine.evaluation.columns.values import Truthful


def either(plan: Plan, *doubts: Column | None) -> Column | None:
    """Where one of several doubts holds; None for nowhere."""
    some = list({id(one): one for one in doubts if one is not None}.values())
    if not some:
        return None
    return plan.apply(lambda *all_: reduce(lambda one, other: one | other, all_), *some)


def only_unknown(plan: Plan, value: Column, doubt: Column) -> Column:
    """Doubt where the value isn't settled without what is in doubt."""
    return plan.keep(plan.apply(lambda one, other: one & other.is_null(), doubt, value))


def conjunction(plan: Plan, parts: Sequence[Truthful]) -> Truthful:
    """Kleene's and."""
    return _joined(plan, parts, by=True)


def disjunction(plan: Plan, parts: Sequence[Truthful]) -> Truthful:
    """Kleene's or."""
    return _joined(plan, parts, by=False)


def _joined(plan: Plan, parts: Sequence[Truthful], *, by: bool) -> Truthful:
    if not parts:
        return Truthful(constant(by, pl.Boolean))
    if len(parts) == 1:
        return parts[0]

    def join(*all_: pl.Expr) -> pl.Expr:
        return reduce(lambda one, other: one & other if by else one | other, all_)

    value = plan.apply(join, *(one.column for one in parts))
    doubt = either(plan, *(one.doubt for one in parts))
    if doubt is None:
        return Truthful(value)
    value = plan.keep(value)
    return Truthful(value, only_unknown(plan, value, doubt))


def negation(plan: Plan, one: Truthful) -> Truthful:
    """Kleene's not."""
    return Truthful(plan.apply(lambda value: ~value, one.column), one.doubt)


def sure(plan: Plan, raw: Column, near: Column, doubt: Column | None) -> Truthful:
    """A truth that isn't decided where `near` holds."""
    near = plan.keep(near)
    value = plan.apply(lambda no, one: pl.when(no).then(None).otherwise(one), near, raw)
    return Truthful(plan.keep(value), either(plan, near, doubt))
