"""Small rulebooks made for one test each: what a test says of them is all that there is to them.

Words are made up where a test says none: `<id> is met`. Everything rests on the source `law_1`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from engine.explanation.assess import Assessor
from engine.explanation.model import LoanAdvice, OptionAdvice, Reason, Recommendation
from engine.profile.from_json import profile_from_data
from engine.profile.model import Profile
from engine.program.load import check_pack
from engine.program.model import Program

AS_OF = date(2026, 11, 22)
SOURCE = ["law_1"]
_HEAD = {
    "id": "made_up",
    "version": "1.2.3",
    "title": {"en": "Made up", "zh": "虚构"},
    "jurisdiction": "ZZ",
    "languages": ["en"],
    "in_force": {"from": date(2000, 1, 1)},
    "documents": [],
}


@dataclass(frozen=True)
class Claim:
    """A criterion as it is written, and its words."""

    rule: Mapping[str, Any]
    words: Mapping[str, str]


def claim(
    name: str, when: str | None = None, *, source: list[str] | None = None, cure: str = "", **more: Any
) -> Claim:
    """A criterion; `met`, `unmet` and `unknown` are its words, all others go into the rule."""
    said = {truth: more.pop(truth, f"{name} is {truth}") for truth in ("met", "unmet", "unknown")}
    rule = {"id": name, "source": source or SOURCE, **({} if when is None else {"when": when}), **more}
    return Claim(rule | ({"curable": True} if cure else {}), said | ({"cure": cure} if cure else {}))


@dataclass
class Rules:
    """The files of a pack under way."""

    folder: Path
    languages: tuple[str, ...] = ("en",)
    head: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    words: dict[str, dict[str, Any]] = field(default_factory=dict)  # of the pack, by section
    advice: dict[str, list[Any]] = field(default_factory=dict)
    laws: dict[str, str] = field(default_factory=lambda: {"law_1": "Law, article 1"})

    def say(self, section: str, name: str, words: Any) -> None:
        """Words of the pack's own."""
        self.words.setdefault(section, {})[name] = words

    def measure(self, name: str, formula: str, unit: str = "yuan/month", title: str = "") -> None:
        """A measure."""
        self.files[f"measures/{name}.yaml"] = {"id": name, "formula": formula, "unit": unit, "source": SOURCE}
        self.say("measures", name, title or f"the {name}")

    def parameter(self, name: str, unit: str, value: object, since: date = date(2000, 1, 1)) -> None:
        """A parameter with one value."""
        dated = {"from": since, "value": value, "source": SOURCE, "confidence": "low"}
        self.files[f"parameters/{name}.yaml"] = {"id": name, "unit": unit, "values": [dated]}
        self.say("parameters", name, f"the {name}")

    def evidence(self, name: str, accepts: list[str], title: str = "", **more: Any) -> None:
        """A requirement."""
        self.files[f"evidence/{name}.yaml"] = {"id": name, "accepts": accepts, "source": SOURCE, **more}
        self.say("evidence", name, {"title": title or name})

    def finding(self, name: str, *claims: Claim, mode: str = "all") -> None:
        """A finding."""
        self.files[f"findings/{name}.yaml"] = {"id": name, "met_when": {mode: [one.rule for one in claims]}}
        criteria = {one.rule["id"]: dict(one.words) for one in claims}
        self.say("findings", name, {"title": name, "criteria": criteria})

    def option(self, name: str, *claims: Claim, title: str = "", summary: str = "", **more: Any) -> None:
        """An option."""
        rule = {"id": name, "eligible_when": [one.rule for one in claims], **more}
        self._owner("option", rule, claims, {"title": title or name, "summary": summary or f"about {name}"})

    def alert(self, name: str, *claims: Claim, suspends: bool, text: str = "", **more: Any) -> None:
        """An alert."""
        rule = {"id": name, "raised_when": [one.rule for one in claims], "suspends": suspends, **more}
        self._owner("alert", rule, claims, {"title": name, "text": text or f"beware of {name}"})

    def _owner(self, kind: str, rule: Mapping[str, Any], claims: tuple[Claim, ...], own: Any) -> None:
        folder = f"{kind}s/{rule['id']}"
        self.files[f"{folder}/{kind}.yaml"] = rule
        words = own | {"criteria": {one.rule["id"]: dict(one.words) for one in claims}}
        for language in self.languages:
            self.files[f"{folder}/words.{language}.yaml"] = words

    def step(self, name: str, text: str = "", section: str = "steps", **more: Any) -> None:
        """A step; a caution with `section="cautions"`."""
        self.advice.setdefault(section, []).append({"id": name, "source": SOURCE, **more})
        self.say(section, name, text or f"do {name}")

    def program(self) -> Program:
        """The checked program, which has no fault."""
        head = _HEAD | {"languages": [*self.languages]} | self.head
        head["title"] = {one: _HEAD["title"].get(one, "Made up") for one in self.languages}  # type: ignore[attr-defined]  # a mapping of texts
        files = {"pack.yaml": head, "authorities.yaml": {"authorities": [*map(self._law, self.laws)]}}
        files |= {f"{section}.yaml": {section: listed} for section, listed in self.advice.items()}
        files |= {f"words.{language}.yaml": self.words for language in self.languages if self.words}
        for path, data in {**files, **self.files}.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True), "utf-8")
        program, faults = check_pack(self.folder)
        assert program is not None, faults
        return program

    def _law(self, name: str) -> Any:
        title = dict.fromkeys(self.languages, self.laws[name])
        return {"id": name, "kind": "law", "title": title, "seen": date(2026, 1, 1), "confidence": "low"}

    def answer(self, told: Mapping[str, Any] | None = None, language: str | None = None) -> Recommendation:
        """The answer for a profile."""
        return answer(self.program(), told or {}, language)

    def loan(self, told: Mapping[str, Any] | None = None, language: str | None = None) -> LoanAdvice:
        """The answer for its only loan."""
        (found,) = self.answer(told, language).loans
        return found


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (packs know no aliases)
        return True


def profile(program: Program, told: Mapping[str, Any]) -> Profile:
    """The profile in plain values."""
    found, faults = profile_from_data(told, program.dictionary)
    assert found is not None, faults
    return found


def answer(program: Program, told: Mapping[str, Any], language: str | None = None) -> Recommendation:
    """The reference's answer for a profile."""
    return Assessor(program, language=language, engine="reference").assess(profile(program, told), AS_OF)


def statuses(loan: LoanAdvice) -> dict[str, str]:
    """The status of each option, in the order of the answer."""
    return {one.id: one.status.value for one in loan.options}


def option_of(loan: LoanAdvice, name: str) -> OptionAdvice:
    """One option of an answer."""
    return next(one for one in loan.options if one.id == name)


def reason_of(loan: LoanAdvice, option: str, name: str) -> Reason:
    """One criterion of an option of an answer."""
    return next(one for one in option_of(loan, option).criteria if one.id == name)
