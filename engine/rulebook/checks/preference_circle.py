"""R218: options are preferred over each other, or alerts come before each other, in a circle.

There would be no first among them: each would give way to another, and none could be recommended.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.circles import circles, describe
from engine.rulebook.checks.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Each circle with all of its steps."""
    edges = {
        option.id.text: {word.text: word.span for word in reversed(option.preferred_over)}
        for option in context.rulebook.options
    }
    for circle in circles(edges):
        message = "options are preferred over each other in a circle"
        if len(circle) == 1:
            message = f"`{circle[0]}` is preferred over itself"
        yield describe("R218", message, circle, edges, "is preferred over")
    orders = {one.id.text: {word.text: word.span for word in one.before} for one in context.rulebook.alerts}
    for circle in circles(orders):
        message = "alerts come before each other in a circle"
        if len(circle) == 1:
            message = f"`{circle[0]}` comes before itself"
        yield describe("R218", message, circle, orders, "comes before")
