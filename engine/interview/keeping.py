"""Keeping what was told: as a profile that `xieshang assess` answers in the same words.

Twenty answers are soon lost to a wrong name or a full disk, and so is the file that stood there before.
So nothing is replaced unless the same name is given twice, and who can't write to one place is asked for
another.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from json import dumps
from pathlib import Path

from engine.diagnostics import Faulty
from engine.interview.dialogue import Hear, Say
from engine.interview.model import Interview
from engine.interview.phrases import phrase
from engine.interview.places import Raw
from engine.profile.facts import AS_OF
from engine.profile.model import Profile, Value
from engine.writing import write_whole


def raw_values(profile: Profile) -> Raw:
    """What a profile tells, as raw values."""
    told: dict[str, object] = {}
    for name, value in profile.facts.items():
        record = told
        *above, last = name.split(".")
        for key in above:
            record = record.setdefault(key, {})  # type: ignore[assignment]  # a record by construction
        record[last] = _raw(value)
    each = profile.each
    if each is not None and profile.loans is not None:
        loans = [_raw(one) for one in profile.loans]
        told |= {each.one: loans[0]} if len(loans) == 1 else {each.many: loans}
    return told


def _raw(value: Value) -> object:
    if isinstance(value, Mapping):
        return {key: _raw(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_raw(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def to_json(told: Raw) -> str:
    """Raw values as JSON text with a line end, numbers as they were told."""
    return _json(told, "\n") + "\n"


def _json(value: object, line: str) -> str:
    if isinstance(value, Mapping):
        inner = f"{line}  "
        parts = [
            f"{inner}{dumps(key, ensure_ascii=False)}: {_json(one, inner)}" for key, one in value.items()
        ]
        return "{" + ",".join(parts) + (f"{line}}}" if parts else "}")
    if isinstance(value, list | tuple):
        inner = f"{line}  "
        return "[" + ",".join(f"{inner}{_json(one, inner)}" for one in value) + (f"{line}]" if value else "]")
    return f"{value:f}" if isinstance(value, Decimal) else dumps(value, ensure_ascii=False)


def with_day(interview: Interview, as_of: date) -> Raw:
    """All that was told, and the day for which it was."""
    return {AS_OF: as_of.isoformat(), **{key: one for key, one in interview.told.items() if key != AS_OF}}


class Keeper:
    """Writes what was told under a name, or asks for one."""

    def __init__(self, language: str, hear: Hear, say: Say) -> None:
        """Take how to ask."""
        self._language = language
        self._hear = hear
        self._say = say

    def keep(self, text: str, output: Path | None) -> bool:
        """Write it, under another name if that is wished or needed; whether it was written.

        Args:
            text: the profile as JSON.
            output: the name given with the call, which is asked for if there is none.
        """
        name, warned = self._name("keep") if output is None else str(output), ""
        while name:
            path = Path(name)
            if path.is_file() and warned != name:
                warned = name
                name = self._name("keep_exists", file=name)
            elif self._write(path, text):
                return True
            else:
                name = self._name("keep")
        self._say(phrase(self._language, "not_kept"))
        return False

    def _name(self, asked: str, **values: str) -> str:
        self._say(phrase(self._language, asked, **values))
        return (self._hear() or "").strip()

    def _write(self, path: Path, text: str) -> bool:
        try:
            write_whole(path, text)
        except Faulty as fault:
            self._say(str(fault))
            return False
        self._say(phrase(self._language, "kept", file=str(path)))
        return True
