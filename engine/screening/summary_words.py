"""The words of a summary: its own in Chinese and English, those of options and facts from the pack."""

from collections.abc import Mapping
from typing import Final

from engine.explanation.phrases import phrase
from engine.program.model import Program

_ZH: Final[Mapping[str, str]] = {
    "title": "筛查结果：{pack}",
    "rows": "共{rows}笔",
    "left_out": "另有{count}行未能处理，见隔离文件",
    "by_reference": "其中{count}笔由精确求值器判定（{share}）",
    "recommended": "推荐的方案",
    "recommended_note": "每笔借款最先推荐的方案。",
    "nothing": "没有可以推荐的方案",
    "statuses": "各方案的状态",
    "statuses_note": "每个方案在全部借款中的状态分布。",
    "option": "方案",
    "unsettled": "可能改变",
    "alerts": "提醒",
    "alerts_note": "出现每种提醒的借款数。",
    "alert": "提醒",
    "missing": "最缺的信息",
    "missing_note": "有方案因为缺这项信息而判断不了的借款数。",
    "fact": "信息",
    "codes": "未能处理的行",
    "codes_note": "按错误代码统计；用 xieshang codes 查看说明。",
    "code": "代码",
    "count": "笔数",
    "share": "占比",
    "chart": "图",
    "of_rows": "{label}：{count}笔，占{share}",
    "none": "没有。",
    "made": "规则包 {pack} {version}，SHA-256 {sha256}。",
}
_EN: Final[Mapping[str, str]] = {
    "title": "Screened by: {pack}",
    "rows": "{rows} loans",
    "left_out": "{count} more rows were left out; see the quarantine file",
    "by_reference": "{count} of them were decided by the exact evaluator ({share})",
    "recommended": "Recommended option",
    "recommended_note": "The option that is recommended first for each loan.",
    "nothing": "nothing can be recommended",
    "statuses": "Status of each option",
    "statuses_note": "How the status of each option is spread over all loans.",
    "option": "option",
    "unsettled": "may change",
    "alerts": "Alerts",
    "alerts_note": "Loans for which each alert is raised.",
    "alert": "alert",
    "missing": "Facts that are missing most",
    "missing_note": "Loans of which an option can't be told, as it waits for this fact.",
    "fact": "fact",
    "codes": "Rows that were left out",
    "codes_note": "By the code of what is wrong; `xieshang codes` explains each.",
    "code": "code",
    "count": "loans",
    "share": "share",
    "chart": "chart",
    "of_rows": "{label}: {count} loans, {share}",
    "none": "None.",
    "made": "Pack {pack} {version}, SHA-256 {sha256}.",
}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {"zh": _ZH, "en": _EN}


class Words:
    """What things are called in one language."""

    def __init__(self, program: Program, language: str) -> None:
        """Take the words of `language`, which the pack must speak."""
        self.language = language
        self._book = program.words[language]
        self._facts = {one.name: one for one in program.dictionary.facts}
        self._own = _WORDS.get(language, _EN)

    def said(self, name: str, **values: str) -> str:
        """A phrase of the summary's own."""
        return self._own[name].format(**values)

    def status(self, name: str) -> str:
        """A status."""
        return phrase(self.language, name)

    def option(self, name: str) -> str:
        """The title of an option."""
        return self._titled(name, "option")

    def alert(self, name: str) -> str:
        """The title of an alert."""
        return self._titled(name, "alert")

    def fact(self, name: str) -> str:
        """The title of a fact."""
        fact = self._facts.get(name)
        return name if fact is None else fact.title(self.language)

    def _titled(self, name: str, section: str) -> str:
        text = self._book.get((name, section, name, "title"), ())
        return "".join(part if isinstance(part, str) else part.name for part in text) or name
