"""The comparison as a page, with charts of a portfolio where one was given."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from engine.analysis.difference.model import Edit
from engine.analysis.difference.report import Report, Said, Shown
from engine.evaluation.outcome import Status
from engine.explanation.layout import MARKS
from engine.screening.page import drawn_bar, head, page, share

if TYPE_CHECKING:
    from engine.analysis.difference.portfolio import Count

_COLOUR = "#14427f"


def to_html(report: Report) -> str:
    """The comparison as one file that opens offline."""
    made = f"SHA-256 {report.found.old.sha256} → {report.found.new.sha256}"
    return page(report.title, "\n".join(_all(report)), made, report.language)


def _all(report: Report) -> Iterator[str]:
    if not report.found.edits:
        yield _paragraph(report.say("no_edits"))
        return
    yield _heading(report.say("edits"))
    deciding = [one for one in report.found.edits if one.decides]
    yield _listed(_edited(report, one) for one in deciding)
    rest = len(report.found.edits) - len(deciding)
    if rest:
        yield _paragraph(report.say("texts", count=f"{rest:,}"))
    if report.count is not None:
        yield from _portfolio(report, report.count)
    yield from _effects(report)
    notes = [*report.changelog()]
    if notes:
        yield _heading(report.say("changelog"))
        yield _listed(map(escape, notes))


def _edited(report: Report, one: Edit) -> str:
    lines = "".join(f"<br/><code>{escape(line)}</code>" for line in report.lines(one))
    return f"{escape(report.edited(one))}{lines}"


def _effects(report: Report) -> Iterator[str]:
    yield _heading(report.say("effects"))
    if report.found.is_proved_the_same:
        yield _paragraph(report.say("nobody"))
    for one in report.changed:
        yield f"<h3>{escape(one.title)} <small>({escape(one.option)})</small></h3>"
        yield _listed(_shown(report, shown) for shown in one.shown)
        yield from _rest(report, one)
    if report.same and report.found.changes_somebody:
        same = report.say("list").join(report.same)
        yield _paragraph(report.say("same", options=same, within=report.within(report.same_within)))
    for said, borrower in report.order():
        told = f" {report.say('borrower', borrower=borrower)}" if borrower else ""
        yield _paragraph(f"{said}{told}")


def _rest(report: Report, one: Said) -> Iterator[str]:
    if one.open:
        pairs, about = (report.say("list").join(part) for part in (one.open, one.about))
        yield _paragraph(report.say("open", pairs=pairs, about=about))
    elif one.is_whole:
        yield _paragraph(report.say("no_others", within=report.within(one.within)))


def _shown(report: Report, one: Shown) -> str:
    lines = [
        f"<strong>{escape(report.say('from_to', old=one.old, new=one.new))}</strong>",
        escape(report.say("borrower", borrower=one.borrower)),
    ]
    for name, side in zip(("before", "after"), one.sides, strict=True):
        said = escape(report.say(name))
        lines += [f"{said} {MARKS[reason.truth]} {escape(reason.text)}" for reason in side.reasons]
    edits = report.say("list").join(report.edited(edit) for edit in one.edits)
    lines.append(escape(report.say("because", edits=edits) if edits else report.say("through_others")))
    return "<br/>".join(lines)


def _portfolio(report: Report, count: "Count") -> Iterator[str]:
    yield _heading(report.portfolio_line(count))
    if count.left_out:
        yield _paragraph(report.say("rows_left_out", count=f"{count.left_out:,}"))
    if count.answers:
        rows = [
            (f"{report.title_of(option)}: {_pair(report, old, new)}", loans, count.rows)
            for (option, old, new), loans in count.answers.items()
        ]
        yield _table(report, report.say("option"), rows)
    for name in dict.fromkeys(one.by for one in count.groups):
        groups = [
            (report.value(name, one.value), one.changed, one.rows) for one in count.groups if one.by == name
        ]
        yield f"<h3>{escape(report.say('rows_group', group=report.fact(name)))}</h3>"
        yield _table(report, report.say("group"), groups)


def _pair(report: Report, old: Status | None, new: Status | None) -> str:
    return report.say("from_to", old=report.called(old), new=report.called(new))


def _table(report: Report, first: str, rows: Iterable[tuple[str, int, int]]) -> str:
    """Rows of a label, how many loans of how many, and a bar."""
    heads = "".join(head(escape(one)) for one in (first, report.say("count"), report.say("share"), ""))
    body = "\n".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{loans:,}</td><td>{share(loans, of)}</td>'
        f'<td class="chart">{drawn_bar(label, share(loans, of), [(_COLOUR, loans)], of)}</td></tr>'
        for label, loans, of in rows
    )
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _listed(items: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{one}</li>" for one in items) + "\n</ul>"
