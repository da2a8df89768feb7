"""What holds of any text: quotes in it are found, and what is left is all the rest and nothing else."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.model import Place
from engine.source import Source, Span
from engine.sourcing.between import between
from engine.sourcing.matching import likeness
from engine.sourcing.text import Text, normalised
from engine.sourcing.tracing import Quote, trace

CHARACTERS = "甲乙丙丁戊a1 ,。(（.、#-\n"
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60)


def text_of(text: str) -> Text:
    return Text(normalised(Source("x.txt", text)))


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@st.composite
def pieces(draw: st.DrawFn, text: str) -> list[tuple[int, int]]:
    """Some pieces of a text, which may overlap."""
    places = st.integers(0, len(text) - 1)
    starts = draw(st.lists(places, max_size=5))
    return [(start, draw(st.integers(start + 1, len(text)))) for start in starts]


WITH_PIECES = TEXTS.flatmap(lambda text: st.tuples(st.just(text), pieces(text)))


def place(text: str, start: int, end: int) -> Place:
    """Counted by hand: lines before the start, characters since the last of them."""
    before = text[:start]
    return Place(before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1, end - start)


@given(found=WITH_PIECES)
def test_a_quote_is_found_where_its_place_says(found: tuple[str, list[tuple[int, int]]]) -> None:
    text, chosen = found
    wanted = {Quote(fingerprint(text[a:b]), place(text, a, b)): (a, b) for a, b in chosen}
    spans = trace(text_of(text), wanted)
    assert {quote: (span.start, span.end) for quote, span in spans.items()} == wanted


@given(found=WITH_PIECES, before=TEXTS, after=TEXTS)
def test_a_quote_is_found_wherever_it_went_and_is_the_same_words(
    found: tuple[str, list[tuple[int, int]]], before: str, after: str
) -> None:
    text, chosen = found
    quotes = {Quote(fingerprint(text[a:b]), place(text, a, b)): text[a:b] for a, b in chosen}
    whole = text_of(before + text + after)
    spans = trace(whole, quotes)
    assert {quote: whole.source.text[span.start : span.end] for quote, span in spans.items()} == quotes


@given(text=TEXTS, other=TEXTS)
def test_a_quote_is_found_only_in_a_text_that_has_it(text: str, other: str) -> None:
    quote = Quote(fingerprint(other), Place(1, 1, len(other)))
    assert bool(trace(text_of(text), [quote])) is (other in text)


@given(found=WITH_PIECES)
def test_what_is_left_begins_and_ends_with_a_word_and_touches_no_quote(
    found: tuple[str, list[tuple[int, int]]],
) -> None:
    text, chosen = found
    whole = text_of(text)
    taken = {place for a, b in chosen for place in range(a, b)}
    for span in between(whole, [Span(whole.source, a, b) for a, b in chosen]):
        piece = text[span.start : span.end]
        assert piece[0].isalnum()
        assert piece[-1].isalnum()
        assert "\n" not in piece
        assert not taken & set(range(span.start, span.end))


@given(
    found=TEXTS.map(lambda text: text.replace("1", "一")).flatmap(lambda t: st.tuples(st.just(t), pieces(t)))
)
def test_no_letter_is_lost_between_what_is_claimed_and_what_is_left(
    found: tuple[str, list[tuple[int, int]]],
) -> None:
    text, chosen = found
    whole = text_of(text)
    spans = between(whole, [Span(whole.source, a, b) for a, b in chosen])
    seen = {place for a, b in chosen for place in range(a, b)}
    seen |= {place for span in spans for place in range(span.start, span.end)}
    assert all(place in seen for place, char in enumerate(text) if char.isalpha())


@given(text=TEXTS.map(lambda text: text.replace("\n", "乙")), cut=st.data())
def test_a_text_is_wholly_like_its_own_quotes_and_not_at_all_like_those_of_another(
    text: str, cut: st.DataObject
) -> None:
    middle = cut.draw(st.integers(0, len(text)))
    halves = [(0, middle), (middle, len(text))]
    quotes = [Quote(fingerprint(text[a:b]), Place(1, a + 1, b - a)) for a, b in halves if a < b]
    assert likeness(text_of(text), quotes) == 1
    assert likeness(text_of("子" * len(text)), quotes) == 0
