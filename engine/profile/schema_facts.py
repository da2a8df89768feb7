"""P342, P343: the facts of a dictionary with their words, in the order of the schema.

A fact without a question in some language could not be asked for in that language,
and a value without a label would be shown as `interest_first`.
"""

from collections.abc import Iterator, Mapping

from engine.feel.types import TextType
from engine.profile.facts import Fact, Form, Group, ListForm, RecordForm, Wording
from engine.profile.faults import Faults
from engine.profile.schema_nodes import Node


def languages_of(root: Node) -> tuple[str, ...]:
    """Each language in which some fact has words, in order of appearance."""
    found: dict[str, None] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        words = node.keywords.get("x-words")
        found |= dict.fromkeys(words) if isinstance(words, dict) else {}
        waiting.extend(reversed(tuple(node.children.values())))
    return tuple(found)


def facts_of(
    root: Node, form: RecordForm, skipped: str, languages: tuple[str, ...], faults: Faults
) -> Iterator[Fact]:
    """The facts of a profile.

    Args:
        root: the dictionary.
        form: its form.
        skipped: a list whose elements have their facts elsewhere, "" if there is none.
        languages: in which each fact needs words.
        faults: receives what is missing.
    """
    for name, node in root.children.items():
        if name != "$schema":
            yield from _facts(node, form.fields[name], name, "", skipped, languages, faults)


def _facts(
    node: Node,
    form: Form,
    name: str,
    owner: str,
    skipped: str,
    languages: tuple[str, ...],
    faults: Faults,
) -> Iterator[Fact]:
    if isinstance(form, RecordForm):
        for key, child in node.children.items():
            yield from _facts(child, form.fields[key], f"{name}.{key}", owner, skipped, languages, faults)
        return
    yield Fact(
        name=name,
        type=form.type,
        form=form,
        words=_words(node, languages, ("title", "question"), faults),
        description=_text(node.keywords, "description"),
        sensitive=node.keywords.get("x-sensitive") is True,
        names=_labels(node, languages, faults),
        list=owner,
    )
    element = node.children.get("[]")
    if isinstance(form, ListForm) and isinstance(form.element, RecordForm) and element and name != skipped:
        yield from _facts(element, form.element, name, name, skipped, languages, faults)


def groups_of(root: Node, languages: tuple[str, ...], faults: Faults) -> Iterator[Group]:
    """The records at the top of a profile."""
    for name, node in root.children.items():
        if node.kind == "object":
            words = _words(node, languages, ("title",), faults)
            titles = {language: wording.title for language, wording in words.items()}
            yield Group(name, titles, _text(node.keywords, "description"))


def _words(
    node: Node, languages: tuple[str, ...], needed: tuple[str, ...], faults: Faults
) -> Mapping[str, Wording]:
    """The words of a fact, "" where one is missing, which is told."""
    given = node.keywords.get("x-words")
    given = given if isinstance(given, dict) else {}
    found = {}
    for language in languages:
        words = given.get(language)
        words = words if isinstance(words, dict) else {}
        for key in needed:
            if not _text(words, key):
                help_ = f'write it in `x-words`: `{{"{language}": {{"{key}": "…"}}}}`'
                faults.add(
                    "P342", f"the {key} in `{language}` is missing", node.described.at("x-words"), help_
                )
        found[language] = Wording(_text(words, "title"), _text(words, "question"))
    return found


def _labels(node: Node, languages: tuple[str, ...], faults: Faults) -> Mapping[str, Mapping[str, str]]:
    """What each value of a fixed set is called; what is missing or superfluous is told."""
    given = node.keywords.get("x-labels", {})
    given = given if isinstance(given, dict) else {}
    values = _values(node)
    for value in [*values, *(key for key in given if key not in values)]:
        names = given.get(value)
        wanted = {*languages} if value in values else set()
        if (names is not None or wanted) and not (isinstance(names, dict) and {*names} == wanted):
            help_ = "give each value of `enum`, and no other, a label in each language"
            faults.add("P343", f"the labels of `{value}` don't fit", node.described.at("x-labels"), help_)
    return {
        value: {language: _text(names, language) for language in languages}
        for value in values
        if isinstance(names := given.get(value), dict)
    }


def _values(node: Node) -> tuple[str, ...]:
    values = node.keywords.get("enum")
    values = values if isinstance(values, list) and node.kind == "string" else []
    return TextType(tuple(value for value in values if isinstance(value, str))).values or ()


def _text(words: Mapping[str, object], key: str) -> str:
    value = words.get(key)
    return value if isinstance(value, str) else ""
