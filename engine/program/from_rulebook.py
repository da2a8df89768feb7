"""From what people wrote to the checked, typed and ordered program.

All faults of a pack are found in one run: expressions that don't parse, names that don't
exist, units that don't fit, words that are missing. Only a pack without any becomes a
program, so that nothing behind this step ever meets a faulty rule.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from engine.diagnostics import Diagnostic, by_place
from engine.feel.core import Node, globals_of
from engine.feel.functions import Function
from engine.feel.tree import Tree
from engine.feel.types import TRUTH, NumberType, Type
from engine.feel.typing import Environment, check
from engine.profile.facts import Dictionary
from engine.program import model
from engine.program.changeable import changeable_faults, changeable_of, wanted_types
from engine.program.environment import environment, parameter_type, unit_type, unknown_units
from engine.program.evidence_tables import asked_for, collected
from engine.program.from_tables import Lowering
from engine.program.joint import joint_faults, joint_of
from engine.program.order import after_what_they_use, closure
from engine.program.requirements import held, kinds_of_evidence, unknown_kinds
from engine.program.typed_cells import typed_cells
from engine.program.words import speechless, word_books
from engine.rulebook import checks
from engine.rulebook import model as written
from engine.rulebook.checks.context import Context
from engine.rulebook.expressions import criteria, parse_all
from engine.rulebook.left_out import NOTHING
from engine.source import Fragment, Span
from engine.values import Unit

DAY = NumberType(Unit.of({"day": 1}))


def from_rulebook(
    rulebook: written.Rulebook, dictionary: Dictionary, functions: Mapping[str, Function]
) -> tuple[model.Program | None, tuple[Diagnostic, ...]]:
    """The program of a pack, or every fault of it.

    Args:
        rulebook: what people wrote.
        dictionary: the facts that a profile can hold.
        functions: what expressions may call: the language's own and the product's.

    Returns:
        The program and no diagnostics, or None and the diagnostics sorted by place. Of a rulebook from
        which something is left out there is no program, be there a diagnostic or none.
    """
    facts = dictionary.globals()
    trees, faults = parse_all(rulebook, functions)
    context = Context(rulebook, facts, trees)
    units = [*unknown_units(rulebook, facts)]
    at_fault = {one.span for one in units}
    found = [*faults, *units, *(one for one in checks.run(context) if not _follows(one, at_fault))]
    typed = _typed(rulebook, trees, environment(rulebook, facts, functions))
    if not units:  # else every formula that meets one would be told, too
        found += typed.faults
    found += joint_faults(context, typed.environment.globals, dictionary.each)
    books, word_faults = word_books(rulebook)
    found += [*changeable_faults(rulebook, facts), *speechless(rulebook, dictionary), *word_faults]
    if found or rulebook.left_out != NOTHING:
        return None, tuple(by_place(found))
    return _program(rulebook, dictionary, functions, typed, books), ()


def _follows(fault: Diagnostic, at_fault: Container[Span | None]) -> bool:
    """Whether a fault only comes from a unit that is at fault, and shows it."""
    return any(note.span in at_fault for note in fault.notes)


@dataclass(slots=True)
class _Typed:
    """Typed expressions by the place where they stand, and what is wrong with the others."""

    environment: Environment
    trees: Mapping[Span, Tree]
    nodes: dict[Span, Node] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def add(self, place: Span, tree: Tree | None, expected: Type | None, asked: Span | None = None) -> None:
        if tree is None:
            return
        node, faults = check(tree, self.environment, expected, asked=asked)
        self.faults.extend(faults)
        if node is not None:
            self.nodes[place] = node

    def of(self, expression: Fragment | None) -> Node | None:
        return None if expression is None else self.nodes[expression.whole]


def _typed(rulebook: written.Rulebook, trees: Mapping[Span, Tree], environment: Environment) -> _Typed:
    typed = _Typed(environment, trees)
    for measure in rulebook.measures:
        place, expected = measure.formula.whole, unit_type(measure.unit.text)
        typed.add(place, trees.get(place), expected, measure.unit.span)
    for condition in _conditions(rulebook):
        typed.add(condition.whole, trees.get(condition.whole), TRUTH)
    for fragment, wanted, word in wanted_types(rulebook, environment.globals):
        typed.add(fragment.whole, trees.get(fragment.whole), wanted, word.span)
    for table in rulebook.tables:
        nodes, faults = typed_cells(table, trees, environment)
        typed.nodes |= nodes
        typed.faults += faults
    kinds = kinds_of_evidence({name: kind for name, (_, kind) in environment.globals.items()})
    for requirement in rulebook.requirements:
        strange = list(unknown_kinds(requirement, kinds))
        typed.faults += strange
        if not strange and _has_an_age(requirement, environment):
            typed.add(requirement.id.span, held(requirement), TRUTH)
    return typed


def _has_an_age(requirement: written.Requirement, environment: Environment) -> bool:
    """Whether the age asked for, if any, is a number of days; R224 tells of one that isn't."""
    if requirement.fresh_within is None:
        return True
    _, kind = environment.globals.get(f"parameter.{requirement.fresh_within.text}", (None, None))
    return kind == DAY


def _conditions(rulebook: written.Rulebook) -> Iterator[Fragment]:
    """Every expression of a pack that has to come out true or false, but cells of tables."""
    conditions: list[Fragment | None] = [one.when for one in criteria(rulebook)]
    conditions += [one.needed_when for one in rulebook.requirements]
    conditions += [one.when for one in (*rulebook.steps, *rulebook.cautions)]
    yield from (condition for condition in conditions if condition is not None)


def _program(
    rulebook: written.Rulebook,
    dictionary: Dictionary,
    functions: Mapping[str, Function],
    typed: _Typed,
    books: Mapping[str, model.WordBook],
) -> model.Program:
    measures = _measures(rulebook, typed)
    requirements = tuple(_requirement(one, typed) for one in rulebook.requirements)
    tables = _tables(rulebook, typed)
    wanted = collected(rulebook, tables, requirements)
    return model.Program(
        head=rulebook.head,
        sha256=rulebook.sha256,
        dictionary=dictionary,
        types={name: kind for name, (_, kind) in typed.environment.globals.items()},
        functions=functions,
        parameters=tuple(
            model.Parameter(
                one.id.text, parameter_type(one), tuple(sorted(one.values, key=attrgetter("since")))
            )
            for one in rulebook.parameters
        ),
        measures=measures,
        requirements=requirements,
        findings=_findings(rulebook, typed),
        options=_options(rulebook, typed),
        alerts=_alerts(rulebook, typed),
        steps={one.id.text: _advice(one, typed) for one in rulebook.steps},
        cautions={one.id.text: _advice(one, typed) for one in rulebook.cautions},
        sources=_sources(rulebook),
        words=books,
        computed=_in_order(
            [*measures, *(one for table in tables.values() for one in table.measures()), *wanted.measures]
        ),
        collected=wanted.requirements,
        tables=tuple(table.read() for table in tables.values()),
        joint=joint_of(rulebook.head),
        changeable=changeable_of(rulebook, typed.of),
    )


def _texts(words: tuple[written.Word, ...]) -> tuple[str, ...]:
    return tuple(word.text for word in words)


def _measures(rulebook: written.Rulebook, typed: _Typed) -> tuple[model.Measure, ...]:
    return tuple(
        model.Measure(
            one.id.text,
            node := typed.nodes[one.formula.whole],
            node.type if unit_type(one.unit.text) is None else typed.environment.globals[one.id.text][1],
            _texts(one.source),
            one.formula.whole,
        )
        for one in rulebook.measures
    )


def _tables(rulebook: written.Rulebook, typed: _Typed) -> dict[str, Lowering]:
    types = {name: kind for name, (_, kind) in typed.environment.globals.items()}
    return {one.id.text: Lowering(one, typed.nodes, typed.trees, types) for one in rulebook.tables}


def _in_order(computed: Iterable[model.Measure]) -> tuple[model.Measure, ...]:
    made = {one.id: one for one in computed}
    uses = {name: [used.name for used in globals_of(one.formula)] for name, one in made.items()}
    return tuple(made[name] for name in after_what_they_use(uses))


def _requirement(one: written.Requirement, typed: _Typed) -> model.Requirement:
    return model.Requirement(
        one.id.text,
        typed.of(one.needed_when),
        typed.nodes[one.id.span],
        _texts(one.accepts),
        None if one.fresh_within is None else one.fresh_within.text,
        _texts(one.source),
        _texts(one.older),
        None if one.back_to is None else one.back_to.text,
    )


def _findings(rulebook: written.Rulebook, typed: _Typed) -> tuple[model.Finding, ...]:
    made = {
        one.id.text: model.Finding(
            one.id.text, one.mode == "all", _claims(one.id, one.criteria, typed, rulebook)
        )
        for one in rulebook.findings
    }
    uses = {name: [claim.finding or "" for claim in one.criteria] for name, one in made.items()}
    return tuple(made[name] for name in after_what_they_use(uses))


def _options(rulebook: written.Rulebook, typed: _Typed) -> tuple[model.Option, ...]:
    direct = {one.id.text: _texts(one.preferred_over) for one in rulebook.options}
    preferred = closure(direct)
    behind = {name: [one for one in direct if name in direct[one]] for name in direct}
    made = {
        one.id.text: model.Option(
            one.id.text,
            _claims(one.id, one.eligible_when, typed, rulebook),
            asked_for(one, rulebook),
            _texts(one.steps),
            _texts(one.cautions),
            _texts(one.figures),
            preferred[one.id.text],
            one.discretionary,
        )
        for one in rulebook.options
    }
    return tuple(made[name] for name in after_what_they_use(behind))


def _alerts(rulebook: written.Rulebook, typed: _Typed) -> tuple[model.Alert, ...]:
    behind = {
        one.id.text: [other.id.text for other in rulebook.alerts if one.id.text in _texts(other.before)]
        for one in rulebook.alerts
    }
    made = {
        one.id.text: model.Alert(
            one.id.text,
            _claims(one.id, one.raised_when, typed, rulebook),
            one.suspends,
            _texts(one.steps),
            _texts(one.holds_back),
        )
        for one in rulebook.alerts
    }
    return tuple(made[name] for name in after_what_they_use(behind))


def _claims(
    owner: written.Word, criteria: tuple[written.Criterion, ...], typed: _Typed, rulebook: written.Rulebook
) -> tuple[model.Criterion, ...]:
    return tuple(_claim(owner.text, one, typed, rulebook) for one in criteria)


def _claim(owner: str, one: written.Criterion, typed: _Typed, rulebook: written.Rulebook) -> model.Criterion:
    test = typed.of(one.when)
    return model.Criterion(
        key=f"{owner}.{one.id.text}",
        id=one.id.text,
        test=test,
        finding=None if one.finding is None else one.finding.text,
        evidence=asked_for(one, rulebook),
        curable=one.curable,
        source=_texts(one.source),
        operands=() if test is None else tuple(used.name for used in globals_of(test)),
        span=one.span,
        presumed_until_told=None if one.presumed_until_told is None else one.presumed_until_told.text,
    )


def _advice(one: written.Advice, typed: _Typed) -> model.Advice:
    return model.Advice(one.id.text, typed.of(one.when), _texts(one.source))


def _sources(rulebook: written.Rulebook) -> dict[str, model.Source]:
    found = {one.id.text: model.Source(one.id.text, "guidance", one.words, "") for one in rulebook.statements}
    for authority in rulebook.authorities:
        found[authority.id.text] = model.Source(
            authority.id.text, authority.kind.text, authority.title, authority.confidence
        )
    return found
