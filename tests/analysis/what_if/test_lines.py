"""Along a line the nearest place, and all stretches, are exact; what couldn't be settled is said."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.what_if.example import example
from engine.analysis.what_if.lines import MOST, Nearest, nearest, stretches

# Where truth begins or ends along a line, each place once.
BREAKS = st.lists(st.integers(1, 10**12), max_size=6, unique=True).map(sorted)


def truth_along(breaks: list[int]) -> Callable[[int], bool]:
    """False at first, and otherwise from each break on."""
    return lambda place: sum(one <= place for one in breaks) % 2 == 1


def judged(breaks: list[int], *, vague: int = 0) -> Callable[[int, int], bool | None]:
    """Judges a stretch rightly, or not at all where it is wider than `vague` (0: any may be judged)."""
    at = truth_along(breaks)

    def sure(first: int, last: int) -> bool | None:
        if any(first < one <= last for one in breaks) or (vague and last - first >= vague):
            return None
        return at(first)

    return sure


@settings(deadline=None)
@given(BREAKS, st.integers(0, 10**12), st.booleans())
def test_the_nearest_place_is_the_first_from_where_one_stands(
    breaks: list[int], start: int, up: bool
) -> None:
    stop = 10**12 if up else 0
    at = truth_along(breaks)
    true_places = [
        one for one in ([start, *breaks] if up else [start, *(one - 1 for one in breaks)]) if at(one)
    ]
    ahead = [one for one in true_places if (start <= one <= stop if up else stop <= one <= start)]
    expected = min(ahead, key=lambda one: abs(one - start), default=None)
    found = nearest(at, judged(breaks), start, stop)
    assert (found.place, found.exact) == (expected, True)
    if expected is None:
        assert found.clear == stop
    elif expected == start:
        assert found.clear is None
    else:
        assert found.clear == expected + (-1 if up else 1)


@settings(deadline=None)
@given(BREAKS)
def test_the_stretches_are_those_between_the_breaks(breaks: list[int]) -> None:
    found = stretches(truth_along(breaks), judged(breaks), 0, 10**12)
    ends = [*breaks, 10**12 + 1] if len(breaks) % 2 else breaks
    pairs = zip(ends[::2], ends[1::2], strict=True)
    assert found.exact
    assert found.found == tuple((first, last - 1) for first, last in pairs)


def test_a_stretch_between_two_strides_is_not_passed_over() -> None:
    breaks = [188, 250, 1000]  # strides meet 127 and 255
    assert nearest(truth_along(breaks), judged(breaks), 0, 10**9) == Nearest(188, exact=True, clear=187)


def test_a_short_line_is_tried_place_by_place() -> None:
    def never(_first: int, _last: int) -> None:
        return None

    assert nearest(lambda place: place == 700, never, 1, 800) == Nearest(700, exact=True, clear=699)
    assert stretches(lambda place: place % 300 == 0, never, 1, 800).found == ((300, 300), (600, 600))


def test_where_too_much_can_not_be_judged_the_answer_says_how_far_it_is_sure() -> None:
    far = 10**12
    found = nearest(truth_along([far]), judged([far], vague=10), 0, far)
    assert found.place == far
    assert not found.exact
    assert found.clear is not None
    assert 0 < found.clear < far
    assert not stretches(truth_along([far // 3]), judged([far // 3], vague=10), 0, far).exact
    assert far > MOST


def test_no_place_at_all_is_sure_where_the_first_stretch_can_not_be_judged() -> None:
    calls: list[int] = []

    def at(place: int) -> bool:
        calls.append(place)
        return False

    found = nearest(at, lambda _first, _last: None, 0, 10**12)
    assert found.place is None
    assert not found.exact
    assert len(calls) < 10_000


@pytest.mark.parametrize("wanted", [(0, 0), (7, 900), (512, 1023), None])
def test_an_example_of_two_numbers_is_found_where_there_is_one(wanted: tuple[int, int] | None) -> None:
    lines = [Line(0, 1023), Line(0, 1023)]

    def at(places: object) -> bool:
        return wanted is not None and tuple(places.values()) == wanted  # type: ignore[attr-defined]

    def possible(box: object) -> frozenset[bool]:
        ends = list(box.values())  # type: ignore[attr-defined]
        may = wanted is not None and all(
            low <= one <= high for (low, high), one in zip(ends, wanted, strict=True)
        )
        return frozenset({may, False})

    found = example(lines, at, possible)  # type: ignore[arg-type]  # of a line only its ends are looked at
    assert found.is_proved
    assert (None if found.places is None else tuple(found.places.values())) == wanted


class Line:
    """The ends of a line."""

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last


def test_an_example_that_nobody_finds_in_time_proves_nothing() -> None:
    lines = [Line(0, 10**9), Line(0, 10**9)]
    found = example(lines, lambda _: False, lambda _: frozenset({True, False}))  # type: ignore[arg-type]  # as above
    assert found.places is None
    assert not found.is_proved


def test_where_every_single_pair_has_been_tried_there_is_no_example() -> None:
    lines = [Line(0, 1), Line(0, 1)]
    found = example(lines, lambda _: False, lambda _: frozenset({True, False}))  # type: ignore[arg-type]  # as above
    assert found.places is None
    assert found.is_proved
