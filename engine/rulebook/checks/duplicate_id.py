"""R201: two things of a pack have the same id.

Sources, words, cases and answers name things by their id alone. With two of one name a
reader, and the engine, would take one for the other. Criteria are named together with the
words file that holds their words: those of an option or an alert need to differ within
it, those of findings, whose words stand in the pack's own file, from each other. The rows of a table
differ within it, and so do its columns.
"""

from collections.abc import Iterable, Iterator

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.changes_model import changes_of
from engine.rulebook.checks.context import Context
from engine.rulebook.model import Rulebook, Word


def check(context: Context) -> Iterator[Diagnostic]:
    """Each id that was given before, with both places."""
    yield from _repeated(_ids(context.rulebook))
    for owned in (*_criteria(context.rulebook), *_parts(context.rulebook)):
        yield from _repeated(owned)


def _ids(rulebook: Rulebook) -> Iterator[Word]:
    owners = (
        rulebook.head.documents,
        rulebook.statements,
        rulebook.authorities,
        rulebook.parameters,
        rulebook.measures,
        rulebook.tables,
        rulebook.findings,
        rulebook.requirements,
        rulebook.steps,
        rulebook.cautions,
        rulebook.options,
        rulebook.alerts,
        changes_of(rulebook).changes,
        changes_of(rulebook).safety,
    )
    return (thing.id for things in owners for thing in things)


def _criteria(rulebook: Rulebook) -> Iterator[Iterable[Word]]:
    yield (one.id for finding in rulebook.findings for one in finding.criteria)
    yield from ((one.id for one in option.eligible_when) for option in rulebook.options)
    yield from ((one.id for one in alert.raised_when) for alert in rulebook.alerts)


def _parts(rulebook: Rulebook) -> Iterator[Iterable[Word]]:
    """The rows of each table, then its columns."""
    for table in rulebook.tables:
        yield [row.id for row in table.rows if row.id]
        yield [*(one.name for one in table.inputs), *(one.id for one in table.outputs)]


def _repeated(ids: Iterable[Word]) -> Iterator[Diagnostic]:
    first: dict[str, Word] = {}
    for word in ids:
        before = first.setdefault(word.text, word)
        if before is not word:
            yield Diagnostic(
                "R201",
                f"the id `{word.text}` is given twice",
                word.span,
                "given again here",
                "give one of them another id",
                (Note(before.span, "first given here"),),
            )
