"""What would make an answer more precise, once no status can change: figures, documents, steps and cautions.

Nobody has to answer these. They are kept apart, so that who has had enough can see the answer first.
"""

from collections.abc import Iterator

from engine.evaluation.outcome import Status
from engine.feel.core import Node
from engine.feel.unknown import MissingFact, Unknown
from engine.interview.places import placed
from engine.interview.state import Core, State
from engine.program.model import Option
from engine.values import Truth

FIGURE = "figure"
ADVICE = "advice"
DOCUMENT = "document"
Detail = tuple[str, str]  # what kind of thing waits, and its name


def details(core: Core, state: State) -> dict[str, dict[Detail, None]]:
    """The places that figures, documents and advice of open options wait for, and what waits for each."""
    found: dict[str, dict[Detail, None]] = {}
    for position, outcome in enumerate(state.outcomes):
        if core.is_suspended(outcome.alerts):
            continue
        for option in core.program.options:
            if outcome.options[option.id].status is not Status.NOT_AVAILABLE:
                for path, detail in _missing(core, state, position, option):
                    for place in placed(core.program.dictionary, state.told, path, position):
                        found.setdefault(place, {})[detail] = None
    return found


def _missing(core: Core, state: State, position: int, option: Option) -> Iterator[tuple[str, Detail]]:
    """What an option's answer lacks, by the path in expressions."""
    outcome, program = state.outcomes[position], core.program
    for name in option.figures:
        if outcome.values.known(name) is None:
            yield from ((path, (FIGURE, name)) for path in _causes(outcome.values[name]))
    for name in option.evidence:
        if outcome.proofs[name].satisfied is Truth.UNKNOWN:
            one = program.requirements_by_id[name]
            yield from ((path, (DOCUMENT, name)) for path in _behind(state, position, one.needed, one.held))
    for name, book in ((name, program.steps) for name in option.steps):
        yield from ((path, (ADVICE, name)) for path in _behind(state, position, book[name].when))
    for name, book in ((name, program.cautions) for name in option.cautions):
        yield from ((path, (ADVICE, name)) for path in _behind(state, position, book[name].when))


def _behind(state: State, position: int, *conditions: Node | None) -> Iterator[str]:
    values = state.outcomes[position].values
    for one in conditions:
        if one is not None:
            yield from _causes(values.evaluate(one))


def _causes(value: object) -> list[str]:
    causes = value.causes if isinstance(value, Unknown) else ()
    return sorted(one.path for one in causes if isinstance(one, MissingFact))
