"""Random rulebooks as the files of a pack, and the programs that are read from them.

A seed makes a whole rulebook. It goes the whole way: YAML, checks, types, order. Its expressions come from
`generate_expressions.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

from engine.profile.facts import Dictionary
from engine.program.from_rulebook import from_rulebook
from engine.program.functions import FUNCTIONS
from engine.program.model import Program
from engine.rulebook.from_yaml import read_rulebook
from tests.evaluation.generate_expressions import PARAMETERS, Words
from tests.evaluation.generate_facts import KINDS, shuffled
from tests.evaluation.generate_table import table

Files = Mapping[str, Any]  # what each file of a pack says, by its path within it

SOURCE = ["made_up"]
UNITS = {  # of measures, by kind of expression
    "truth": "truth",
    "yuan": "yuan",
    "day": "day",
    "count": "1",
    "date": "date",
    "days": "days_duration",
    "months": "months_duration",
    "text": "text",
}


def rulebook(random: Random) -> Files:
    """The files of a pack: parameters, measures, findings, evidence, options, alerts and their words."""
    return _Pack(random).files()


@dataclass
class _Pack:
    random: Random
    expressions: Words = field(init=False)
    said: dict[str, Any] = field(default_factory=dict)  # the pack's own words, by section
    documents: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.expressions = Words(self.random)

    def files(self) -> Files:
        """Everything; what one thing may use is made before it."""
        made: dict[str, Any] = {"pack.yaml": _HEAD, "authorities.yaml": AUTHORITIES}
        made |= {f"parameters/{name}.yaml": self._parameter(name) for name in PARAMETERS}
        made |= {
            f"measures/m{number}.yaml": self._measure(f"m{number}") for number in range(self._most(6, 2))
        }
        for number in range(self._most(2, 0)):
            made[f"tables/t{number}.yaml"] = self._table(f"t{number}")
        for number in range(self._most(3)):
            made[f"evidence/d{number}.yaml"] = self._requirement(f"d{number}")
        for number in range(self._most(4)):
            made[f"findings/f{number}.yaml"] = self._finding(f"f{number}")
        names = [f"o{number}" for number in range(self._most(5))]
        for name in names:
            made |= self._option(name, [one for one in names if one > name])
        for number in range(self._most(2, 0)):
            made |= self._alert(f"a{number}")
        made |= self._everything([*made])
        made["steps.yaml"] = {"steps": [self._advice("say_so", "steps")]}
        made["cautions.yaml"] = {"cautions": [self._advice("beware", "cautions")]}
        return made | {"words.en.yaml": self.said}

    def _most(self, most: int, least: int = 1) -> int:
        return self.random.randint(least, most)

    def _say(self, section: str, name: str, words: Any) -> None:
        self.said.setdefault(section, {})[name] = words

    def _parameter(self, name: str) -> Any:
        _, unit, possible = PARAMETERS[name]
        self._say("parameters", name, name)
        until, since = self.random.choice(_TURNS)
        before, after = self.random.choice(possible), self.random.choice(possible)
        values = {"from": date(2000, 1, 1), "to": until, "value": before}, {"from": since, "value": after}
        return {"id": name, "unit": unit, "values": [one | _SURE for one in values]}

    def _measure(self, name: str) -> Any:
        kind = self.random.choice([*UNITS])
        formula = self.expressions.text(kind)
        self.expressions.leaves[kind].append(name)
        if kind == "yuan":
            self.expressions.leaves["money"].append(name)
        self._say("measures", name, name)
        return {"id": name, "formula": formula, "unit": UNITS[kind], "source": SOURCE}

    def _table(self, name: str) -> Any:
        made, kind = table(self.random, name, self.expressions.text)
        self.expressions.leaves.setdefault(kind, []).append(name)
        self.tables.append(name)
        values = made["outputs"][0].get("values", ())
        self._say("tables", name, {"title": name, "values": {one: one for one in values}})
        return made

    def _requirement(self, name: str) -> Any:
        self._say("evidence", name, {"title": name})
        self.documents.append(name)
        made = {"id": name, "accepts": self.random.sample(KINDS, self._most(2)), "source": SOURCE}
        if self.random.random() < 0.7:
            made["needed_when"] = self.expressions.text("truth", 2)
        if self.random.random() < 0.6:
            made["fresh_within"] = "fresh_days"
        return made

    def _criterion(self, name: str) -> Any:
        made: dict[str, Any] = {"id": name, "source": SOURCE}
        kind = self.random.random()
        if kind < 0.2 and self.found:
            made["finding"] = self.random.choice(self.found)
        elif kind < 0.35:
            made["evidence"] = self.random.sample(self.documents, self._most(len(self.documents)))
        else:
            made["when"] = self.expressions.text("truth")
        return made

    def _criteria(self, prefix: str, most: int) -> list[Any]:
        return [self._criterion(f"{prefix}{number}") for number in range(self._most(most))]

    def _finding(self, name: str) -> Any:
        criteria = self._criteria(f"{name}_c", 3)
        self._say("findings", name, {"title": name, "criteria": _words_of(criteria)})
        self.found.append(name)
        return {"id": name, "met_when": {self.random.choice(("all", "any")): criteria}}

    def _option(self, name: str, behind: list[str]) -> Files:
        criteria = [one | self._flags(one) for one in self._criteria("c", 3)]
        over = [one for one in behind if self.random.random() < 0.5]
        option = {"id": name, "eligible_when": criteria, "steps": ["say_so"], "cautions": ["beware"]}
        return _with_words("option", option | ({"preferred_over": over} if over else {}), criteria)

    def _flags(self, criterion: Any) -> dict[str, Any]:
        flags: dict[str, Any] = {"curable": True} if self.random.random() < 0.4 else {}
        if "when" in criterion and self.random.random() < 0.4:
            flags["presumed_until_told"] = self.random.choice(PRESUMED)
        return flags

    def _alert(self, name: str) -> Files:
        criteria = self._criteria("c", 2)
        suspends = self.random.random() < 0.7
        alert = {"id": name, "raised_when": criteria, "suspends": suspends, "steps": ["say_so"]}
        return _with_words("alert", alert, criteria)

    def _everything(self, paths: list[str]) -> Files:
        """An option that uses whatever nothing else may have used."""
        criteria = [{"id": f"{name}_holds", "finding": name, "source": SOURCE} for name in self.found]
        criteria += [
            {"id": f"{name}_holds", "when": f"{name} = {name}", "source": SOURCE} for name in self.tables
        ]
        measures = [Path(path).stem for path in paths if path.startswith("measures/")]
        option = {
            "id": "everything",
            "eligible_when": criteria,
            "evidence": self.documents,
            "figures": [*measures, *(f"parameter.{name}" for name in PARAMETERS)],
        }
        return _with_words("option", option, criteria)

    def _advice(self, name: str, section: str) -> Any:
        self._say(section, name, name)
        condition = f"is known({self.expressions.text('yuan', 2)}) or {self.expressions.text('truth', 1)}"
        return {"id": name, "when": condition, "source": SOURCE}


_HEAD = {
    "id": "generated",
    "version": "1.0.0",
    "title": {"en": "made up"},
    "jurisdiction": "ZZ",
    "languages": ["en"],
    "in_force": {"from": date(2000, 1, 1)},
    "documents": [],
}
AUTHORITIES = {
    "authorities": [
        {
            "id": "made_up",
            "kind": "product",
            "title": {"en": "made up"},
            "seen": date(2026, 1, 1),
            "confidence": "low",
        }
    ]
}
PRESUMED = ("evidence", "loans", "loan.days_overdue", "hardship.cause")
_SURE = {"source": SOURCE, "confidence": "low"}
_TURNS = ((date(2026, 2, 27), date(2026, 2, 28)), (date(2026, 2, 28), date(2026, 3, 1)))
_TRUTHS = {"met": "yes", "unmet": "no", "unknown": "perhaps"}


def _words_of(criteria: list[Any]) -> Any:
    return {one["id"]: _TRUTHS | ({"cure": "do"} if one.get("curable") else {}) for one in criteria}


def _with_words(kind: str, thing: Mapping[str, Any], criteria: list[Any]) -> Files:
    text = "summary" if kind == "option" else "text"
    words = {"title": thing["id"], text: "words", "criteria": _words_of(criteria)}
    folder = f"{kind}s/{thing['id']}"
    return {f"{folder}/{kind}.yaml": thing, f"{folder}/words.en.yaml": words}


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (packs know no aliases)
        return True


def written(files: Files, folder: Path, random: Random | None = None) -> Path:
    """The folder with the files in it; with `random` in another order: files, keys, lists (not of tables)."""
    for path in random.sample([*files], len(files)) if random else files:
        lists = not path.startswith("tables/")
        data = shuffled(random, files[path], lists=lists) if random else files[path]
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True), encoding="utf-8"
        )
    return folder


def program(folder: Path, of: Dictionary) -> Program:
    """The program of a pack in a folder, which has no fault."""
    found, faults = read_rulebook(folder)
    assert found is not None, faults
    made, wrong = from_rulebook(found, of, FUNCTIONS)
    assert made is not None, wrong
    return made
