"""The second opinion: findings, alerts and statuses as a rule engine chains to them.

The reference and this evaluator share the truth of the criteria, and nothing after it. A slip in how
statuses follow from criteria would otherwise go out as an answer with nobody to contradict it.
"""

from datetime import date
from threading import Lock

from engine.diagnostics import Diagnostic, Faulty
from engine.evaluation.chaining_host import Session, Unsound, why_unavailable
from engine.evaluation.chaining_network import network_of
from engine.evaluation.chaining_rules import rulesets_of
from engine.evaluation.outcome import Decision, Outcome, Status, Truths
from engine.program.model import Program
from engine.values import Truth

__all__ = ["Chaining", "Unsound", "why_unavailable"]

MOST_RULES_IN_ALL = 10_000  # some 26 KB each; durable_rules wasn't tried with more

_TRUTHS = {truth.value: truth for truth in Truth}
_DECISIONS = {
    "not_available": Decision(Status.NOT_AVAILABLE, settled=True),
    "needs_information": Decision(Status.NEEDS_INFORMATION, settled=False),
    "needs_action": Decision(Status.NEEDS_ACTION, settled=True),
    "available": Decision(Status.AVAILABLE, settled=True),
    "recommended_so_far": Decision(Status.RECOMMENDED, settled=False),
    "recommended": Decision(Status.RECOMMENDED, settled=True),
}


class Chaining:
    """Forward chaining over one program on durable_rules; made once, used for many profiles.

    Several threads may use it; they take turns.
    """

    def __init__(self, program: Program) -> None:
        """Lay out the rules; durable_rules takes them in at the first evaluation.

        Raises:
            Faulty: the pack is too large for durable_rules (C101).
        """
        self._program = program
        self._network = network_of(program)
        self._strata = rulesets_of(self._network)
        rules = sum(len(one.conclusions) for stratum in self._strata for one in stratum)
        if rules > MOST_RULES_IN_ALL:
            raise Faulty([_too_large(program, rules)])
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
        tokens = {name: truths.criteria[key].value for name, key in self._network.given}
        for requirement in self._program.required:
            proof = truths.proofs[requirement.id]
            tokens[f"needed {requirement.id}"] = proof.needed.value
            tokens[f"held {requirement.id}"] = proof.held.value
        with self._lock:
            self._chain(tokens)
        return self._outcome(truths, tokens, as_of)

    def close(self) -> None:
        """Give back what durable_rules holds. A later evaluation takes it again."""
        with self._lock:
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

    def _outcome(self, truths: Truths, tokens: dict[str, str], as_of: date) -> Outcome:
        program = self._program
        criteria = {key: _TRUTHS[tokens[name]] for key, name in self._network.criteria.items()}
        findings = {one.id: _TRUTHS[tokens[f"finding {one.id}"]] for one in program.findings}
        alerts = {one.id: _TRUTHS[tokens[f"alert {one.id}"]] for one in program.alerts}
        options = {one.id: _DECISIONS[tokens[f"option {one.id}"]] for one in program.options}
        return Outcome(as_of, truths.values, truths.proofs, criteria, findings, alerts, options)


def _too_large(program: Program, rules: int) -> Diagnostic:
    return Diagnostic(
        "C101",
        f"pack `{program.head.id.text}` is too large for durable_rules",
        program.head.id.span,
        f"takes {rules:,} rules; {MOST_RULES_IN_ALL:,} were tried at most",
        "use `--engine reference`, or split the pack",
    )
