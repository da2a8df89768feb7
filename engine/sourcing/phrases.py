"""What the report on sources says itself, whatever the pack: headings, states, counts.

Kept apart from what makes the report, so that each phrase is there in each language; one that was written
where it is used would sooner or later be English in the middle of a Chinese page.
"""

from collections.abc import Mapping
from typing import Final

_ZH: Final[Mapping[str, str]] = {
    "statements": "语句 → 规则",
    "authorities": "其他依据 → 规则",
    "rules": "规则 → 语句",
    "summary": "语句 {statements} 条：{used} 条有规则，{waived} 条写明了不用的理由，{open} 条没有着落。"
    "其他依据 {authorities} 项，{unnamed} 项没有规则用到。规则 {rules} 条。",
    "waived": "不用：{why}",
    "uncovered": "没有规则用到，也没有写明理由",
    "verified": "对照 {folder}",
    "unchanged": "文件 {id}：{file}，没有改动",
    "changed": "文件 {id}：{file}，已有改动",
    "missing": "文件 {id}：没有找到",
    "found": "语句 {there} 条在原处，{moved} 条移了位置，{gone} 条找不到，{unplaced} 条没有记下位置。"
    "其余段落 {passages} 处看过，{unclaimed} 处没有看过。",
    "moved": "{id} 移到了{place}",
    "gone": "{id} 找不到；涉及的规则：{rules}",
    "unplaced": "{id} 没有记下位置；涉及的规则：{rules}",
    "none": "没有",
    "between": "语句之间的段落",
    "unclaimed": "没有看过",
    "others": "其他东西，不是这些文件",
    "why": "{text} —— {why}",
    "pair": "{left}：{right}",
    "list": "、",
    "place": "第 {line} 行第 {column} 字",
    "seen": "（查阅于 {seen}，{confidence}）",
    "high": "确知",
    "medium": "较可信",
    "low": "暂定",
    "option": "方案",
    "precondition": "前提",
    "definition": "定义",
    "procedure_step": "步骤",
    "evidence": "证明",
    "calculation": "计算",
    "consequence": "后果",
    "advice": "建议",
    "warning": "警示",
    "law": "法规",
    "product": "产品事实",
    "criterion": "条件",
    "measure": "派生量",
    "table": "决策表",
    "row": "决策表的一行",
    "joint": "多笔借款",
    "requirement": "材料要求",
    "step": "步骤",
    "caution": "提醒",
    "parameter": "参数",
}
_EN: Final[Mapping[str, str]] = {
    "statements": "Statements → rules",
    "authorities": "Authorities → rules",
    "rules": "Rules → statements",
    "summary": "{statements} statements: rules rest on {used}, {waived} are left out with a reason, "
    "{open} are uncovered. {authorities} authorities, {unnamed} of them named by no rule. {rules} rules.",
    "waived": "unused: {why}",
    "uncovered": "no rule rests on it, and nobody says why",
    "verified": "Held against {folder}",
    "unchanged": "document {id}: {file}, unchanged",
    "changed": "document {id}: {file}, changed",
    "missing": "document {id}: not found",
    "found": "Statements: {there} where they were, {moved} moved, {gone} not found, "
    "{unplaced} without a place. Passages between them: {passages} looked at, {unclaimed} not.",
    "moved": "{id} now stands at {place}",
    "gone": "{id} isn't found; rules concerned: {rules}",
    "unplaced": "{id} has no place; rules concerned: {rules}",
    "none": "none",
    "between": "What lies between the statements",
    "unclaimed": "not looked at",
    "others": "What is none of these documents",
    "why": "{text} — {why}",
    "pair": "{left}: {right}",
    "list": ", ",
    "place": "line {line}, column {column}",
    "seen": " (seen {seen}, {confidence})",
    "high": "well known",
    "medium": "fairly well known",
    "low": "provisional",
    "option": "option",
    "precondition": "precondition",
    "definition": "definition",
    "procedure_step": "step",
    "evidence": "evidence",
    "calculation": "calculation",
    "consequence": "consequence",
    "advice": "advice",
    "warning": "warning",
    "law": "law",
    "product": "product",
    "criterion": "criterion",
    "measure": "measure",
    "table": "table",
    "row": "row",
    "joint": "joint requests",
    "requirement": "requirement",
    "step": "step",
    "caution": "caution",
    "parameter": "parameter",
}
_PHRASES: Final[Mapping[str, Mapping[str, str]]] = {"zh": _ZH, "en": _EN}


def phrase(language: str, name: str, **values: object) -> str:
    """A phrase in a language (English where the product doesn't speak it), its values filled in."""
    return _PHRASES.get(language, _EN)[name].format(**values)
