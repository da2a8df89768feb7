"""Documents at hand that don't count: too old, or dated after the day of the assessment.

Somebody who holds a diagnosis and reads "missing: a diagnosis" would look for a mistake of ours, or bring the
same one again. So each is named, with its date and what is asked for.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from engine.evaluation.globals import PARAMETER, Globals
from engine.explanation.model import SetAside
from engine.explanation.phrases import phrase
from engine.explanation.wording import Wording
from engine.program.model import Requirement
from engine.program.requirements import EVIDENCE, ISSUED_ON, KIND
from engine.spelling import day


def set_aside(requirement: Requirement, values: Globals, as_of: date, wording: Wording) -> Iterator[SetAside]:
    """The documents at hand that a requirement accepts by their kind and not by their date.

    Args:
        requirement: which is missing, so that none of the documents satisfies it.
        values: of one loan.
        as_of: the day of the assessment.
        wording: to say it in.
    """
    documents = values.known(EVIDENCE)
    for document in documents if isinstance(documents, tuple) else ():
        told = document if isinstance(document, Mapping) else {}
        kind, issued_on = told.get(KIND), told.get(ISSUED_ON)
        # INVARIANT: a document without a date would leave it open whether the requirement is missing.
        if isinstance(kind, str) and kind in requirement.accepts and isinstance(issued_on, date):
            yield _said(requirement, kind, issued_on, as_of, wording)


def _said(requirement: Requirement, kind: str, issued_on: date, as_of: date, wording: Wording) -> SetAside:
    language = wording.vocabulary.language
    known = {"kind": wording.vocabulary.kinds((kind,)), "date": day(issued_on, language)}
    # INVARIANT: a document is set aside for its date only where an age is asked: `requirements.held`.
    if issued_on > as_of or requirement.fresh_within is None:
        return SetAside(kind, issued_on, "not_yet", phrase(language, "not_yet", **known))
    known["limit"] = wording.texts[PARAMETER + requirement.fresh_within]
    if kind in requirement.older and requirement.back_to is not None:
        text = phrase(language, "too_old_since", since=wording.texts[requirement.back_to], **known)
    else:
        text = phrase(language, "too_old", **known)
    return SetAside(kind, issued_on, "too_old", text)
