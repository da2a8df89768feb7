"""Faults by their JSON path, and then by their place.

What is wrong is found on values, which know no lines; values that came from no file
never will. So a fault carries a path, and gets its place in the text, if there is
one, at the very end.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from engine.diagnostics import MOST_SHOWN, Diagnostic, Note, by_place
from engine.profile.json_paths import Path, shown
from engine.profile.json_places import Place, placed
from engine.source import Source, Span


class Fault(Struct, frozen=True):
    """Something wrong with the value at a path, or, with `at_key`, with its key.

    Attributes:
        also: a second path that belongs to it, and what to say there.
        look_up: what finds the help, where that takes a search; asked only for faults that can be shown.
    """

    code: str
    message: str
    path: Path
    label: str = ""
    help: str = ""
    at_key: bool = False
    also: tuple[Path, str] | None = None
    look_up: Callable[[], str] | None = None


class Faults(Struct, frozen=True):
    """What is wrong with a dictionary of facts so far."""

    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, message: str, path: Path, help_: str = "") -> None:
        """Keeps a fault of what stands at a path, or of what holds it where nothing stands there."""
        self.found.append(Fault(code, message, path, help=help_, at_key=True))

    def located(self, source: Source) -> tuple[Diagnostic, ...]:
        """The faults with their places, sorted."""
        return located(self.found, placed(source).places, source.name) if self.found else ()


def located(faults: Iterable[Fault], places: Mapping[Path, Place], name: str) -> tuple[Diagnostic, ...]:
    """The faults as diagnostics, sorted by place, or by path where there are no places."""
    ordered = sorted(faults, key=lambda one: [(isinstance(step, str), str(step)) for step in one.path])
    found = {_diagnostic(fault, places, name): fault.look_up for fault in ordered}
    told = by_place(found)
    first = (replace(one, help=look_up()) if (look_up := found[one]) else one for one in told[:MOST_SHOWN])
    return (*first, *told[MOST_SHOWN:])


def _diagnostic(fault: Fault, places: Mapping[Path, Place], name: str) -> Diagnostic:
    span = _span(fault.path, places, at_key=fault.at_key)
    notes: tuple[Note, ...] = ()
    if fault.also is not None:
        path, label = fault.also
        there = _span(path, places, at_key=fault.at_key)
        notes = (Note(there, label),) if there else ()
    file = "" if span else name
    path_shown = shown(fault.path)
    return Diagnostic(fault.code, fault.message, span, fault.label, fault.help, notes, file, path_shown)


def _span(path: Path, places: Mapping[Path, Place], *, at_key: bool) -> Span | None:
    """Where a path stands, or the nearest one above it; None if nothing has a place."""
    while path and path not in places:
        path = path[:-1]
    place = places.get(path)
    if place is None:
        return None
    return place.key if at_key and place.key else place.value
