"""What a changed condition is called: as its author might have written it."""

from decimal import Decimal

from engine.cases.expressions import Steps
from engine.cases.mutation.text import shortened, text_of
from engine.feel import core
from engine.feel.types import NUMBER, TEXT, TRUTH, ListType, RangeType
from engine.source import Source, Span
from tests.cases.probing import weilidai

HERE = Span(Source("here", ""), 0, 0)
ONE, TWO = (core.Constant(Decimal(number), NUMBER, HERE) for number in (1, 2))
SOME = core.ListOf((ONE, TWO), ListType(NUMBER), HERE)


def test_lists_ranges_and_what_is_among_them() -> None:
    within = core.RangeOf(ONE, TWO, low_closed=True, high_closed=False, type=RangeType(NUMBER), span=HERE)
    beyond = core.RangeOf(None, TWO, low_closed=False, high_closed=True, type=RangeType(NUMBER), span=HERE)
    assert text_of(core.Member(ONE, SOME, TRUTH, HERE)) == "1 in [1, 2]"
    assert text_of(within) == "[1..2)"
    assert text_of(beyond) == "(..2]"
    assert text_of(core.At(SOME, ONE, NUMBER, HERE)) == "[1, 2][1]"


def test_a_table_is_not_written_out() -> None:
    table = core.Table("first", "", (), (), (ONE,), None, NUMBER, HERE)
    assert text_of(table) == "a table"


def test_what_is_long_is_cut_and_each_side_of_a_comparison_for_itself() -> None:
    many = core.ListOf((ONE,) * 60, ListType(NUMBER), HERE)
    assert shortened(many) == "[" + "1, " * 32 + "1,…"
    compared = core.Comparison("<", many, TWO, TRUTH, HERE)
    assert shortened(compared) == "(" + "[" + "1, " * 15 + "1,… < 2"


def test_texts_of_a_parameter_have_no_step() -> None:
    program = weilidai().program
    assert program is not None
    hotline = core.Global("parameter.hotline", core.Origin.PARAMETER, TEXT, HERE)
    assert Steps(program).of(hotline) is None
