"""What an interview says, it says in each of its languages, with the same things filled in."""

from string import Formatter

from engine.interview.phrases import phrase


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_phrase_is_there_in_each_language_with_the_same_gaps() -> None:
    chinese, english = phrase["zh"], phrase["en"]
    assert {name: gaps(text) for name, text in chinese.items()} == {
        name: gaps(text) for name, text in english.items()
    }


def test_a_language_that_it_does_not_speak_is_answered_in_english() -> None:
    assert phrase("fr", "stopped") == phrase("en", "stopped")
