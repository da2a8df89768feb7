"""Values as people write them: ¥1,234.50, 2026年11月25日, 25 Nov 2026.

What a profile says in free text is cut and cleaned here before it gets into any sentence, so
that it can't steer a terminal, break a Markdown page or drown the answer.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from engine.diagnostics import printable
from engine.feel.durations import DaysDuration, MonthsDuration, format_duration
from engine.feel.types import NumberType, Type
from engine.feel.unknown import Unknown
from engine.feel.walk import Value

LONGEST_TEXT: Final = 80  # characters of a profile's own text that are shown
PERCENT_UNITS: Final = frozenset({"1/day", "1/month", "1/year"})
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# How each language writes what isn't a plain number.
_FORMS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {"unknown": "（未提供）", "true": "是", "false": "否", "list": "、", "per": "每{}"},
    "en": {"unknown": "(not given)", "true": "yes", "false": "no", "list": ", ", "per": "per {}"},
}
_PER: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {"day": "日", "month": "月", "year": "年"},
    "en": {"day": "day", "month": "month", "year": "year"},
}


def forms(language: str) -> Mapping[str, str]:
    """The small words of a language; those of English for one that has none here."""
    return _FORMS.get(language, _FORMS["en"])


def shown(value: Value | None, kind: Type | None, language: str, labels: Mapping[str, str]) -> str:
    """A value in words.

    Args:
        value: what to show; None or `Unknown` for what isn't known.
        kind: its type, which tells its unit.
        language: `zh`, `en`, or another, which is written like English.
        labels: names of a fixed set's values in the language.
    """
    if value is None or isinstance(value, Unknown):
        return forms(language)["unknown"]
    if isinstance(value, bool):
        return forms(language)[canonical(value)]
    if isinstance(value, Decimal):
        return number(value, str(kind.unit or "1") if isinstance(kind, NumberType) else "1", language)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, tuple):
        return forms(language)["list"].join(shown(one, None, language, labels) for one in value)
    if isinstance(value, str):
        return labels.get(value) or clean(value)
    return canonical(value)


def number(value: Decimal, unit: str, language: str) -> str:
    """A number by its unit: money to the fen, rates in percent, the rest as it is."""
    if unit.partition("/")[0] == "yuan":
        return money(value)
    if unit in PERCENT_UNITS:
        per = _PER.get(language, _PER["en"])[unit.removeprefix("1/")]
        return f"{plain(value * 100)}% {forms(language)['per'].format(per)}"
    return plain(value)


def money(yuan: Decimal) -> str:
    """An amount as ¥1,234.50; half a fen rounds away from zero."""
    rounded = yuan.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'-' if rounded < 0 else ''}¥{abs(rounded):,.2f}"


def plain(value: Decimal) -> str:
    """A number without needless zeros, at most six decimals."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        value = value.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date, language: str) -> str:
    """A date as 2026年11月25日 or 25 Nov 2026."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def clean(text: str) -> str:
    """A profile's own text on one line, control characters made visible, cut to a sane length."""
    cut = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    return printable(cut)


def canonical(value: Value) -> str:
    """The value as text for machines: `1000.00`, `2026-11-25`, `true`, `P30D`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DaysDuration | MonthsDuration):
        return format_duration(value)
    if isinstance(value, tuple):
        return ", ".join(canonical(one) for one in value)
    return str(value)
