"""A strategy for expressions that parse and mostly mean nothing: the typing has an answer to all of them."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.feel.generate import FORMS, LEAVES, Form

ODDITIES = (
    "null",
    "[]",
    "evidence",
    "loans[1]",
    "as_of.days",
    "unheard_of",
    "item",
    "(< 1)",
    "(!= true)",
    '"x"[1]',
)
ODD_FORMS: tuple[Form, ...] = (
    ("[{}]", ("",)),
    ("[{}..{}]", ("", "")),
    ("{}[{}]", ("", "")),
    ("({} in {})", ("", "")),
    ("({}).days", ("",)),
    ("({}).kind", ("",)),
    ("duration({})", ("",)),
    ("range({})", ("",)),
    ("date({}, {}, {})", ("", "", "")),
    ("substring(string: {}, start position: {})", ("", "")),
    ("(some x in {} satisfies {})", ("", "")),
    ("flatten({})", ("",)),
    ("mode({})", ("",)),
    ("({} ** {})", ("", "")),
    ("string({})", ("",)),
)


def senseless(depth: int = 3) -> SearchStrategy[str]:
    """Texts that parse and are mostly at fault: forms filled with operands of any kind, and a few more."""
    leaves = st.sampled_from([*(leaf for kind in LEAVES.values() for leaf in kind), *ODDITIES])
    forms = st.sampled_from([*(form for kind in FORMS.values() for form in kind), *ODD_FORMS])
    return st.recursive(
        leaves,
        lambda operand: forms.flatmap(
            lambda form: st.tuples(*(operand for _ in form[1])).map(lambda parts: form[0].format(*parts))
        ),
        max_leaves=2**depth,
    )
