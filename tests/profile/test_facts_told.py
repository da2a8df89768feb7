"""Facts for a terminal and for machines."""

import json

from engine.profile.dictionary import Dictionary
from engine.profile.to_json import to_json
from engine.profile.to_text import to_text
from engine.profile.value_in_words import value_in_words


def test_a_fact_is_told_with_its_value_its_name_and_its_question(product: Dictionary) -> None:
    savings = [product.fact("borrower.savings")]
    assert to_text(savings, "en") == (
        "borrower.savings  (yuan, 0 to 1,000,000,000,000; sensitive)\n"
        "  savings: How much money could you use now, in yuan? (0 if none)\n"
    )
    assert to_text(savings, "zh") == (
        "borrower.savings  （元，0 至 1,000,000,000,000；敏感）\n"
        "  可动用的存款：现在可以动用的存款有多少元？（没有写 0）\n"
    )


def test_the_values_of_a_fixed_set_stand_below_it_in_a_column(product: Dictionary) -> None:
    assert to_text([product.fact("loan.rate.per")], "en") == (
        "loan.rate.per  (one of a set)\n"
        "  period of the rate: Is that rate per day or per year?\n"
        "    day   a day\n"
        "    year  a year\n"
    )


def test_the_facts_of_one_record_stand_together(product: Dictionary) -> None:
    parts = to_text(product.facts, "zh").split("\n\n")
    assert len(parts) == len({fact.name.split(".")[0] for fact in product.facts})
    assert all(len({line.split(".")[0].split()[0] for line in named(part)}) == 1 for part in parts)


def named(part: str) -> list[str]:
    return [line for line in part.splitlines() if not line.startswith(" ")]


def test_every_kind_of_value_is_said_in_words(flat: Dictionary, product: Dictionary) -> None:
    said = {fact.name: value_in_words(fact, "en") for fact in (*flat.facts, *product.facts)}
    assert said["monthly_income"] == "yuan/month, from 0"
    assert said["balance_change"] == "yuan, any"
    assert said["household"] == "person, whole, any"
    assert said["papers"] == "list of at most 3"
    assert said["province"] == "text"
    assert said["is_insured"] == "true or false"
    assert said["as_of"] == "day, YYYY-MM-DD"
    assert said["loan.lender"] == "text, at most 80 characters"
    assert said["loan.rate.value"] == "ratio, 0 to 10"


def test_a_language_that_the_product_does_not_speak_is_written_like_english(product: Dictionary) -> None:
    for fact in product.facts:
        assert value_in_words(fact, "fr") == value_in_words(fact, "en")


def test_units_are_said_in_chinese(product: Dictionary) -> None:
    assert value_in_words(product.fact("borrower.monthly_income"), "zh") == "元/月，0 至 1,000,000,000,000"
    assert value_in_words(product.fact("loan.remaining_instalments"), "zh") == "期，整数，0 至 600"
    assert value_in_words(product.fact("loan.lender"), "zh") == "文字，最多 80 个字"


def test_machines_are_told_type_unit_and_exact_bounds(product: Dictionary, flat: Dictionary) -> None:
    told = {one["name"]: one for one in json.loads(to_json((*product.facts, *flat.facts)))}
    rate, income = told["loan.rate.value"], told["monthly_income"]
    assert (rate["type"], rate["unit"], rate["least"], rate["most"]) == ("number", "1", "0", "10")
    assert (income["unit"], income["least"], income["most"]) == ("yuan/month", "0", None)
    assert (told["household"]["whole"], told["monthly_income"]["whole"]) == (True, False)
    assert (told["loan.lender"]["type"], told["loan.lender"]["longest"]) == ("text", 80)
    assert (told["papers"]["type"], told["papers"]["longest"]) == ("list", 3)
    assert {told["as_of"]["type"], told["is_insured"]["type"]} == {"date", "truth"}
    assert (told["evidence.kind"]["of_list"], told["loan.id"]["of_list"]) == ("evidence", None)
    assert told["loan.rate.per"]["labels"] == {
        "day": {"zh": "每日", "en": "a day"},
        "year": {"zh": "每年", "en": "a year"},
    }
