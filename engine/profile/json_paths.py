"""How a place within JSON is written: `$.loans[0].rate.value`.

A profile that came from a form or a database has no lines to point at; the path
is then all that tells which of fifty loans is meant.
"""

import re
from json import dumps

Path = tuple[str | int, ...]

_PLAIN = re.compile(r"[^\W\d]\w*")
LONGEST_KEY = 60  # characters of a key that are shown


def shown(path: Path) -> str:
    """The path from the root; keys that aren't plain names in brackets and quotes, long ones cut."""
    return "$" + "".join(_step(step) for step in path)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if len(step) > LONGEST_KEY:
        step = f"{step[: LONGEST_KEY - 1]}…"
    return f".{step}" if _PLAIN.fullmatch(step) else f"[{dumps(step, ensure_ascii=False)}]"
