"""NDJSON with a profile in each line, read as `assess` reads a file.

The reader of profiles is the authority on what a profile says. A second one made for speed alone would sooner
or later take `1e2` for something else, or the last of two equal keys for the only one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from json import dumps

from engine.diagnostics import Diagnostic
from engine.evaluation.columns.layout import Layout
from engine.profile.facts import Dictionary
from engine.profile.from_json import profile_from_data, read_profile
from engine.profile.json_text import values
from engine.profile.model import Profile
from engine.screening.model import Batch, Place, Rejected
from engine.screening.portfolio_files import Part
from engine.screening.portfolio_holding import Holder
from engine.screening.portfolio_lines import lines_of, unread
from engine.screening.portfolio_views import Row, batch_of
from engine.screening.quarantine import rejected
from engine.source import Source

ID = "id"  # a key beside the facts of a profile that names the borrower


@dataclass(frozen=True)
class ProfileReader:
    """Reads lines; `names` are the facts that get a column, None for all."""

    layout: Layout
    names: Sequence[str] | None = None

    @cached_property
    def _holder(self) -> Holder:
        return Holder(self.layout, self.names)

    def check(self, parts: tuple[Part, ...]) -> None:
        """Nothing can be told beforehand: each line stands for itself."""

    def batches(self, part: Part, number: int, size: int, row: int) -> Iterator[Batch]:
        """The batches of a file from a line on; empty lines are passed over."""
        for lines in lines_of(part, row):
            for start in range(0, len(lines.texts), size):
                texts = lines.texts[start : start + size]
                yield self.batch(part, number, lines.first + start, texts)

    def with_id(self, part: Part, number: int, id_: str) -> Iterator[Batch]:
        """Batches of one line each that may have this id."""
        written = (dumps(id_), dumps(id_, ensure_ascii=False))
        name, _, line = id_.rpartition(":")
        wanted = int(line) - 1 if name == part.name and line.isdecimal() else -1
        for lines in lines_of(part):
            for at, text in enumerate(lines.texts, lines.first):
                if at == wanted or (text is not None and any(one in text for one in written)):
                    yield self.batch(part, number, at, [text])

    def batch(self, part: Part, number: int, first: int, texts: Sequence[str | None]) -> Batch:
        """What some lines tell; `first` is the number of the first of them."""
        rows: list[Row] = []
        refused: list[Rejected] = []
        for line, text in enumerate(texts, first):
            if text is not None and not text.strip():
                continue
            id_ = f"{part.name}:{line + 1}"
            if text is None:
                refused.append(rejected([unread(part.name)], part.name, line + 1, id_=id_))
                continue
            told, profile, faults = read_line(text, part.name, self.layout.dictionary)
            id_ = told or id_
            if profile is None:
                refused.append(rejected(faults, part.name, line + 1, id_=id_))
            else:
                rows.append(Row(id_, Place(number, line), profile.views()))
        after = Place(number, first + len(texts))
        return batch_of(rows, refused, after, self._holder)


def read_line(
    text: str, name: str, dictionary: Dictionary
) -> tuple[str, Profile | None, tuple[Diagnostic, ...]]:
    """A line as id, "" where it tells none, and profile; or no profile and all faults.

    The line is a profile as `assess` takes it. It may have `id`, a text, beside the facts.
    """
    if '"id"' not in text or ID in dictionary.form.fields:
        return "", *read_profile(Source(name, text), dictionary)
    try:
        data = values(text)
    except (ValueError, RecursionError):
        return "", *read_profile(Source(name, text), dictionary)
    if not isinstance(data, dict) or not isinstance(data.get(ID), str):
        return "", *profile_from_data(data, dictionary, name)
    id_ = data.pop(ID)
    return id_, *profile_from_data(data, dictionary, name)
