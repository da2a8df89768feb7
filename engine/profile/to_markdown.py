"""The dictionary of facts as a page for people.

Written by hand it would be out of date with the first fact that changes; a test
compares the page in `docs/` with what is written here.
"""

from collections.abc import Iterable, Mapping

from engine.profile.facts import Dictionary, Fact
from engine.profile.value_in_words import value_in_words

_INTRODUCTION = """\
Every fact that a profile can tell, by its name in expressions. Left out or `null`, a fact isn't known.
Amounts are in yuan; a ratio is a fraction (0.144 for 14.4 %). † marks sensitive personal information.
"""


def to_markdown(dictionary: Dictionary) -> str:
    """The page: a table for each record and list, then what the values of fixed sets mean.

    Args:
        dictionary: whose facts are shown, in the order of its schema and in all its languages.
    """
    parts = [f"# Facts\n\n{dictionary.description}\n\n{_INTRODUCTION}"]
    for title, facts in _sections(dictionary).items():
        parts.append(f"\n## {title}\n\n{_table(facts, dictionary.languages)}")
        parts += [f"\n{_labels(fact, dictionary.languages)}" for fact in facts if fact.names]
    return "".join(parts)


def _sections(dictionary: Dictionary) -> Mapping[str, list[Fact]]:
    """Facts by the record or list in which they stand, those that stand alone first."""
    sections: dict[str, list[Fact]] = {}
    for fact in dictionary.facts:
        top = fact.list or (fact.name.split(".")[0] if "." in fact.name else "")
        sections.setdefault(_heading(dictionary, top), []).append(fact)
    return sections


def _heading(dictionary: Dictionary, top: str) -> str:
    if not top:
        return "The profile"
    groups = {group.name: group.titles for group in dictionary.groups}
    listed = top not in groups
    titles = dictionary.fact(top).words if listed else None
    words = [titles[one].title for one in dictionary.languages] if titles else [*groups[top].values()]
    return f"`{top}`{', each entry' if listed else ''}: {' / '.join(words)}"


def _table(facts: Iterable[Fact], languages: tuple[str, ...]) -> str:
    head = ["fact", "value", *languages]
    rows = [_row(fact, languages) for fact in facts]
    return _lines([head, ["---"] * len(head), *rows])


def _row(fact: Fact, languages: tuple[str, ...]) -> list[str]:
    words = [f"**{fact.words[one].title}**<br>{fact.words[one].question}" for one in languages]
    return [f"`{fact.name}`{' †' if fact.sensitive else ''}", value_in_words(fact, "en"), *words]


def _labels(fact: Fact, languages: tuple[str, ...]) -> str:
    rows = [[f"`{value}`", *(names[one] for one in languages)] for value, names in fact.names.items()]
    return _lines([[f"`{fact.name}`", *languages], ["---"] * (len(languages) + 1), *rows])


def _lines(rows: Iterable[list[str]]) -> str:
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)
