"""The table of built-in functions: those of DMN that need no clock, no regular expressions and no contexts.

`not`, `is known`, `list contains`, `duration` and `range` are no functions but ways of writing, which the
typing spells out (`typing_calls.py`); a second meaning of theirs here would never be called.
"""

from collections.abc import Mapping

from engine.feel.functions_dates import DATE_FUNCTIONS
from engine.feel.functions_figures import FIGURE_FUNCTIONS
from engine.feel.functions_lists import LIST_FUNCTIONS
from engine.feel.functions_numbers import NUMBER_FUNCTIONS
from engine.feel.functions_texts import TEXT_FUNCTIONS
from engine.feel.signature import Function, Need, Parameter, table

__all__ = ["BUILTINS", "Function", "Need", "Parameter"]

BUILTINS: Mapping[str, Function] = table(
    (*NUMBER_FUNCTIONS, *FIGURE_FUNCTIONS, *LIST_FUNCTIONS, *TEXT_FUNCTIONS, *DATE_FUNCTIONS)
)
