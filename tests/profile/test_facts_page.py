"""The page of all facts is made from the dictionary. `XIESHANG_ACCEPT=1` writes it anew."""

from pathlib import Path

from engine.profile.dictionary import Dictionary
from engine.profile.to_markdown import to_markdown
from tests.expected import kept

PAGE = Path(__file__).parents[2] / "docs" / "facts.md"


def test_the_page_of_facts_is_up_to_date(product: Dictionary) -> None:
    text = to_markdown(product)
    assert text == kept(PAGE, text)


def test_the_page_tells_every_fact_with_its_words_and_every_value_with_its_label(product: Dictionary) -> None:
    text = to_markdown(product)
    for fact in product.facts:
        assert f"| `{fact.name}`" in text
        for language in product.languages:
            assert fact.question(language) in text
            assert all(label in text for label in fact.labels(language).values())


def test_a_dictionary_of_one_language_without_records_has_a_page_too(flat: Dictionary) -> None:
    text = to_markdown(flat)
    assert "| `monthly_income` | yuan/month, from 0 | **a fact**<br>What is it? |" in text
    assert "| `balance_change` | yuan, any | " in text
    assert "| `papers` | list of at most 3 | " in text
    assert "| `province` | text | " in text
