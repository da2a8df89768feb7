"""V101 to V106: a pack and the documents that it was made from no longer agree.

A person has to look again, so each fault says which sentence, what stands there now, and which rules
were made from it.
"""

from collections.abc import Iterable, Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.model import Passage, Statement
from engine.source import Span
from engine.sourcing.model import Coverage, Held, Trace, Verification, place_of
from engine.sourcing.text import Text

_MOST_NAMED = 12  # rules in the help of a whole document
_LOST = "nothing there has this fingerprint"


def faults(verification: Verification) -> tuple[Diagnostic, ...]:
    """Everything that somebody has to look at."""
    return tuple(fault for held in verification.documents for fault in _faults(held, verification))


def _faults(held: Held, verification: Verification) -> Iterator[Diagnostic]:
    coverage, text = verification.coverage, held.text
    if text is None:
        yield _missing(held, verification.folder, coverage)
        return
    if held.state == "changed":
        yield _changed(held, text, coverage)
    for statement in held.statements:
        if statement.state == "gone":
            yield _gone(statement, text, coverage)
        elif statement.state == "unplaced":
            yield _unplaced(statement.of)
    yield from (_gone_passage(one, text) for one in held.passages if one.now is None)
    yield from (_unclaimed(one, held, text) for one in held.unseen)


def _missing(held: Held, folder: str, coverage: Coverage) -> Diagnostic:
    id_ = held.document.id
    message = f"document `{id_.text}` isn't in `{folder}`"
    label = "no text there has its SHA-256, and none is half like it"
    help_ = f"put it there; {_concerned(held.statements, coverage)}"
    return Diagnostic("V101", message, id_.span, label, help_)


def _changed(held: Held, text: Text, coverage: Coverage) -> Diagnostic:
    id_ = held.document.id
    gone = [one for one in held.statements if one.now is None]
    concerned = _concerned(gone, coverage) if gone else "each of its statements is still there"
    help_ = f"{concerned}; once everything is looked at, write `sha256: {text.sha256}`"
    label = f"`{text.source.name}` has another SHA-256"
    return Diagnostic("V102", f"document `{id_.text}` has changed", id_.span, label, help_)


def _gone(trace: Trace[Statement], text: Text, coverage: Coverage) -> Diagnostic:
    id_ = trace.of.id
    message = f"statement `{id_.text}` isn't found in `{text.source.name}`"
    mend = "give it the `at` and `sha256` of what says the same now, or delete it"
    if len(trace.instead) == 1:
        fields = _fields(trace.instead[0], text)
        mend = f"if the new sentence says the same, write {fields}; if not, write the statement anew"
    help_ = f"{_concerned([trace], coverage, most=None)}; {mend}"
    return Diagnostic("V103", message, id_.span, _LOST, help_, _notes(trace.instead))


def _gone_passage(trace: Trace[Passage], text: Text) -> Diagnostic:
    message = f"a passage isn't found in `{text.source.name}`"
    help_ = "give it the `at` and `sha256` of what stands for it now, or delete it"
    if len(trace.instead) == 1:
        fields = _fields(trace.instead[0], text)
        help_ = (
            f"if the new one tells nothing to do either, write {fields}; if it does, make a statement of it"
        )
    return Diagnostic("V105", message, trace.of.span, _LOST, help_, _notes(trace.instead))


def _notes(instead: Iterable[Span]) -> tuple[Note, ...]:
    return tuple(Note(span, "stands there now") for span in instead)


def _unplaced(statement: Statement) -> Diagnostic:
    id_, document = statement.id, statement.document.text
    message = f"statement `{id_.text}` can't be looked for"
    help_ = f"write where it stands in document `{document}`: `at: {{line: …, start: …, length: …}}`"
    return Diagnostic("V106", message, id_.span, "it has no `at`", help_)


def _unclaimed(span: Span, held: Held, text: Text) -> Diagnostic:
    id_ = held.document.id.text
    message = f"a passage of document `{id_}` is neither a statement nor put aside"
    help_ = (
        "make a statement of what it tells somebody to do; or, if it tells nothing, write in `passages.yaml` "
        f"`document: {id_}`, {_fields(span, text)} and why"
    )
    return Diagnostic("V104", message, span, "nobody has looked at this", help_)


def _fields(span: Span, text: Text) -> str:
    at = place_of(span)
    place = f"{{line: {at.line}, start: {at.start}, length: {at.length}}}"
    return f"`at: {place}`, `sha256: {text.fingerprint(span)}`"


def _concerned(traces: Iterable[Trace[Statement]], coverage: Coverage, most: int | None = _MOST_NAMED) -> str:
    rules = coverage.resting_on(*(one.of.id.text for one in traces))
    names = list(dict.fromkeys(rule.id for rule in rules))
    if not names:
        return "no rule is concerned"
    shown = [f"`{name}`" for name in names[:most]]
    more = len(names) - len(shown)
    return f"look again at {', '.join(shown)}" + (f" and {more} more" if more else "")
