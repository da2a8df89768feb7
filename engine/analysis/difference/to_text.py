"""The comparison for a terminal."""

from collections.abc import Iterable, Iterator

from engine.analysis.difference.report import Report, Said, Shown, Side
from engine.diagnostics import columns, printable
from engine.explanation.layout import MARKS


def to_text(report: Report) -> str:
    """The comparison as plain text with a line end."""
    return "\n".join(printable(line) for line in _all(report)) + "\n"


def _all(report: Report) -> Iterator[str]:
    yield report.title
    yield "═" * 60
    if not report.found.edits:
        yield report.say("no_edits")
        return
    yield from _edits(report)
    yield from _portfolio(report)
    yield from _heading(report.say("effects"))
    if report.found.is_proved_the_same:
        yield report.say("nobody")
    for one in report.changed:
        yield from _option(report, one)
    if report.same and report.found.changes_somebody:
        yield ""
        same = report.say("list").join(report.same)
        yield report.say("same", options=same, within=report.within(report.same_within))
    elif report.same_within:
        yield report.within(report.same_within).strip()
    yield from _order(report)
    notes = [*report.changelog()]
    if notes:
        yield from _heading(report.say("changelog"))
        yield from (f"- {note}" for note in notes)


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text
    yield "─" * 60


def _edits(report: Report) -> Iterator[str]:
    yield from _heading(report.say("edits"))
    deciding = [one for one in report.found.edits if one.decides]
    for one in deciding:
        yield f"· {report.edited(one)}"
        yield from (f"    {line}" for line in report.lines(one))
    rest = len(report.found.edits) - len(deciding)
    if rest:
        yield report.say("texts", count=f"{rest:,}")


def _portfolio(report: Report) -> Iterator[str]:
    count = report.count
    if count is None:
        return
    yield from _heading(report.portfolio_line(count))
    if count.left_out:
        yield report.say("rows_left_out", count=f"{count.left_out:,}")
    titles = _even(report.title_of(option) for option, _, _ in count.answers)
    pairs = _even(
        report.say("from_to", old=report.called(old), new=report.called(new)) for _, old, new in count.answers
    )
    for title, pair, loans in zip(titles, pairs, count.answers.values(), strict=True):
        yield f"{title}  {pair}  {loans:>12,}"
    for name in dict.fromkeys(one.by for one in count.groups):
        yield ""
        yield report.say("rows_group", group=report.fact(name))
        groups = [one for one in count.groups if one.by == name]
        values = _even(report.value(name, one.value) for one in groups)
        for value, one in zip(values, groups, strict=True):
            yield f"  {value}  {one.changed:>12,} / {one.rows:,}"


def _even(texts: Iterable[str]) -> list[str]:
    """Texts of one width."""
    told = [*texts]
    width = max(map(columns, told), default=0)
    return [text + " " * (width - columns(text)) for text in told]


def _option(report: Report, one: Said) -> Iterator[str]:
    yield ""
    yield f"{one.title}  ({one.option})"
    for shown in one.shown:
        yield from _shown(report, shown)
    if one.open:
        pairs, about = (report.say("list").join(part) for part in (one.open, one.about))
        yield f"   ? {report.say('open', pairs=pairs, about=about)}"
    elif one.is_whole:
        yield f"   {report.say('no_others', within=report.within(one.within))}"


def _shown(report: Report, one: Shown) -> Iterator[str]:
    yield f"   {report.say('from_to', old=one.old, new=one.new)}"
    yield f"     {report.say('borrower', borrower=one.borrower)}"
    for name, side in zip(("before", "after"), one.sides, strict=True):
        yield from _side(report.say(name), side)
    if one.edits:
        edits = report.say("list").join(report.edited(edit) for edit in one.edits)
        yield f"     {report.say('because', edits=edits)}"
    else:
        yield f"     {report.say('through_others')}"


def _side(name: str, side: Side) -> Iterator[str]:
    for reason in side.reasons:
        yield f"     {name}  {MARKS[reason.truth]} {reason.text}"
        yield from (f"     {name}    {MARKS[part.truth]} {part.text}" for part in reason.because)


def _order(report: Report) -> Iterator[str]:
    told = [*report.order()]
    if told:
        yield from _heading(report.say("order"))
    for said, borrower in told:
        yield f"· {said}"
        if borrower:
            yield f"    {report.say('borrower', borrower=borrower)}"
