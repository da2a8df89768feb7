"""The report for a terminal: each finding with its places and its borrower, and one line at the end."""

from collections.abc import Iterator, Mapping, Sequence

from engine.analysis.in_words import borrower, change
from engine.analysis.rulebook.closing import closing
from engine.analysis.rulebook.model import Found, Report
from engine.analysis.rulebook.witness_files import named
from engine.diagnostics import printable, render
from engine.profile.facts import Dictionary


def to_text(report: Report, files: Mapping[str, str] | None = None) -> str:
    """The report as text with a line end.

    Args:
        report: what was found.
        files: of each witness's name, the file to which it was written; None: none was.
    """
    dictionary = report.program.dictionary
    found = [_found(one, dictionary, files or {}) for one in report.found]
    unsettled = [f"not settled: {one.question}" for one in report.unsettled if not one.is_property]
    listed = ["\n".join(unsettled)] if unsettled else []
    return "\n\n".join([*found, *listed, closing(report)]) + "\n"


def _found(one: Found, dictionary: Dictionary, files: Mapping[str, str]) -> str:
    told = render(one.diagnostic).removeprefix("error")
    return "\n".join([f"{one.level.word}{told}", *_witnesses(one, dictionary, files)])


def _witnesses(one: Found, dictionary: Dictionary, files: Mapping[str, str]) -> Iterator[str]:
    """The borrower; of two, the second by what is different."""
    words = _words(one, dictionary)
    for (name, _), told in zip(named(one), words, strict=True):
        yield f"   = {told}"
        if name in files:
            yield f"   = in: {printable(files[name])}"


def _words(one: Found, dictionary: Dictionary) -> Sequence[str]:
    if not one.witnesses:
        return ()
    first, *others = one.witnesses
    told = [f"witness: {printable(borrower(first, dictionary))}"]
    return told + [f"then: {printable(change(first, other, dictionary))}" for other in others]
