"""How each form of the typed tree is read symbolically."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.analysis.symbolic import (
    functions,
    lower_arithmetic,
    lower_comparing,
    lower_lists,
    lower_logic,
    lower_tables,
)
from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import Symbolic
from engine.feel.core import (
    And,
    Arithmetic,
    At,
    Call,
    Comparison,
    Constant,
    Field,
    Filter,
    Global,
    If,
    IsKnown,
    ListOf,
    Local,
    Member,
    Negate,
    Not,
    Or,
    Quantified,
    RangeOf,
    Table,
)

RULES: Mapping[type, Callable[[Any, Scope], Symbolic]] = {
    Constant: lower_logic.constant,
    Global: lower_logic.global_name,
    Local: lower_logic.local_name,
    Field: lower_lists.field,
    Negate: lower_arithmetic.negate,
    Arithmetic: lower_arithmetic.arithmetic,
    Comparison: lower_comparing.comparison,
    And: lower_logic.conjunction,
    Or: lower_logic.disjunction,
    Not: lower_logic.negation,
    If: lower_logic.condition,
    Quantified: lower_logic.quantified,
    Filter: lower_lists.filtered,
    At: lower_lists.at,
    Call: functions.call,
    ListOf: lower_lists.list_of,
    RangeOf: lower_comparing.range_of,
    Member: lower_comparing.member,
    Table: lower_tables.table,
    IsKnown: lower_logic.is_known,
}
