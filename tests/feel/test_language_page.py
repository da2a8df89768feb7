"""`docs/language.md` is true: its examples come out as it says, and it names every function."""

import re
from pathlib import Path

import pytest

from engine.feel.functions import BUILTINS
from engine.feel.signature import Parameter
from engine.feel.typing_forms import FORMS
from engine.feel.unknown import Unknown
from tests.feel.world import value_of

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(.+) ⇒ (.+)$", PAGE, re.MULTILINE)
FUNCTIONS = [one for one in BUILTINS.values() if "." not in one.name]


def heads(name: str, parameters: tuple[Parameter, ...], rest: Parameter | None = None) -> str:
    """A function as the page writes it."""
    words = [f"{one.name}{'?' * one.optional}" for one in parameters]
    if rest is not None:
        words = [one for one in words if one != rest.name] + [f"{rest.name}…"]
    return f"{name}({', '.join(words)})"


@pytest.mark.parametrize(("expression", "result"), EXAMPLES)
def test_an_example_comes_out_as_the_page_says(expression: str, result: str) -> None:
    if result == "unknown":
        assert isinstance(value_of(expression), Unknown)
    else:
        assert value_of(f"({expression}) = ({result})") is True


def test_the_page_names_every_function_with_its_parameters() -> None:
    assert EXAMPLES
    for one in FUNCTIONS:
        assert f"`{heads(one.name, one.parameters, one.rest)}`" in PAGE
        assert not one.otherwise or f"`{heads(one.name, one.otherwise)}`" in PAGE
    for name, form in FORMS.items():
        assert f"`{heads(name, form.parameters)}`" in PAGE


def test_the_page_marks_the_functions_that_take_their_list_as_several_values() -> None:
    assert set(re.findall(r"`(\w+)\(list\)`¹", PAGE)) == {one.name for one in FUNCTIONS if one.gathers}


def test_the_page_names_every_property() -> None:
    for one in BUILTINS.values():
        assert "." not in one.name or f"`.{one.name.partition('.')[2]}`" in PAGE
