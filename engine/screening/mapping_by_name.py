"""M111: a table whose columns are called like the facts that they tell needs no mapping.

A column that is called like no fact isn't passed over: a misspelt `loan.days_overdu` would leave the
fact unknown on ten million rows.
"""

from collections.abc import Collection

from engine.diagnostics import Diagnostic, Faulty, did_you_mean
from engine.profile.facts import Dictionary
from engine.rulebook.model import Word
from engine.screening.mapping import Cell, Mapping, Told
from engine.source import fragment

ID = "id"


def named_like_facts(
    columns: Collection[str], dictionary: Dictionary, file: str, nulls: frozenset[str]
) -> Mapping:
    """The mapping of a table to itself; `id` is the id of a row.

    Args:
        columns: names, in the order of the table.
        dictionary: of the facts.
        file: that has the columns.
        nulls: words that say in such a file that nothing is known.

    Raises:
        Faulty: a column is called like no fact.
    """
    known = {fact.name: fact.form for fact in dictionary.facts if not fact.list}
    has_id = ID in columns and ID not in known
    unknown = [name for name in columns if name not in known and not (has_id and name == ID)]
    if unknown:
        raise Faulty([_unknown(name, known, file) for name in unknown])
    told = tuple(Told(name, known[name], Cell(name, nulls=nulls)) for name in columns if name in known)
    return Mapping("", Word(ID, fragment(ID, file).whole) if has_id else None, told)


def _unknown(name: str, known: Collection[str], file: str) -> Diagnostic:
    help_ = (
        did_you_mean(name, [*known, ID]) or "say in a mapping which fact it tells, or leave the column out"
    )
    return Diagnostic("M111", f"column `{name}` is called like no fact", file=file, help=help_)
