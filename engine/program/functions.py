"""What the rules of a pack may call: the language's functions, the product's, and its country's calendar.

The parser, the types and every evaluator have to know the same functions; one that is missing in a list of
its own would be a rule that can be checked but not answered.
"""

from collections.abc import Mapping

from engine.calendar.functions import calendar_functions
from engine.feel.functions import BUILTINS
from engine.feel.signature import Function
from engine.repayment.functions import REPAYMENT_FUNCTIONS

FUNCTIONS = {**BUILTINS, **REPAYMENT_FUNCTIONS}  # what every pack may call


def functions_in(jurisdiction: str) -> Mapping[str, Function]:
    """What a pack of this jurisdiction may call."""
    return {**FUNCTIONS, **calendar_functions(jurisdiction)}
