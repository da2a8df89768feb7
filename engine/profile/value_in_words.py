"""What the value of a fact looks like: its kind, unit and bounds, in a language.

The page of facts and the terminal say it with the same words. Two tables of them would soon tell
two different bounds for one fact.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.phrasebook import Phrasebook
from engine.profile.facts import Fact, ListForm, ScalarForm
from engine.values import Unit

_EN: Final[Mapping[str, str]] = {
    "comma": ", ",
    "list": "list",
    "entries": "list of at most {most}",
    "truth": "true or false",
    "date": "day, YYYY-MM-DD",
    "set": "one of a set",
    "text": "text",
    "characters": "at most {most} characters",
    "ratio": "ratio",
    "whole": "whole",
    "between": "{least} to {most}",
    "from": "from {least}",
    "to": "to {most}",
    "any": "any",
}
_ZH: Final[Mapping[str, str]] = {
    "comma": "，",
    "list": "列表",
    "entries": "列表，最多 {most} 项",
    "truth": "true 或 false",
    "date": "日期，YYYY-MM-DD",
    "set": "下列之一",
    "text": "文字",
    "characters": "最多 {most} 个字",
    "ratio": "小数",
    "whole": "整数",
    "between": "{least} 至 {most}",
    "from": "{least} 以上",
    "to": "{most} 以下",
    "any": "不限",
    "yuan": "元",
    "month": "月",
    "day": "天",
    "year": "年",
    "instalment": "期",
    "person": "人",
}
_PHRASES: Final = Phrasebook(zh=_ZH, en=_EN)


def value_in_words(fact: Fact, language: str) -> str:
    """The kind of value with its unit and bounds: `yuan/month, 0 to 1,000`, `元/月，0 至 1,000`.

    Args:
        fact: whose value is meant.
        language: `zh`, `en`, or another, which is written like English.
    """
    phrases = _PHRASES.in_(language)
    if isinstance(fact.form, ListForm):
        most = fact.form.most
        return phrases["list"] if most is None else phrases["entries"].format(most=most)
    return phrases["comma"].join(_parts(fact.form, phrases))


def _parts(form: ScalarForm, phrases: Mapping[str, str]) -> Iterator[str]:
    match form.type:
        case NumberType(unit=unit):
            yield phrases["ratio"] if unit is None or not unit.powers else _unit(unit, phrases)
            if form.step == 1:
                yield phrases["whole"]
            yield _bounds(form.least, form.most, phrases)
        case TextType(values=None):
            yield phrases["text"]
            if form.longest is not None:
                yield phrases["characters"].format(most=form.longest)
        case kind:
            yield phrases[_NAMES[type(kind)]]


_NAMES: Final[Mapping[type, str]] = {TextType: "set", TruthType: "truth", DateType: "date"}


def unit_in_words(unit: Unit, language: str) -> str:
    """A unit that isn't a ratio: `yuan/month`, `元/月`."""
    return _unit(unit, _PHRASES.in_(language))


def _unit(unit: Unit, phrases: Mapping[str, str]) -> str:
    return "/".join(phrases.get(part, part) for part in str(unit).split("/"))


def _bounds(least: Decimal | None, most: Decimal | None, phrases: Mapping[str, str]) -> str:
    if least is None:
        return phrases["any"] if most is None else phrases["to"].format(most=f"{most:,f}")
    form = phrases["from" if most is None else "between"]
    return form.format(least=f"{least:,f}", most="" if most is None else f"{most:,f}")
