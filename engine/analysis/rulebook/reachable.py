"""A105: an option that nobody can reach. A106, A107: a rule that never applies, or always does.

What nobody can reach is worse than no option: whoever reads the rules takes it for a way out that there is.
"""

from collections.abc import Iterator

from engine.analysis.model import Answer, Proved
from engine.analysis.properties.claims import OPEN, Condition, HasStatus, NoneOf, Part, Stands
from engine.analysis.properties.resolved import nobody
from engine.analysis.rulebook.criteria import can_be_met, can_fail
from engine.analysis.rulebook.model import Asked, Found, Pack
from engine.analysis.rulebook.nodes import rests_on_borrower
from engine.analysis.rulebook.places import places
from engine.diagnostics import Diagnostic
from engine.evaluation.outcome import Status
from engine.feel.core import Node
from engine.feel.types import TRUTH
from engine.program.model import Option
from engine.source import Span
from engine.values import Truth


def asked(pack: Pack) -> Iterator[Asked]:
    """Whether each option can be open, and recommended; whether each rule can apply, and not apply."""
    where = places(pack.rulebook)
    for option in pack.program.options:
        yield from _option(option, where[option.id])
    for alert in pack.program.alerts:
        dead = tuple(can_be_met(one.key) for one in alert.criteria)
        met = Stands("alert", alert.id, (Truth.MET,))
        yield _rule(
            f"alert {alert.id} can be raised",
            met,
            where[alert.id],
            f"alert `{alert.id}` is never raised",
            dead,
        )
    for finding in pack.program.findings:
        name, place = finding.id, where[finding.id]
        dead = tuple(can_be_met(one.key) for one in finding.criteria)
        sure = tuple(can_fail(one.key) for one in finding.criteria)
        met, unmet = (Stands("finding", name, (truth,)) for truth in (Truth.MET, Truth.UNMET))
        yield _rule(f"finding {name} can be met", met, place, f"finding `{name}` is never met", dead)
        yield _rule(
            f"finding {name} can fail", unmet, place, f"finding `{name}` is met whatever is told", sure
        )
    yield from _conditions(pack)


def _option(option: Option, place: Span) -> Iterator[Asked]:
    name = option.id
    dead = tuple(can_be_met(one.key) for one in option.criteria)
    opens, comes_first = f"option {name} can be open", f"option {name} can be recommended"
    open_ = HasStatus((name,), OPEN)
    yield _asked(
        opens,
        open_,
        "A105",
        place,
        f"option `{name}` is open to nobody",
        "its criteria exclude each other",
        dead,
    )
    first = HasStatus((name,), (Status.RECOMMENDED,))
    label = "another one always goes before it"
    yield _asked(
        comes_first, first, "A105", place, f"option `{name}` is recommended to nobody", label, (*dead, opens)
    )


def _conditions(pack: Pack) -> Iterator[Asked]:
    """Of measures that are truths, requirements and advice; not where parameters alone decide."""
    program, where = pack.program, places(pack.rulebook)
    named: list[tuple[str, str, Node | None, bool]] = [
        *(("measure", one.id, one.formula, False) for one in program.measures if one.type == TRUTH),
        *(("requirement", one.id, one.needed, False) for one in program.requirements),
        *(("step", one.id, one.when, True) for one in program.steps.values()),
        *(("caution", one.id, one.when, True) for one in program.cautions.values()),
    ]
    for kind, name, node, is_advice in named:
        if node is None or not rests_on_borrower(program, [node]):
            continue
        unless_false = NoneOf(Condition(node, false=True))  # advice is said unless its condition is false
        yes: Part = unless_false if is_advice else Condition(node)
        can, cannot = f"{kind} {name} can apply", f"{kind} {name} can be beside the point"
        yield _rule(can, yes, where[name], f"{kind} `{name}` never applies")
        yield _rule(cannot, Condition(node, false=True), where[name], f"{kind} `{name}` always applies")


def _rule(question: str, part: Part, place: Span, message: str, unless: tuple[str, ...] = ()) -> Asked:
    code = "A106" if "never" in message else "A107"
    return _asked(question, part, code, place, message, "whatever is told", unless)


def _asked(
    question: str, part: Part, code: str, place: Span, message: str, label: str, unless: tuple[str, ...]
) -> Asked:
    def told(answer: Answer) -> Found | None:
        if not isinstance(answer, Proved):
            return None
        return Found(question, Diagnostic(code, message, place, label, "mend its condition, or delete it"))

    return Asked(question, nobody(part), told, unless=unless)
