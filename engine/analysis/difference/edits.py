"""Which things of a pack were written anew, changed or taken out, wherever they stand in its files.

Files are compared by meaning: what was only moved, re-indented or put into another file isn't an edit, so
that whoever reviews one sees what there is to review.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from engine.analysis.difference.model import Edit
from engine.feel.core import Node
from engine.program.model import COLLECTED, Criterion, Program, Requirement
from engine.program.resting import names_behind_decisions
from engine.source import Span

_KINDS: Final = (
    "pack",
    "parameter",
    "measure",
    "table",
    "requirement",
    "finding",
    "criterion",
    "option",
    "alert",
    "step",
    "caution",
    "words",
    "source",
)
_SAID: Final = frozenset({"step", "caution", "words", "source"})


class _Thing(Struct, frozen=True):
    """A thing as far as two versions of it can differ.

    Attributes:
        parts: what it consists of, without places, each with its own place; the thing's own under "".
        decides: whether a status can rest on it.
    """

    parts: Mapping[str, tuple[Any, Span | None]]
    decides: bool


Things = Mapping[tuple[str, str], _Thing]


def edits(old: Program, new: Program) -> tuple[Edit, ...]:
    """What differs, in the order of kinds and ids."""
    before, after = _things(old), _things(new)
    names = sorted({*before, *after}, key=lambda one: (_KINDS.index(one[0]), one[1]))
    found = (_edit(name, before.get(name), after.get(name)) for name in names)
    return tuple([one for one in found if one is not None])


def _edit(name: tuple[str, str], old: _Thing | None, new: _Thing | None) -> Edit | None:
    kind, id_ = name
    decides = any(one.decides for one in (old, new) if one is not None)
    if old is None or new is None:
        was, is_ = (None if one is None else _place(one) for one in (old, new))
        return Edit(kind, id_, "new" if old is None else "gone", decides, was, is_)
    differing = [part for part in {**old.parts, **new.parts} if _content(old, part) != _content(new, part)]
    if not differing:
        return None
    was, is_ = (_place(one, differing) for one in (old, new))
    return Edit(kind, id_, "changed", decides, was, is_)


def _content(thing: _Thing, part: str) -> Any:  # noqa: ANN401  (tuples of tuples)
    found = thing.parts.get(part)
    return None if found is None else found[0]


def _place(thing: _Thing, parts: Iterable[str] = ()) -> Span | None:
    """Where the first of these parts stands, else the thing."""
    places = [thing.parts[part][1] for part in (*parts, *thing.parts) if part in thing.parts]
    return next((one for one in places if one is not None), None)


def bare(value: Any) -> Any:  # noqa: ANN401  (anything that a program holds)
    """A value without the places where it was written, to be compared with another."""
    match value:
        case Span():
            return None
        case Struct():
            return (type(value).__name__, *(bare(getattr(value, one)) for one in value.__struct_fields__))
        case tuple() | list():
            return tuple(map(bare, value))
        case Mapping():
            return tuple(sorted((key, bare(one)) for key, one in value.items()))
    return value


def _things(program: Program) -> Things:
    used = names_behind_decisions(program)
    return dict(
        found
        for kind in _KINDS
        for found in (
            ((kind, id_), _Thing(parts, kind not in _SAID and _decides(kind, id_, used)))
            for id_, parts in _OF_KIND[kind](program)
        )
    )


def _decides(kind: str, id_: str, used: frozenset[str]) -> bool:
    """Whether a status can rest on a thing of this kind."""
    match kind:
        case "parameter":
            return f"parameter.{id_}" in used
        case "measure":
            return id_ in used
        case "table":
            return id_ in used or any(name.startswith((f"{id_}.", f"{id_}{COLLECTED}")) for name in used)
    return True


_Parts = Iterator[tuple[str, Mapping[str, tuple[Any, Span | None]]]]


def _pack(program: Program) -> _Parts:
    head = program.head
    yield head.id.text, {"": ((head.since, head.until, head.jurisdiction, bare(program.joint)), head.span)}


def _parameters(program: Program) -> _Parts:
    for one in program.parameters:
        values = {str(value.since): ((value.value, value.until), value.at) for value in one.values}
        yield one.id, {**values, "": (bare(one.type), None)}


def _measures(program: Program) -> _Parts:
    for one in program.measures:
        yield one.id, {"": (bare((one.formula, one.type)), one.span)}


def _tables(program: Program) -> _Parts:
    for one in program.tables:
        rows = {str(number): ((row.when, row.then), row.span) for number, row in enumerate(one.rows, 1)}
        default = {} if one.default is None else {"default": (one.default.then, one.default.span)}
        meaning = bare((one.policy, one.aggregation, one.inputs, one.outputs))
        yield one.id, {**rows, **default, "": (meaning, None)}


def _requirements(program: Program) -> _Parts:
    for one in program.required:
        node = one.held if one.needed is None else one.needed
        yield one.id, {"": (_of_requirement(one), node.span)}


def _of_requirement(one: Requirement) -> Any:  # noqa: ANN401  (tuples of tuples)
    nodes: tuple[Node | None, Node] = (one.needed, one.held)
    return bare((nodes, one.accepts, one.fresh_within, one.older, one.back_to))


def _findings(program: Program) -> _Parts:
    for one in program.findings:
        place = one.criteria[0].span if one.criteria else None
        yield one.id, {"": ((one.needs_all, _keys(one.criteria)), place)}


def _criteria(program: Program) -> _Parts:
    for one in program.criteria:
        meaning = (one.test, one.finding, one.evidence, one.curable, one.presumed_until_told)
        yield one.key, {"": (bare(meaning), one.span)}


def _options(program: Program) -> _Parts:
    for one in program.options:
        place = one.criteria[0].span if one.criteria else None
        yield one.id, {"": ((_keys(one.criteria), tuple(sorted(one.preferred_over))), place)}


def _alerts(program: Program) -> _Parts:
    for one in program.alerts:
        place = one.criteria[0].span if one.criteria else None
        yield one.id, {"": ((_keys(one.criteria), one.suspends), place)}


def _keys(criteria: Iterable[Criterion]) -> tuple[str, ...]:
    return tuple(sorted(one.key for one in criteria))


def _steps(program: Program) -> _Parts:
    for one in program.steps.values():
        yield one.id, {"": (bare(one.when), None if one.when is None else one.when.span)}


def _cautions(program: Program) -> _Parts:
    for one in program.cautions.values():
        yield one.id, {"": (bare(one.when), None if one.when is None else one.when.span)}


def _words(program: Program) -> _Parts:
    for language, book in program.words.items():
        for (owner, section, id_, key), text in book.items():
            name = ".".join(part for part in (owner, section, id_, key) if part)
            yield f"{name} ({language})", {"": (bare(text), None)}


def _sources(program: Program) -> _Parts:
    for one in program.sources.values():
        yield one.id, {"": (bare((one.kind, one.words, one.confidence)), None)}


_OF_KIND: Final[Mapping[str, Callable[[Program], _Parts]]] = {
    "pack": _pack,
    "parameter": _parameters,
    "measure": _measures,
    "table": _tables,
    "requirement": _requirements,
    "finding": _findings,
    "criterion": _criteria,
    "option": _options,
    "alert": _alerts,
    "step": _steps,
    "caution": _cautions,
    "words": _words,
    "source": _sources,
}
