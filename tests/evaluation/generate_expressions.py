"""Random expressions for generated rulebooks, over facts, parameters and what a rulebook has made so far.

They are those of `tests/feel/generate.py`, with some besides for what generated code has to mind. An
expression that only named facts would never show that measures, tables and parameters are ordered rightly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.feel.generate import FORMS, LEAVES, Form

PARAMETERS: Mapping[str, tuple[str, str, tuple[object, ...]]] = {  # kind, unit and possible values
    "grace_days": ("day", "day", (0, 3, 30)),
    "fresh_days": ("day", "day", (1, 30, 365)),
    "largest_share": ("count", "1", (0, 1, 3)),
    "least_amount": ("yuan", "yuan", (0, 500)),
    "last_day": ("date", "date", (date(2026, 2, 28), date(2026, 12, 15))),
    "word": ("text", "text", ("a", "微粒贷")),
}
ELSEWHERE = ("share_overdue", "parameter.grace_days", "parameter.largest_share")  # names of the world's own
MORE_LEAVES: Mapping[str, tuple[str, ...]] = {
    "yuan": ("499.99", "0.1 + 0.01", "(9E6100)"),
    "count": ("(9E6100)", "0.5"),
    "of e": ("e.issuer.is_public", 'e.issuer.name = "a"', "count(e.stamps) > 0", 'e.kind in ("diagnosis")'),
}
MORE_FORMS: Mapping[str, tuple[Form, ...]] = {
    "truth": (
        ("(some i in evidence.issuer satisfies i.name = {})", ("text",)),
        ("(every i in evidence.issuer satisfies i.is_public or {})", ("truth",)),
        ("({} in evidence.issuer.name)", ("text",)),
        ("({} in {})", ("text", "texts")),
        ("(some e in {} satisfies some s in e.stamps satisfies s.is_valid)", ("documents",)),
        ("(every e in {} satisfies count(e.stamps[is_valid]) <= {})", ("documents", "count")),
        ("(some s in evidence.stamps satisfies count(s) > {})", ("count",)),
        ("(sum({}.pages) > 2)", ("documents",)),
        ("(count({}.issued_on) > {})", ("documents", "count")),
        ("(every l in loans satisfies l.balance > {} or {})", ("yuan", "truth")),
        ("(some l in loans satisfies {} in l.kinds)", ("cause",)),
        ("(count(if {} then {} else {}) > 0)", ("truth", "documents", "documents")),
        ("(count(if {} then {}.pages else {}.pages) > 0)", ("truth", "documents", "documents")),
        ("(if {} then {} else if {} then {} else {})", ("truth",) * 5),
        ("({} / {} <= 1)", ("yuan", "yuan")),
    ),
    "texts": (("{}.issuer.name", ("documents",)), ("[{}, {}]", ("text", "text"))),
}
ALL_FORMS: Mapping[str, tuple[Form, ...]] = {
    kind: (*FORMS.get(kind, ()), *MORE_FORMS.get(kind, ())) for kind in {**FORMS, **MORE_FORMS}
}


def _leaves() -> dict[str, list[str]]:
    leaves = {kind: [one for one in some if one not in ELSEWHERE] for kind, some in LEAVES.items()}
    for kind, more in MORE_LEAVES.items():
        leaves[kind] += more
    leaves["texts"] = ["evidence.issuer.name", "loans.lender"]
    for name, (kind, _, _) in PARAMETERS.items():
        leaves[kind].append(f"parameter.{name}")
    return leaves


@dataclass(frozen=True)
class Words:
    """Random expressions over what a rulebook has so far."""

    random: Random
    leaves: dict[str, list[str]] = field(default_factory=_leaves)

    def text(self, kind: str, depth: int = 3) -> str:
        """An expression that comes to a kind, with operators at most so deep."""
        forms = ALL_FORMS.get(kind, ())
        if not depth or not forms or self.random.random() < 0.25:
            return self.random.choice(self.leaves[kind])
        form, kinds = self.random.choice(forms)
        return form.format(*(self.text(one, depth - 1) for one in kinds))
