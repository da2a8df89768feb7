"""The few phrases that the product itself says, whatever the pack: headings, statuses, causes.

What the guidance says stands in the words files of a pack; nothing of that is here.
"""

from collections.abc import Mapping
from typing import Final

_ZH: Final[Mapping[str, str]] = {
    "as_of": "截至{date}",
    "as_of_assumed": "档案没有写明日期，按今天（{date}）计算。",
    "reference_only": "这次只用了一个引擎核算：{reason}",
    "loan": "借款{loan}",
    "alerts": "先看这里",
    "suspended": "在处理好以上问题之前，不推荐任何方案。",
    "options": "可以怎么办",
    "recommended": "推荐",
    "available": "也可以考虑",
    "needs_action": "先补一步",
    "needs_information": "还不能判断",
    "not_available": "目前不适用",
    "settled": "这个结论不会因为补充资料而改变",
    "unsettled": "补充资料后可能改变",
    "discretionary": "能不能办成，由贷款人决定。",
    "then": "做到以后：{status}",
    "reasons": "理由",
    "evidence": "材料",
    "have": "已有",
    "missing": "还缺",
    "unknown": "不清楚",
    "substitutes": "也可以用：{kinds}",
    "steps": "步骤",
    "warnings": "注意",
    "figures": "数字",
    "ask_for": "还想了解",
    "steps_more": "步骤（其余同上）",
    "warnings_more": "还要注意",
    "pair": "{left}：{right}",
    "aside": "{text}（{more}）",
    "sources": "依据",
    "nothing_recommended": "目前没有可以直接推荐的方案。",
    "pack": "规则：{title} {version}（{sha256}）",
    "engines": "核算引擎：{engines}",
    "met": "符合",
    "unmet": "不符合",
    "division_by_zero": "算式里除数是零",
    "overflow": "数字大得无法计算",
    "no_such_element": "列表里没有这一项",
    "no_value": "列表是空的，算不出来",
    "no_term_fits": "在允许的期数里，没有一种每期都还得起",
    "undefined": "这个算式没有结果（例如零除以零）",
    "not_a_date": "这些数字凑不成一个日期",
    "not_a_number": "这段文字不是数字",
    "impossible": "这些数字放在一起算不出结果",
}
_EN: Final[Mapping[str, str]] = {
    "as_of": "as of {date}",
    "as_of_assumed": "The profile gives no date, so today ({date}) was taken.",
    "reference_only": "Only one engine worked this out: {reason}",
    "loan": "loan {loan}",
    "alerts": "Read this first",
    "suspended": "Nothing is recommended until this is put right.",
    "options": "What you can do",
    "recommended": "recommended",
    "available": "also possible",
    "needs_action": "possible once you have done something",
    "needs_information": "can't tell yet",
    "not_available": "doesn't apply now",
    "settled": "no further fact will change this",
    "unsettled": "further facts may change this",
    "discretionary": "The lender decides whether to agree.",
    "then": "once done: {status}",
    "reasons": "Reasons",
    "evidence": "Documents",
    "have": "at hand",
    "missing": "missing",
    "unknown": "not clear",
    "substitutes": "or: {kinds}",
    "steps": "Steps",
    "warnings": "Beware",
    "figures": "Figures",
    "ask_for": "We would like to know",
    "steps_more": "Steps (the others as above)",
    "warnings_more": "Beware, too",
    "pair": "{left}: {right}",
    "aside": "{text} ({more})",
    "sources": "Sources",
    "nothing_recommended": "No option can be recommended right now.",
    "pack": "rules {title} {version} ({sha256})",
    "engines": "engines: {engines}",
    "met": "met",
    "unmet": "unmet",
    "division_by_zero": "a formula divides by zero",
    "overflow": "a number is too large to compute with",
    "no_such_element": "the list has no such entry",
    "no_value": "the list is empty, so there is nothing to compute",
    "no_term_fits": "no number of instalments within the limit is affordable in every month",
    "undefined": "a formula has no result (zero divided by zero, for example)",
    "not_a_date": "these numbers make no date",
    "not_a_number": "a text isn't a number",
    "impossible": "these figures together give no result",
}
PHRASES: Final[Mapping[str, Mapping[str, str]]] = {"zh": _ZH, "en": _EN}


def phrase(language: str, name: str, **values: str) -> str:
    """A phrase in a language (English where the product doesn't speak it), its values filled in."""
    return PHRASES.get(language, _EN)[name].format(**values)


def cause(language: str, reason: str) -> str:
    """Why a value can't be computed, in words."""
    book = PHRASES.get(language, _EN)
    return book.get(reason, book["impossible"])
