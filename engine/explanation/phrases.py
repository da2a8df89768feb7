"""The few phrases that the product itself says, whatever the pack: headings, statuses, causes.

What the guidance says stands in the words files of a pack; nothing of that is here.
"""

from collections.abc import Mapping
from typing import Final

from engine.feel.typing_words import excerpt
from engine.feel.unknown import Failure

_ZH: Final[Mapping[str, str]] = {
    "as_of": "截至{date}",
    "as_of_assumed": "档案没有写明日期，按今天（{date}）计算。",
    "reference_only": "这次只用了一个引擎核算：{reason}",
    "durable_not_installed": "没有安装 durable_rules；"
    "用 `pip install 'xieshang[durable]'` 可以安装，要有 C 编译器。",
    "python_too_new": "durable_rules 要用 Python 3.12 或更早的版本，这里是 {python}。",
    "loan": "借款{loan}",
    "of_loan": "借款{loan}的{title}",
    "not_worked_out": "（还算不出）",
    "no_result": "需要的情况都有了，但规则算不出结果。",
    "joint_unknown": "有的数字还不知道，说不准几笔加起来是不是超出了预算。",
    "total": "合计",
    "left": "还剩",
    "over": "超出",
    "open": "目前没有可以直接推荐的方案",
    "none": "这里的方案都不适用",
    "alerts": "先看这里",
    "suspended": "在处理好以上问题之前，不推荐任何方案。",
    "on_hold": "现在的数对不上，算出来的也不能信。改好以后，再看哪个办法合适。",
    "later": "改好以后再看",
    "options": "可以怎么办",
    "recommended": "推荐",
    "available": "也可以考虑",
    "needs_action": "先补一步",
    "needs_information": "还不能判断",
    "not_available": "目前不适用",
    "settled": "这个结论不会因为补充资料而改变",
    "unsettled": "补充资料后可能改变",
    "asked_first": "先要弄清：{titles}。弄清以后再列步骤。",
    "discretionary": "能不能办成，由贷款人决定。",
    "then": "做到以后：{status}",
    "reasons": "理由",
    "evidence": "材料",
    "have": "已有",
    "missing": "还缺",
    "unknown": "不清楚",
    "substitutes": "有一样就行：{kinds}",
    "too_old": "手头的{kind}是{date}的，太旧了，要 {limit} 天以内的",
    "too_old_since": "手头的{kind}是{date}的，太旧了，要 {limit} 天以内的，或者{since}以后的",
    "not_yet": "手头的{kind}写的日期是{date}，这一天还没到，不能算",
    "steps": "步骤",
    "warnings": "注意",
    "figures": "数字",
    "ask_for": "还想了解",
    "ask_for_more": "弄清这些以后，可能还要再问{count}项。",
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
    "no_row": "规则表里没有符合这种情况的一行",
    "several_rows": "规则表里有几行同时符合，结果不一致",
    "impossible": "这些数字放在一起算不出结果",
}
_EN: Final[Mapping[str, str]] = {
    "as_of": "as of {date}",
    "as_of_assumed": "The profile gives no date, so today ({date}) was taken.",
    "reference_only": "Only one engine worked this out: {reason}",
    "durable_not_installed": "durable_rules isn't installed; "
    "`pip install 'xieshang[durable]'` builds it with a C compiler.",
    "python_too_new": "durable_rules needs Python 3.12 or older, and this is {python}.",
    "loan": "loan {loan}",
    "of_loan": "{title} of loan {loan}",
    "not_worked_out": "(can't be worked out yet)",
    "no_result": "All that is needed has been told, but the rule gives no result.",
    "joint_unknown": "Some figures aren't known, so it can't be said whether the offers exceed the budget.",
    "total": "in all",
    "left": "left",
    "over": "too much",
    "open": "nothing can be recommended right now",
    "none": "none of the options here applies",
    "alerts": "Read this first",
    "suspended": "Nothing is recommended until this is put right.",
    "on_hold": "The figures don't hold, nor does what follows from them. Put them right, then see what fits.",
    "later": "to be seen once it is put right",
    "options": "What you can do",
    "recommended": "recommended",
    "available": "also possible",
    "needs_action": "possible once you have done something",
    "needs_information": "can't tell yet",
    "not_available": "doesn't apply now",
    "settled": "no further fact will change this",
    "unsettled": "further facts may change this",
    "asked_first": "To be known first: {titles}. The steps follow then.",
    "discretionary": "The lender decides whether to agree.",
    "then": "once done: {status}",
    "reasons": "Reasons",
    "evidence": "Documents",
    "have": "at hand",
    "missing": "missing",
    "unknown": "not clear",
    "substitutes": "any one of: {kinds}",
    "too_old": "too old: {kind} of {date}; it has to be of the last {limit} days",
    "too_old_since": "too old: {kind} of {date}; it has to be of the last {limit} days or not before {since}",
    "not_yet": "doesn't count: {kind} of {date}, a day that is still to come",
    "steps": "Steps",
    "warnings": "Beware",
    "figures": "Figures",
    "ask_for": "We would like to know",
    "ask_for_more": "Once this is known, up to {count} more may be asked.",
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
    "no_row": "no row of a table of rules fits this case",
    "several_rows": "several rows of a table of rules fit this case, with different results",
    "impossible": "these figures together give no result",
}
PHRASES: Final[Mapping[str, Mapping[str, str]]] = {"zh": _ZH, "en": _EN}


def phrase(language: str, name: str, **values: str) -> str:
    """A phrase in a language (English where the product doesn't speak it), its values filled in."""
    return PHRASES.get(language, _EN)[name].format(**values)


def cause(language: str, failure: Failure) -> str:
    """Why a value can't be computed, in words, with the piece of the formula that has none."""
    book = PHRASES.get(language, _EN)
    text = book.get(failure.reason, book["impossible"])
    if failure.span is None:
        return text
    return phrase(language, "pair", left=text, right=excerpt(failure.span))
