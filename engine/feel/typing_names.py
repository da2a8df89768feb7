"""Names: what each stands for, and its fields and properties.

The dictionary of facts says which names there are. A misspelt one would otherwise be read as
"not told" and quietly make every answer "unknown": R204, R205, R206.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from msgspec.structs import replace

from engine.diagnostics import Diagnostic
from engine.feel import typing_faults as faults
from engine.feel.core import Call, Field, Global, Node, Origin
from engine.feel.functions_dates import PROPERTIES
from engine.feel.tree import Name, Path, Tree
from engine.feel.types import ListType, RecordType, Type
from engine.feel.typing_meant import instead
from engine.feel.typing_scope import Variables, Work

PARAMETER = "parameter"


def path(work: Work, tree: Name | Path, variables: Variables) -> Node | None:
    """A name with whatever follows it behind dots."""
    subject, names = _steps(tree)
    if not isinstance(subject, Name):
        return _fields(work, work.infer(subject, variables), names)
    if subject.text in variables:
        variable = variables[subject.text]
        return _fields(work, None if variable is None else replace(variable, span=subject.span), names)
    return _global(work, (subject, *names), variables)


def _steps(tree: Tree) -> tuple[Tree, tuple[Name, ...]]:
    """What stands before the first dot, and the names behind."""
    names: list[Name] = []
    while isinstance(tree, Path):
        names.append(tree.name)
        tree = tree.subject
    return tree, tuple(reversed(names))


def _global(work: Work, names: tuple[Name, ...], variables: Variables) -> Node | None:
    """The longest global name that these words begin with, and the fields behind it."""
    for count in range(len(names), 0, -1):
        name = ".".join(one.text for one in names[:count])
        known = work.environment.globals.get(name)
        if known is not None and not _lacks(known[1], names[count:]):
            span = names[0].span.to(names[count - 1].span)
            return _fields(work, Global(name, *known, span), names[count:])
        if name in work.environment.left_out:
            return None
    return work.refuse(_unknown(work, names, variables))


def _lacks(kind: Type, names: tuple[Name, ...]) -> bool:
    """Whether these names lead to a field that a record of facts doesn't have: an unknown fact, too."""
    if not names or not isinstance(kind, RecordType):
        return False
    field = kind.fields.get(names[0].text)
    return field is None or _lacks(field, names[1:])


def _fields(work: Work, node: Node | None, names: tuple[Name, ...]) -> Node | None:
    for name in names:
        if node is not None:
            node = _field(work, node, name)
    return node


def _field(work: Work, node: Node, name: Name) -> Node | None:
    """A field of a record, or of each record of a list; or a property."""
    span = node.span.to(name.span)
    match node.type:
        case RecordType(fields=fields) if name.text in fields:
            return Field(node, name.text, fields[name.text], span)
        case ListType(RecordType(fields=fields)) if name.text in fields:
            return Field(node, name.text, ListType(fields[name.text]), span)
    function = PROPERTIES.get(type(node.type), {}).get(name.text)
    if function is None:
        return work.refuse(faults.no_field(node, name.text, name.span, _known_fields(node.type)))
    assert not callable(function.result), "a property has one type"  # noqa: S101
    return Call(function.name, (node,), function.result, span)


def _known_fields(kind: Type) -> tuple[str, ...]:
    match kind:
        case RecordType(fields=fields) | ListType(RecordType(fields=fields)):
            return tuple(fields)
    return tuple(PROPERTIES.get(type(kind), {}))


def _unknown(work: Work, names: tuple[Name, ...], variables: Variables) -> Diagnostic:
    """R204, R205 or R206, by what the author seems to have meant."""
    word = ".".join(one.text for one in names)
    span = names[0].span.to(names[-1].span)
    known = work.environment.globals
    group = [name for name in known if name.startswith(f"{names[0].text}.")]
    nearest = _within(word, group) if group else _nearest(word, (*known, *variables))
    help_ = instead(word, (kind for _, kind in known.values()), variables)
    help_ = help_ or (f"did you mean `{nearest}`?" if nearest else "")
    if word in work.environment.elsewhere:
        help_ = work.environment.elsewhere[word]
        return Diagnostic("R206", f"unknown measure `{word}`", span, "no measure has this id", help_)
    if names[0].text == PARAMETER:
        return Diagnostic("R205", f"unknown parameter `{word}`", span, "no parameter has this id", help_)
    if group and known[group[0]][0] is Origin.MEASURE:
        several = f"write one of its outputs, such as `{group[0]}`"
        return Diagnostic(
            "R206", f"unknown measure `{word}`", span, "the table has no such output", help_ or several
        )
    if _is_fact(nearest, known) or group or (len(names) > 1 and not nearest):
        if group and len(names) == 1:
            help_ = f"`{word}` is a group of facts; write one of them, such as `{group[0]}`"
        label = f"not in {work.environment.dictionary}"
        return Diagnostic("R204", f"unknown fact `{word}`", span, label, help_)
    return Diagnostic("R206", f"unknown measure `{word}`", span, "no measure has this id", help_)


def _within(word: str, group: list[str]) -> str:
    """The name of a group that is nearest to a word, what they all begin with left aside."""
    rests = {name.partition(".")[2]: name for name in group}
    found = get_close_matches(word.partition(".")[2], rests, n=1, cutoff=0.6)
    return rests[found[0]] if found else ""


def _nearest(word: str, known: tuple[str, ...]) -> str:
    """The name that is nearest to a word, or else to what stands before its first dot."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    near = near or get_close_matches(word.partition(".")[0], known, n=1, cutoff=0.6)
    return near[0] if near else ""


def _is_fact(name: str, known: Mapping[str, tuple[Origin, Type]]) -> bool:
    return name in known and known[name][0] is Origin.FACT
