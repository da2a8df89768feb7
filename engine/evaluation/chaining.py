"""The second opinion: findings, alerts and statuses as a rule engine chains to them.

The reference and this evaluator share the truth of the criteria, and whether one is presumed, and nothing
after it. A slip in how statuses follow from criteria would otherwise go out as an answer with nobody to
contradict it.
"""

from collections.abc import Mapping
from datetime import date
from threading import Lock

from engine.diagnostics import Diagnostic, Faulty
from engine.evaluation.chaining_host import Session, Unsound, unavailable, why_unavailable
from engine.evaluation.chaining_network import CHANGES, MAY_CHANGE
from engine.evaluation.outcome import Decision, Outcome, Proof, Status, Truths, presumed
from engine.evaluation.ready import Ready, layout_of
from engine.program.model import Criterion, Program
from engine.values import Truth

__all__ = ["Chaining", "Unsound", "unavailable", "why_unavailable"]

MOST_RULES_IN_ALL = 10_000  # some 26 KB each; durable_rules wasn't tried with more

PRESUMED = "presumed"  # the token of a criterion that is unknown and counts as met

MOST_KEPT = 4096  # conclusions of a pack, some 10 KB each

_Given = tuple[Truth | Proof | str, ...]  # all that conclusions follow from
_Truths = Mapping[str, Truth]
_Drawn = tuple[_Truths, _Truths, _Truths, Mapping[str, Decision]]  # criteria, findings, alerts, options
_TRUTHS = {truth.value: truth for truth in Truth} | {PRESUMED: Truth.UNKNOWN}
_DECISIONS = {
    (status.value, change): Decision(status, settled=change not in MAY_CHANGE)
    for status in Status
    for change in CHANGES
}


class Chaining:
    """Forward chaining over one program on durable_rules; made once, used for many profiles.

    Several threads may use it; they take turns.
    """

    def __init__(self, program: Program, ready: Ready | None = None) -> None:
        """Take the rules; durable_rules takes them in at the first evaluation.

        Args:
            program: the checked pack.
            ready: what holds their layout, if it is there already; else they are laid out now.

        Raises:
            Faulty: the pack is too large for durable_rules (C101).
        """
        self._program = program
        layout = layout_of(program) if ready is None else ready.layout
        self._network, self._strata = layout.network, layout.strata
        rules = sum(len(one.conclusions) for stratum in self._strata for one in stratum)
        if rules > MOST_RULES_IN_ALL:
            raise Faulty([_too_large(program, rules)])
        tested = [one for _, one in self._network.given]
        self._presuming = [one for one in tested if one.presumed_until_told]
        self._others = [one.key for one in tested if not one.presumed_until_told]
        self._documents = [one.id for one in program.required]
        self._drawn: dict[_Given, _Drawn] = {}
        self._lock = Lock()
        self._session: Session | None = None

    def evaluate(self, truths: Truths, as_of: date) -> Outcome:
        """The outcome for one loan.

        Args:
            truths: of the criteria that have a test, and of the requirements; any others in it are
                not looked at, but concluded.
            as_of: the day of the assessment.

        Raises:
            ImportError: durable_rules can't be used here; see `why_unavailable`.
            KeyError: the truth of a criterion or requirement is missing.
            Unsound: durable_rules failed or contradicts itself; there is no answer.
        """
        given: _Given = (
            *map(truths.criteria.__getitem__, self._others),
            *[token(one, truths) for one in self._presuming],
            *map(truths.proofs.__getitem__, self._documents),
        )
        with self._lock:
            drawn = self._drawn.get(given) or self._keep(given, truths)
        criteria, findings, alerts, options = drawn
        return Outcome(as_of, truths.values, truths.proofs, criteria, findings, alerts, options)

    def _keep(self, given: _Given, truths: Truths) -> _Drawn:
        """Chain, and keep what came of it: many borrowers differ in their figures and in no truth."""
        tokens = {name: token(one, truths) for name, one in self._network.given}
        for name in self._documents:
            proof = truths.proofs[name]
            tokens |= {f"needed {name}": proof.needed.value, f"held {name}": proof.held.value}
        self._chain(tokens)
        if len(self._drawn) == MOST_KEPT:
            self._drawn.clear()
        self._drawn[given] = drawn = self._conclusions(tokens)
        return drawn

    def close(self) -> None:
        """Give back what durable_rules holds. A later evaluation takes it again."""
        with self._lock:
            self._drawn.clear()
            session, self._session = self._session, None
            if session is not None:
                session.close()

    def _chain(self, tokens: dict[str, str]) -> None:
        """Draw the conclusions. A session in which anything went wrong isn't used again."""
        session, self._session = self._session or Session(self._strata), None
        try:
            session.chain(tokens)
            self._session = session
        finally:
            if self._session is None:
                session.close()

    def _conclusions(self, tokens: dict[str, str]) -> _Drawn:
        program = self._program
        criteria = {key: _TRUTHS[tokens[name]] for key, name in self._network.criteria.items()}
        findings = {one.id: _TRUTHS[tokens[f"finding {one.id}"]] for one in program.findings}
        alerts = {one.id: _TRUTHS[tokens[f"alert {one.id}"]] for one in program.alerts}
        options = {
            one.id: _DECISIONS[tokens[f"option {one.id}"], tokens[f"change {one.id}"]]
            for one in program.options
        }
        return criteria, findings, alerts, options


def token(criterion: Criterion, truths: Truths) -> str:
    """What the rules are told of a criterion that has a test."""
    truth = truths.criteria[criterion.key]
    is_presumed = truth is Truth.UNKNOWN and presumed(criterion, truths.values)
    return PRESUMED if is_presumed else truth.value


def _too_large(program: Program, rules: int) -> Diagnostic:
    return Diagnostic(
        "C101",
        f"pack `{program.head.id.text}` is too large for durable_rules",
        program.head.id.span,
        f"takes {rules:,} rules; {MOST_RULES_IN_ALL:,} were tried at most",
        "use `--engine reference`, or split the pack",
    )
