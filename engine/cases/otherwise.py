"""One thing that came out otherwise, told at the expectation and with the name of its case.

Dozens of cases share one profile and expect alike. Without its name and line, a failure would have to be
looked for by hand.
"""

from collections.abc import Iterable

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.cases_model import Case
from engine.source import Span


def otherwise(code: str, case: Case, message: str, span: Span, found: str, help_: str = "") -> Diagnostic:
    """The fault.

    Args:
        code: of the kind of expectation.
        case: whose it is.
        message: what should have come out.
        span: where that is expected.
        found: what came out instead.
        help_: why.
    """
    notes = (Note(case.name.span, "in this case"),)
    return Diagnostic(code, message, span, f"came out as `{found}`", help_, notes)


def listed(names: Iterable[str]) -> str:
    """Names as a list in a case is written."""
    return f"[{', '.join(names)}]"
