"""Whether an answer can be: within its bounds, and together with what was said before.

The dictionary of facts decides, as for a profile from a file. Whoever types is told what to write, in
their language, and not which rule of a schema was broken.
"""

from decimal import Decimal

from engine.interview.model import Interview
from engine.interview.places import at, fact_at, steps
from engine.interview.state import Core
from engine.profile.checker import EXACT
from engine.profile.facts import Form, ListForm, RecordForm, ScalarForm


def is_possible(core: Core, interview: Interview, fact: str, value: object) -> bool:
    """Whether a profile can hold an answer together with all that was told."""
    profile, _ = core.profile(interview.answered(fact, value).told)
    return profile is not None


def contradicted(core: Core, interview: Interview, fact: str, value: object) -> str:
    """The title of what was told before and can't be true together with an answer; "" if nothing is."""
    head, _, name = fact.rpartition(".")
    told = interview.answered(fact, value).told
    record = _form(core.program.dictionary.form, head)
    for small, large in record.at_most if isinstance(record, RecordForm) else ():
        if name in {small, large} and _exceeds(at(told, f"{head}.{small}"), at(told, f"{head}.{large}")):
            other = fact_at(core.program.dictionary, f"{head}.{large if name == small else small}")
            return "" if other is None else other.title(core.vocabulary.language)
    return ""


def most_decimals(core: Core, fact: str, value: object) -> int | None:
    """How many decimals a fact can have, where an answer has more; else None."""
    form = _form(core.program.dictionary.form, fact)
    step = form.step if isinstance(form, ScalarForm) else None
    if step is None or not isinstance(value, Decimal) or not EXACT.remainder(value, step):
        return None
    exponent = step.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else None


def _exceeds(one: object, other: object) -> bool:
    """Whether a number is more than another, or a day, as text, after another."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one > other
    return isinstance(one, str) and isinstance(other, str) and one > other


def _form(form: Form | None, path: str) -> Form | None:
    """The form of what stands at a path; None where nothing can stand."""
    for step in steps(path):
        if isinstance(step, int):
            form = form.element if isinstance(form, ListForm) else None
        else:
            form = form.fields.get(step) if isinstance(form, RecordForm) else None
    return form
