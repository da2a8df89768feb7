"""R236: an alert is said before one that isn't in the pack, or holds one back.

Which alerts are said, or in which order, would be another than their author meant.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context, texts
from engine.rulebook.checks.references import unknown


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id in `before` and `holds_back` that names no alert."""
    known = texts(alert.id for alert in context.rulebook.alerts)
    for alert in context.rulebook.alerts:
        for word in (*alert.before, *alert.holds_back):
            if word.text not in known and word.text not in context.left_out.defined:
                yield unknown("R236", "alert", word, known - {alert.id.text}, "alerts/{}/alert.yaml")
