"""A plan as a table for a terminal or a printer, in Chinese or English.

Columns are padded by what a terminal shows, where a Chinese character is two wide; counted in
characters, every heading would stand beside its column.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from engine.diagnostics import columns
from engine.repayment.model import Row, Schedule
from engine.repayment.planning import Plan
from engine.spelling import day, money
from engine.values import Money, yuan

Language = Literal["zh", "en"]

SHOWN: Final = Decimal("0.00000001")  # of a rate in percent; `to_json` gives all of them

_HEADINGS: Final[Mapping[Language, Sequence[str]]] = {
    "zh": ("期次", "到期日", "天数", "期初本金", "应还本金", "应还利息", "应还合计", "剩余本金"),
    "en": ("no.", "due", "days", "opening", "principal", "interest", "payment", "closing"),
}
_PHRASES: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "equal_principal": "等额本金",
        "equal_instalment": "等额本息",
        "interest_first": "先息后本",
        "title": "{method} · 本金 {principal} · {instalments} 期 · 日利率 {rate}% · {start}起息",
        "total": "合计",
        "largest": "最高一期还 {largest}，最后一期{last_due}到期，利息共 {interest}。",
        "fits": "每月能还 {capacity}，每一期都够还。",
        "too_dear": "每月能还 {capacity}，不够还最高的一期。",
        "fewest": "每月能还 {capacity}，最少分 {instalments} 期，每一期才都够还。",
        "none": "每月能还 {capacity}，分 1 至 {longest} 期都不够还；"
        "分 {longest} 期时，最高一期要还 {largest}。",
    },
    "en": {
        "equal_principal": "equal principal",
        "equal_instalment": "equal instalments",
        "interest_first": "interest first",
        "title": "{method} · principal {principal} · instalments {instalments} · {rate}% a day from {start}",
        "total": "total",
        "largest": "The largest payment is {largest}, the last one is due on {last_due}, "
        "and all interest is {interest}.",
        "fits": "{capacity} a month is enough for every payment.",
        "too_dear": "{capacity} a month isn't enough for the largest payment.",
        "fewest": "{capacity} a month is enough for {instalments} instalments, and for no smaller number.",
        "none": "{capacity} a month isn't enough for any number of instalments from 1 to {longest}; "
        "with {longest} the largest payment is {largest}.",
    },
}


def to_text(plan: Plan, language: Language = "zh") -> str:
    """The plan as text with a line end: what it rests on, the instalments, their sums, and whether they fit.

    Where no number of instalments fits there is no table, so that nobody takes it for a plan.
    """
    said = _said(plan, language)
    if plan.longest is not None and not plan.fits:
        return f"{said['title']}\n\n{said['none']}\n"
    lines = [said["title"], "", *_table(plan.schedule, language), "", said["largest"]]
    if plan.fits is not None:
        found = "too_dear" if not plan.fits else "fits" if plan.longest is None else "fewest"
        lines.append(said[found])
    return "\n".join(lines) + "\n"


def _said(plan: Plan, language: Language) -> dict[str, str]:
    """Every phrase of the language, filled in."""
    terms, schedule, phrases = plan.terms, plan.schedule, _PHRASES[language]
    values = {
        "method": phrases[terms.method.value],
        "principal": _money(terms.principal),
        "rate": _percent(terms.daily_rate),
        "instalments": str(terms.instalments),
        "start": day(terms.start, language),
        "largest": _money(schedule.largest_payment),
        "interest": _money(schedule.total_interest),
        "last_due": day(schedule.last_due, language),
        "capacity": "" if plan.capacity is None else _money(plan.capacity),
        "longest": str(plan.longest),
    }
    return {name: phrase.format_map(values) for name, phrase in phrases.items()}


def _table(schedule: Schedule, language: Language) -> list[str]:
    sums = schedule.total_principal, schedule.total_interest, schedule.total_payment
    total = [_PHRASES[language]["total"], "", "", "", *map(_amount, sums), ""]
    rows = [_HEADINGS[language], *map(_cells, schedule.rows), total]
    widths = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _cells(row: Row) -> list[str]:
    amounts = row.opening, row.principal, row.interest, row.payment, row.closing
    return [str(row.number), row.due.isoformat(), str(row.days), *map(_amount, amounts)]


def _padded(cell: str, width: int) -> str:
    return " " * (width - columns(cell)) + cell


def _money(amount: Money) -> str:
    return money(yuan(amount))


def _amount(amount: Money) -> str:
    """An amount in a column of them."""
    return f"{yuan(amount):,.2f}"


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).quantize(SHOWN).normalize():f}"
