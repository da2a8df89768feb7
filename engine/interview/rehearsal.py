"""An interview with somebody of whom everything is known already: a profile answers in their place.

So it can be counted how many questions a borrower is spared, and seen that an interview comes to what the
whole profile comes to.
"""

from collections.abc import Callable, Mapping, Sequence

from engine.interview.interviewer import Interviewer
from engine.interview.model import Interview
from engine.interview.places import Raw, at, fact_at, naming_field
from engine.profile.facts import Dictionary, ListForm
from engine.profile.from_told import key_of

Choose = Callable[[Interviewer, Interview], str | None]


def most_first(interviewer: Interviewer, interview: Interview) -> str | None:
    """The fact that settles most; None once none can change the answer."""
    asked = interviewer.next_question(interview)
    return None if asked is None else asked.fact


def in_file_order(interviewer: Interviewer, interview: Interview) -> str | None:
    """The first of the dictionary that can still change the answer; None once none can."""
    return next(iter(interviewer.open_facts(interview)), None)


def rehearse(
    interviewer: Interviewer, whole: Raw, choose: Choose = most_first, start: Raw | None = None
) -> Interview:
    """The interview with somebody who knows what a whole profile tells, and nothing else.

    Args:
        interviewer: the pack, and the day.
        whole: the raw values of the profile.
        choose: what is asked next.
        start: what was told before the first question; None: nothing.
    """
    dictionary = interviewer.core.program.dictionary
    interview = Interview(dictionary, start or {})
    while (fact := choose(interviewer, interview)) is not None:
        interview = interview.answered(fact, answer(dictionary, whole, fact))
    return interview


def answer(dictionary: Dictionary, whole: Raw, fact: str) -> object:
    """What a whole profile answers; of a list only how its entries are called, as people do.

    None for "don't know".
    """
    each = dictionary.each
    value = at(whole, fact)
    if each is not None and value is None and fact.startswith(f"{each.one}."):
        value = at(whole, f"{each.many}[1]{fact.removeprefix(each.one)}")
    if each is not None and value is None and fact == each.many and whole.get(each.one) is not None:
        value = [whole[each.one]]
    found = fact_at(dictionary, fact)
    if found is None or not isinstance(found.form, ListForm) or not isinstance(value, Sequence):
        return value
    kept = {naming_field(found.form), key_of(dictionary) if each and fact == each.many else ""}
    return [_called(one, kept) if isinstance(one, Mapping) else one for one in value]


def _called(record: Mapping[str, object], kept: set[str]) -> dict[str, object]:
    return {key: value for key, value in record.items() if key in kept and value is not None}
