"""A pack as a page for people: what it decides, when, in which words, and where that comes from.

Guidance and rules can be compared line by line only if somebody can read the rules. A page that
was written by hand would tell what the rules said on the day it was written.
"""

from collections.abc import Iterable, Iterator, Mapping

from engine.program.markdown_parts import Writer
from engine.program.model import Program

_INTRODUCTION = """\
Options stand in order of preference, alerts in the order in which they are said. Of each criterion there
is its id, what decides it and, in brackets, its sources; below, what an answer says where it is met,
and → what to do where it is unmet and can be put right."""


def to_markdown(program: Program, languages: tuple[str, ...] = ()) -> str:
    """The page of a pack, with a line end.

    Args:
        program: the checked pack.
        languages: in which its words are shown; none: all that the pack speaks.
    """
    head, languages = program.head, languages or program.head.languages
    until = f" to {head.until}" if head.until else ""
    parts = [
        f"# {' / '.join(head.title[one] for one in languages)}",
        f"Pack `{head.id.text}` {head.version}, {head.jurisdiction}, in force from {head.since}{until}.",
        _INTRODUCTION,
    ]
    for section, entries in sections(program, languages).items():
        parts += [f"## {section}", "".join(entries.values()).rstrip()]
    return "\n\n".join(parts) + "\n"


def sections(program: Program, languages: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    """What there is to tell of each thing in a pack, by kind and id.

    Args:
        program: the checked pack.
        languages: in which its words are shown.

    Returns:
        Markdown that a terminal can show as it is; kinds of which there are none are left out.
    """
    writer, uses = Writer(program, languages), _uses(program)
    told = {
        "Options": {one.id: writer.option(one) for one in program.options},
        "Alerts": {one.id: writer.alert(one) for one in program.alerts},
        "Findings": {one.id: writer.finding(one) for one in program.findings},
        "Documents": {one.id: writer.requirement(one) for one in program.requirements},
        "Tables": {one.id: writer.table(one) for one in program.tables},
        "Measures": {one.id: writer.measure(one) for one in program.measures},
        "Parameters": {one.id: writer.parameter(one) for one in program.parameters},
        "Several loans": {"joint": writer.joint(program.joint)} if program.joint else {},
        "Steps": {one.id: writer.advice("steps", one) for one in program.steps.values()},
        "Cautions": {one.id: writer.advice("cautions", one) for one in program.cautions.values()},
        "Sources": {one.id: writer.source(one, uses.get(one.id, ())) for one in program.sources.values()},
    }
    return {
        section: {name: "".join(f"{line}\n" for line in lines) for name, lines in entries.items()}
        for section, entries in told.items()
        if entries
    }


def _uses(program: Program) -> Mapping[str, Iterable[str]]:
    """What rests on each source."""
    uses: dict[str, dict[str, None]] = {}
    for user, sources in _sourced(program):
        for source in sources:
            uses.setdefault(source, {})[user] = None
    return uses


def _sourced(program: Program) -> Iterator[tuple[str, Iterable[str]]]:
    """Everything that has sources, with them."""
    yield from ((one.key, one.source) for one in program.criteria)
    yield from ((one.id, one.source) for one in program.requirements)
    for table in program.tables:
        rows = (*table.rows, table.default) if table.default else table.rows
        yield from ((table.id, row.source) for row in rows)
    yield from ((one.id, one.source) for one in program.measures)
    for parameter in program.parameters:
        yield parameter.id, [word.text for value in parameter.values for word in value.source]
    if program.joint:
        yield "joint", program.joint.source
    yield from ((one.id, one.source) for one in (*program.steps.values(), *program.cautions.values()))
