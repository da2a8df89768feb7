"""From a typed line to a value: numbers as people write them, a number of a list, a word.

`1.2万`, `¥12,000元`, `14.4%`, `2026年3月1日`, `是`: in a file none of these may be guessed, since nobody sees
the guess. Here what was understood is said back at once, and one key goes back.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from engine.interview.model import Choice, Kind, Question

DONT_KNOW: Final = frozenset(
    {"?", "不确定", "不知道", "不清楚", "不晓得", "don't know", "dont know", "unknown", "not sure"}
)
BACK: Final = frozenset({"<", "返回", "上一题", "back"})
LEAVE: Final = frozenset({"q", "退出", "结束", "quit", "exit"})
_NONE: Final = frozenset({"0", "无", "没有", "none", "no"})
_YES: Final = frozenset({"是", "是的", "有", "对", "y", "yes", "true"})
_NO: Final = frozenset({"否", "不", "不是", "没", "没有", "n", "no", "false"})
_AMOUNT: Final = re.compile(
    r"[¥$]?\s*([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,15})?(\.\d{1,15})?\s*(万)?\s*(?:[元期天个人]|个月)?(%)?"
)
_DAY: Final = re.compile(r"(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?")
_APART: Final = re.compile(r"[\s,、;/]+")
MOST_ENTRIES: Final = 50


class Unclear(Struct, frozen=True):
    """What was typed is no answer to the question."""


def plainly(line: str) -> str:
    """A typed line with full-width signs as plain ones, without space around it."""
    return normalize("NFKC", line).strip()


def understood(question: Question, line: str) -> object:
    """The raw value that a typed line stands for, or `Unclear`.

    Args:
        question: to which it is the answer.
        line: as `plainly` gives it, and not empty.
    """
    match question.kind:
        case Kind.TRUTH:
            return _truth(question.choices, line.casefold())
        case Kind.CHOICE:
            return _chosen(question.choices, line)
        case Kind.NUMBER:
            return _number(line)
        case Kind.DAY:
            return _day(line)
        case Kind.ENTRIES:
            return _entries(question, line)
        case Kind.VALUES:
            return _values(question, line)
    return line


def _values(question: Question, line: str) -> object:
    """The values of a list; a comma may stand within a number, so that one doesn't tell them apart."""
    if line.casefold() in _NONE:
        return []
    apart = r"\s*[、;]\s*" if question.element is Kind.NUMBER else r"\s*[,、;]\s*"
    alone = replace(question, kind=question.element or Kind.TEXT)
    values = [understood(alone, one) for one in re.split(apart, line) if one]
    return Unclear() if any(isinstance(one, Unclear) for one in values) else values


def _truth(choices: Sequence[Choice], word: str) -> object:
    if word in _YES or word in _NO:
        return word in _YES
    return _chosen(choices, word)


def _chosen(choices: Sequence[Choice], word: str) -> object:
    """The value of the choice with this number, value or label, or with a piece of a label in it only."""
    if word.isascii() and word.isdigit():
        return choices[int(word) - 1].value if 1 <= int(word) <= len(choices) else Unclear()
    folded = word.casefold()
    same = [one for one in choices if folded in {str(one.value).casefold(), plainly(one.label).casefold()}]
    found = same or [one for one in choices if folded in plainly(one.label).casefold()]
    return found[0].value if len(found) == 1 else Unclear()


def _number(line: str) -> object:
    found = _AMOUNT.fullmatch(line)
    if not found or not (found[2] or found[3]):
        return Unclear()
    sign, whole, fraction, thousands, percent = found.groups()
    value = Decimal(f"{sign}{(whole or '0').replace(',', '')}{fraction or ''}")
    value = value.scaleb(4) if thousands else value
    return value.scaleb(-2) if percent else value


def _day(line: str) -> object:
    found = _DAY.fullmatch(line.replace(" ", ""))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else Unclear()
    except ValueError:
        return Unclear()


def _entries(question: Question, line: str) -> object:
    """The entries of a list, each known by its kind at most; or as many as a number says."""
    words = [one for one in _APART.split(line) if one]
    if line.casefold() in _NONE:
        return []
    if not question.choices:
        is_count = line.isascii() and line.isdigit() and int(line) <= MOST_ENTRIES
        return [{}] * int(line) if is_count else Unclear()
    labelled = _chosen(question.choices, line)
    if not isinstance(labelled, Unclear):  # a label may have spaces in it
        return [{question.field: labelled}]
    values = [None if one in {"?1", "?"} else _chosen(question.choices, one) for one in words]
    if not words or len(words) > MOST_ENTRIES or any(isinstance(one, Unclear) for one in values):
        return Unclear()
    return [{} if one is None else {question.field: one} for one in values]
