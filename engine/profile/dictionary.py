"""From a JSON Schema to the dictionary of facts.

`schemas/profile.schema.json` is the product's; a pack may bring its own. Nothing in Python
names one of its facts but `as_of`, so that another product needs no other engine.
"""

from collections.abc import Mapping
from pathlib import Path as FilePath

from engine.diagnostics import Diagnostic
from engine.feel.types import DATE
from engine.profile.facts import AS_OF, Dictionary, Each, Fact, Group, RecordForm, Reference
from engine.profile.faults import Faults
from engine.profile.json_places import placed
from engine.profile.json_text import values
from engine.profile.schema_facts import facts_of, groups_of, languages_of
from engine.profile.schema_forms import record_form
from engine.profile.schema_nodes import Node, tree
from engine.reading import read_text
from engine.source import Source

__all__ = ["Dictionary", "Fact", "Group", "dictionary_from_schema", "read_dictionary"]

LARGEST = 2_000_000  # bytes of a dictionary


def read_dictionary(path: FilePath) -> tuple[Dictionary | None, tuple[Diagnostic, ...]]:
    """The dictionary in a file, or every fault of it (F1xx, P302 to P307, P340 to P345), sorted by place."""
    source = read_text(path, LARGEST)
    return (None, (source,)) if isinstance(source, Diagnostic) else dictionary_from_schema(source)


def dictionary_from_schema(source: Source) -> tuple[Dictionary | None, tuple[Diagnostic, ...]]:
    """The dictionary written as a JSON Schema, or every fault of it, sorted by place."""
    try:
        schema = values(source.text)
    except (ValueError, RecursionError):
        return None, placed(source).faults
    faults = Faults()
    if not isinstance(schema, dict):
        faults.add("P340", "a dictionary of facts must be an object", ())
        return None, faults.located(source)
    dictionary = _dictionary(schema, source.name, faults)
    found = faults.located(source)
    return (None if found else dictionary), found


def _dictionary(schema: Mapping[str, object], name: str, faults: Faults) -> Dictionary | None:
    root = tree(schema, faults)
    if root is None:
        return None
    form = record_form(root, faults)
    languages = languages_of(root)
    each = _each(root, faults)
    _check_root(schema, root, form, each, faults)
    skipped = each.many if each else ""
    return Dictionary(
        name=name,
        title=str(schema.get("title", "")),
        description=str(schema.get("description", "")),
        languages=languages,
        form=form,
        facts=tuple(facts_of(root, form, skipped, languages, faults)),
        groups=tuple(groups_of(root, languages, faults)),
        each=each,
        references=tuple(_references(root, each, faults)),
        schema=schema,
    )


def _each(root: Node, faults: Faults) -> Each | None:
    """The record that is assessed once for each element of a list."""
    found = [(name, node) for name, node in root.children.items() if "x-each" in node.keywords]
    if not found:
        return None
    one, node = found[0]
    many = str(node.keywords["x-each"])
    listed = root.children.get(many)
    element = listed.children.get("[]") if listed else None
    if len(found) > 1 or element is None or [*element.children] != [*node.children]:
        help_ = "name a list at the top whose elements are such records; one record only can have it"
        faults.add("P345", f"`x-each` leads nowhere: `{many}`", node.described.at("x-each"), help_)
        return None
    return Each(one, many)


def _references(root: Node, each: Each | None, faults: Faults) -> list[Reference]:
    """Fields of the elements of lists at the top that name one of the records assessed."""
    found = []
    waiting = [(name, "", node) for name, node in root.children.items()]
    while waiting:
        name, above, node = waiting.pop()
        target = node.keywords.get("x-refers-to")
        is_field = above in root.children and root.children[above].kind == "array"
        if target is not None and (each is None or target != each.one or not is_field):
            help_ = "only a field of a list at the top can refer to what `x-each` stands at"
            faults.add(
                "P345", f"`x-refers-to` leads nowhere: `{target}`", node.described.at("x-refers-to"), help_
            )
        elif target is not None:
            found.append(Reference(above, name))
        below = node.children.get("[]")
        fields = below.children if below else node.children
        waiting.extend((key, name if below else "", child) for key, child in fields.items())
    return found


def _check_root(
    schema: Mapping[str, object], root: Node, form: RecordForm, each: Each | None, faults: Faults
) -> None:
    """What must hold for a whole profile: `as_of` is a date, and nothing else is asked of it as a whole."""
    as_of = form.fields.get(AS_OF)
    if as_of is not None and as_of.type != DATE:
        faults.add("P340", "`as_of` must be a date", root.children[AS_OF].described.at("format"))
    if schema.get("not") != _never_both(each):
        help_ = f'write `"not": {_written(each)}`' if each else "delete it"
        faults.add("P340", "`not` at the root must keep apart what `x-each` names", ("not",), help_)


def _never_both(each: Each | None) -> Mapping[str, object] | None:
    """What a schema says so that nobody gives the one record and the list of them."""
    if each is None:
        return None
    properties = {each.one: {"type": "object"}, each.many: {"type": "array"}}
    return {"required": [each.one, each.many], "properties": properties}


def _written(each: Each) -> str:
    types = f'{{"{each.one}": {{"type": "object"}}, "{each.many}": {{"type": "array"}}}}'
    return f'{{"required": ["{each.one}", "{each.many}"], "properties": {types}}}'
