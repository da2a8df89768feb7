"""Generated profiles: raw values as a dictionary has them, nearly, and spoilt here and there."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from engine.feel.types import DateType, NumberType, TextType, TruthType
from engine.profile.facts import Dictionary, Form, ListForm, RecordForm, ScalarForm
from engine.profile.json_text import Reason, Unheld

STRANGE: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(
            None,
            True,
            False,
            "",
            "null",
            "2026-02-29",
            "2024-02-29",
            "2026-2-01",
            "20260201",
            "2026-W01-1",
            "illness\n",
        ),
        *(
            Decimal(-1),
            Decimal("0.005"),
            Decimal("0.01"),
            Decimal("1E+12"),
            Decimal("1000000000000.01"),
            Decimal("1.5"),
        ),
        *(
            Decimal("1.0"),
            Decimal(0),
            [],
            {},
            [None],
            [[]],
            {"a": Decimal(1)},
            "x" * 81,
            "a\u202eb",
            "\ud800",
            "a\n",
        ),
        *(Unheld("NaN", Reason.NO_NUMBER), Unheld("1e400", Reason.SIZE)),
    ]
)


def sound(form: Form) -> st.SearchStrategy[Any]:
    """Values that are of a form."""
    if isinstance(form, RecordForm):
        fields = {name: nullable(field) for name, field in form.fields.items() if name != "$schema"}
        return st.fixed_dictionaries({}, optional=fields)
    if isinstance(form, ListForm):
        return st.lists(sound(form.element), min_size=form.least, max_size=min(form.most or 3, 3))
    return scalar(form)


def nullable(form: Form) -> st.SearchStrategy[Any]:
    return st.none() | sound(form) if form.nullable else sound(form)


def scalar(form: ScalarForm) -> st.SearchStrategy[Any]:
    match form.type:
        case NumberType():
            step, least, most = (
                form.step or Decimal("0.0001"),
                form.least or Decimal(-100),
                form.most or Decimal(10**9),
            )
            return st.integers(int(least / step), int(most / step)).map(lambda count: count * step)
        case DateType():
            return st.dates().map(lambda day: day.isoformat())
        case TruthType():
            return st.booleans()
        case TextType(values=values) if values is not None:
            return st.sampled_from(values)
        case _:
            alphabet = "abcxyz0_" if form.forbidden and form.forbidden.search(" ") else "ABC银行 z"
            return st.text(alphabet, min_size=form.shortest, max_size=min(form.longest or 9, 9)).map(
                lambda text: f"A{text}"[: form.longest] if form.pattern else text
            )


@st.composite
def profiles(draw: st.DrawFn, dictionary: Dictionary, *, most_spoilt: int = 2) -> Any:
    """A whole profile; `most_spoilt` values of it are replaced by strange ones, or get a strange neighbour."""
    data = draw(sound(dictionary.form))
    if dictionary.each is not None and draw(st.integers(0, 9)):
        data.pop(dictionary.each.one if draw(st.booleans()) else dictionary.each.many, None)
    for _ in range(draw(st.integers(0, most_spoilt))):
        holder, key = draw(st.sampled_from(list(slots(data, data, None))))
        if holder is not None:
            holder[key] = draw(STRANGE)
        elif isinstance(data, dict):
            data[draw(st.sampled_from(["colour", "$schema", "loan", "loans", "as_of"]))] = draw(STRANGE)
    return data


def slots(value: Any, holder: Any, key: Any) -> Any:
    """Each place in which a value stands; None for the whole."""
    yield (None, None) if key is None else (holder, key)
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for below, one in list(pairs):
        yield from slots(one, value, below)
