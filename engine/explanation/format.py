"""Values as people write them: ¥1,234.50, 2026年11月25日, 25 Nov 2026.

What a profile says in free text is cut and cleaned here before it gets into any sentence, so
that it can't steer a terminal, break a Markdown page or drown the answer.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from json import JSONEncoder
from typing import Any, Final

from engine.diagnostics import printable
from engine.feel.durations import DaysDuration, MonthsDuration, format_duration
from engine.feel.types import (
    DateType,
    DaysType,
    ListType,
    MonthsType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
)
from engine.feel.unknown import Unknown
from engine.feel.walk import Value
from engine.spelling import LARGEST, ROUNDING, day, money

LONGEST_TEXT: Final = 80  # characters of a profile's own text that are shown
PERCENT_UNITS: Final = frozenset({"1/day", "1/month", "1/year"})
SECONDS_A_DAY: Final = 86_400
_LAST: Final = Decimal("0.000001")  # decimal that is shown of what isn't money

# How each language writes what isn't a plain number.
_FORMS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "unknown": "（未提供）",
        "true": "是",
        "false": "否",
        "list": "、",
        "none": "无",
        "rate": "每{per}{percent}%",
        "entry": "{}项",
        "entries": "{}项",
        "day": "{}天",
        "days": "{}天",
        "month": "{}个月",
        "months": "{}个月",
    },
    "en": {
        "unknown": "(not given)",
        "true": "yes",
        "false": "no",
        "list": ", ",
        "none": "none",
        "rate": "{percent}% a {per}",
        "entry": "{} entry",
        "entries": "{} entries",
        "day": "{} day",
        "days": "{} days",
        "month": "{} month",
        "months": "{} months",
    },
}
_PER: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {"day": "日", "month": "月", "year": "年"},
    "en": {"day": "day", "month": "month", "year": "year"},
}

Writing = Callable[[Any], str]  # of known values of one type
_PLAINLY: Final[Mapping[type[Type], Writing]] = {
    NumberType: lambda value: f"{value:f}",
    DateType: date.isoformat,
    TextType: str,
}


def forms(language: str) -> Mapping[str, str]:
    """The small words of a language; those of English for one that has none here."""
    return _FORMS.get(language, _FORMS["en"])


def writing(kind: Type | None, language: str, labels: Mapping[str, str]) -> Writing:
    """How the values of a type are written; they are known, but elements of a list needn't be.

    Args:
        kind: the type, which tells the unit.
        language: `zh`, `en`, or another, which is written like English.
        labels: names of a fixed set's values in the language.
    """
    match kind:
        case NumberType(unit):
            return _number(str(unit or "1"), language)
        case TruthType():
            said = forms(language)
            yes, no = said["true"], said["false"]
            return lambda value: yes if value else no
        case DateType():
            return partial(day, language=language)
        case TextType():
            return lambda value: labels.get(value) or clean(value)
        case DaysType() | MonthsType():
            return partial(duration, language=language)
        case ListType(RecordType()):
            return lambda value: _counted(len(value), "entry", "entries", language)
        case ListType(element):
            return partial(_listed, language=language, write=writing(element, language, labels))
    return lambda value: clean(canonical(value))


def writing_plainly(kind: Type | None) -> Writing:
    """How machines get the values of a type: as `canonical` gives them, without asking for the type again."""
    return _PLAINLY.get(type(kind), canonical) if kind else canonical


def _number(unit: str, language: str) -> Writing:
    """Money to the fen, rates in percent, the rest as it is."""
    if unit.partition("/")[0] == "yuan":
        return money
    if unit in PERCENT_UNITS:
        per = _PER.get(language, _PER["en"])[unit.removeprefix("1/")]
        rate = forms(language)["rate"]
        return lambda value: rate.format(per=per, percent=plain(value.scaleb(2, ROUNDING)))
    return plain


def _listed(values: tuple[Value | None, ...], language: str, write: Writing) -> str:
    words = forms(language)
    texts = (words["unknown"] if one is None or isinstance(one, Unknown) else write(one) for one in values)
    return words["list"].join(texts) or words["none"]


def _counted(number: int | Decimal, one: str, many: str, language: str) -> str:
    return forms(language)[one if abs(number) == 1 else many].format(number)


def plain(value: Decimal) -> str:
    """A number without needless zeros, at most six decimals."""
    if value.adjusted() >= LARGEST:
        return f"{value:.6g}"
    text = f"{value:,f}"
    if len(text.partition(".")[2]) > 6:
        text = f"{ROUNDING.quantize(value, _LAST) or Decimal(0):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def duration(value: DaysDuration | MonthsDuration, language: str) -> str:
    """A duration as 30天, 14 months; one with hours as `P1DT2H`."""
    if isinstance(value, MonthsDuration):
        return _counted(value.months, "month", "months", language)
    days, rest = divmod(value.seconds, SECONDS_A_DAY)
    return format_duration(value) if rest else _counted(int(days), "day", "days", language)


def clean(text: str) -> str:
    """A profile's own text on one line, control characters made visible, cut to a sane length."""
    cut = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    return printable(cut)


def canonical(value: Value) -> str:
    """The value as text for machines: `1000.00`, `2026-11-25`, `true`, `P30D`; a list as JSON."""
    if isinstance(value, tuple):
        return _JSON.encode(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(_scalar(value))


def _scalar(value: object) -> object:
    """What isn't JSON already, as text; None for an element of a list that isn't known."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DaysDuration | MonthsDuration):
        return format_duration(value)
    assert isinstance(value, Unknown), "there is no other value"  # noqa: S101  (a promise of the language)
    return None


_JSON: Final = JSONEncoder(ensure_ascii=False, sort_keys=True, default=_scalar)
