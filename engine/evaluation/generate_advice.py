"""The text of the Python function for what is said beside the decisions: figures, steps and cautions.

No status rests on it. Each answer for people needs it, though, and by the plain walk it would take
longer than all the decisions.
"""

from engine.evaluation.generated_lines import Lines, certain
from engine.evaluation.generated_source import AdviceSource
from engine.feel.core import globals_of
from engine.feel.to_python import Writer
from engine.program.model import Program


def advice_text(program: Program, decided: frozenset[str]) -> AdviceSource:
    """Generate the function of a program.

    Args:
        program: whose function it is.
        decided: measures that have been computed for the decisions.
    """
    formulas = {name: node for name, node in program.formulas.items() if name not in decided}
    advice = {one.id: one.when for one in (*program.steps.values(), *program.cautions.values()) if one.when}
    used = {one.name: None for node in (*formulas.values(), *advice.values()) for one in globals_of(node)}
    slots = tuple(name for name in used if name not in formulas)
    variables = {name: f"v{i}" for i, name in enumerate(slots)}
    variables |= {name: f"m{i}" for i, name in enumerate(formulas)}
    body = Lines(Writer(variables, certain(slots), program.functions))
    measures = [body.assign(variables[name], node) for name, node in formulas.items()]
    conditions = [body.assign(f"c{i}", node) for i, node in enumerate(advice.values())]
    taken = [f"({_row([variables[name] for name in slots])}) = v"] if slots else []
    given = f"return ({_row(measures)}), ({_row(conditions)})"
    return AdviceSource(
        text="\n ".join(["def advise(v, walk):", *taken, *body.lines, given]),
        constants=body.writer.constants,
        slots=slots,
        measures=tuple(formulas),
        advice=tuple(advice),
        left_to_walk=tuple(body.left_to_walk),
    )


def _row(variables: list[str]) -> str:
    return "".join(f"{name}, " for name in variables)
