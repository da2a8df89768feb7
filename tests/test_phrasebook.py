"""What the product itself says is there in every language that it speaks."""

import pytest

from engine.explanation.phrases import phrase as explanation
from engine.phrasebook import Phrasebook
from engine.showing.phrases import phrase as showing
from engine.sourcing.phrases import phrase as sourcing

BOOKS = {"explanation": explanation, "showing": showing, "sourcing": sourcing}


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_each_language_has_the_same_phrases(book: Phrasebook) -> None:
    assert set(book["zh"]) == set(book["en"])


def test_a_phrase_is_filled_in_the_language_asked_for_and_in_english_where_we_do_not_speak_it() -> None:
    book = Phrasebook(zh={"hello": "{name}，你好"}, en={"hello": "hello {name}"})
    assert book("zh", "hello", name="李") == "李，你好"
    assert book("fr", "hello", name="Li") == "hello Li"
