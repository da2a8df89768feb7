from engine.feel.parser import parse
from engine.feel.types import NUMBER, TEXT, ListType, RecordType, Type
from engine.rulebook.expressions import names
from engine.source import fragment

BILL = RecordType("line", {"price": NUMBER})
PROOF = RecordType("evidence", {"kind": TEXT, "lines": ListType(BILL)})
FACTS: dict[str, Type] = {"evidence": ListType(PROOF), "profile.evidence": ListType(PROOF), "x": NUMBER}


def names_in(text: str, facts: dict[str, Type] | None = None) -> list[str]:
    tree, faults = parse(fragment(text))
    assert faults == ()
    assert tree is not None
    found = names(tree, FACTS if facts is None else facts)
    for word in found:
        assert word.span.source.text[word.span.start : word.span.end] == word.text
    return [word.text for word in found]


def test_the_names_of_an_expression_come_in_the_order_of_the_text_as_often_as_they_stand_there() -> None:
    assert names_in("b + loan.balance * -b < max(parameter.most, c)") == [
        "b",
        "loan.balance",
        "b",
        "parameter.most",
        "c",
    ]


def test_the_name_of_a_function_is_none_of_them() -> None:
    assert names_in("string length(a) + min(b, 2)") == ["a", "b"]


def test_every_form_of_the_language_gives_its_names() -> None:
    assert names_in("if a between b and c then d in [e..f] else g in (< h, not(i))") == list("abcdefghi")
    assert names_in("[a, b]") == ["a", "b"]
    assert names_in("a in (= b)") == ["a", "b"]
    assert names_in('null = "text"') == []


def test_the_variable_of_a_quantifier_belongs_to_the_expression() -> None:
    assert names_in("some e in evidence satisfies e.kind = wanted") == ["evidence", "wanted"]
    assert names_in("every a in b, c in a.d satisfies c > a and d") == ["b", "d"]


def test_a_name_before_its_variable_is_bound_comes_from_outside() -> None:
    assert names_in("some e in e satisfies e") == ["e"]


def test_item_within_a_filter_belongs_to_the_expression() -> None:
    assert names_in("amounts[item > least]") == ["amounts", "least"]


def test_item_outside_a_filter_is_a_name_like_any_other() -> None:
    assert names_in("item") == ["item"]


def test_a_bare_field_within_a_filter_belongs_to_the_record() -> None:
    assert names_in("evidence[kind = wanted]") == ["evidence", "wanted"]
    assert names_in("profile.evidence[kind = wanted]") == ["profile.evidence", "wanted"]
    assert names_in("evidence[kind = wanted][kind = kind]") == ["evidence", "wanted"]


def test_a_bare_field_is_told_from_a_name_through_variables_and_nested_lists() -> None:
    assert names_in("some e in evidence satisfies count(e.lines[price > most]) > 1") == ["evidence", "most"]
    assert names_in("evidence[count(lines[price > most]) > 1]") == ["evidence", "most"]


def test_without_the_facts_a_bare_field_is_taken_for_a_name() -> None:
    assert names_in("evidence[kind = wanted]", {}) == ["evidence", "kind", "wanted"]


def test_a_filter_on_what_is_no_list_of_records_hides_nothing() -> None:
    assert names_in("x[kind = 1]") == ["x", "kind"]
    assert names_in("[1, 2][kind = 1]") == ["kind"]
    assert names_in("x.y[kind = 1]") == ["x.y", "kind"]


def test_what_follows_a_dot_belongs_to_the_name_before_it() -> None:
    assert names_in("as_of.year + evidence[1].lines") == ["as_of.year", "evidence"]


def test_a_number_is_no_name() -> None:
    assert names_in("1.5 * 2") == []
