"""Why an option isn't open, in few characters: of each such option the criteria that decide.

`deferral: ?difficulty_will_pass; keep_paying: -plan_fits, -nothing_is_overdue` says that the deferral waits
for something that isn't known, and that two criteria shut the last one. Without it every question about one
row of ten million would need the whole recommendation.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import accumulate
from operator import or_
from typing import Final

import polars as pl
from msgspec import Struct

from engine.evaluation.columns.decisions import CODES
from engine.evaluation.outcome import Status
from engine.program.model import Criterion, Program
from engine.screening.output_bits import WORD, packed, places, said_once, width
from engine.screening.output_columns import DECIDING

# What stands before a criterion, by the status of its option.
MARKS: Final[Mapping[Status, str]] = {
    Status.NOT_AVAILABLE: "-",  # unmet, for good
    Status.NEEDS_INFORMATION: "?",  # unknown
    Status.NEEDS_ACTION: "!",  # unmet, and can be put right
}
TOLD: Final = "told."  # in front of a fact: whether it is told
MOST: Final = 60  # criteria in one number; more of an option are a part of their own
_BY_CODE: Final = {code: status for status, code in CODES.items() if status in MARKS}
_CODE_BITS: Final = 3
_KEPT: Final = 65_536


class _Piece(Struct, frozen=True):
    """So many criteria of an option as fit into a number."""

    option: str
    criteria: tuple[Criterion, ...]

    @property
    def bits(self) -> int:
        """How many bits its key has."""
        return len(self.criteria) + _CODE_BITS

    def key(self) -> pl.Expr:
        """The status of the option and, as bits above it, the criteria that decide it."""
        deciding_ = packed([decides(self.option, one) for one in self.criteria], _CODE_BITS)
        return deciding_ | pl.col(f"status.{self.option}").cast(width(self.bits), wrap_numerical=True)

    def texts(self, keys: pl.Series) -> pl.Series:
        """What such numbers say; null for nothing."""
        ids = tuple(one.id for one in self.criteria)
        return said_once(
            keys, lambda some: pl.Series([_text(self.option, ids, key) for key in some], dtype=pl.String)
        )


@lru_cache(maxsize=_KEPT)
def _text(option: str, criteria: tuple[str, ...], key: int) -> str | None:
    """What a number of an option says: the same in each batch."""
    decided = [criteria[place] for place in places(key >> _CODE_BITS)]
    if not decided:
        return None
    return spelled(option, _BY_CODE[key & (1 << _CODE_BITS) - 1], decided)


def spelled(option: str, status: Status, criteria: Sequence[str]) -> str:
    """The part of an option, with the ids of the criteria that decide its status."""
    return f"{option}: {', '.join(f'{MARKS[status]}{one}' for one in criteria)}"


def decides(option: str, criterion: Criterion) -> pl.Expr:
    """Whether a criterion is one for which its option isn't open."""
    status, truth = pl.col(f"status.{option}"), pl.col(f"criterion.{criterion.key}")
    unmet_in = CODES[Status.NEEDS_ACTION if criterion.curable else Status.NOT_AVAILABLE]
    unmet = (status == unmet_in) & truth.eq_missing(pl.lit(value=False))
    return unmet | holds_up(option, criterion)


def holds_up(option: str, criterion: Criterion) -> pl.Expr:
    """Whether a criterion is unknown, and its option waits for it."""
    status, truth = pl.col(f"status.{option}"), pl.col(f"criterion.{criterion.key}")
    unknown = (status == CODES[Status.NEEDS_INFORMATION]) & truth.is_null()
    fact = criterion.presumed_until_told
    return unknown if fact is None else unknown & pl.col(f"{TOLD}{fact}")


class Deciding:
    """Says it of whole batches; made once for a pack."""

    def __init__(self, program: Program) -> None:
        """Take the pack."""
        self._words = _words([*_pieces(program)])
        self._keys = [_word(some).alias(str(number)) for number, some in enumerate(self._words)]

    def texts(self, screened: pl.DataFrame) -> pl.Series:
        """The text of each row.

        Args:
            screened: of each row the statuses as codes, the criteria, and `told.<fact>` for facts until which
                something is presumed.
        """
        if not self._words:  # a pack without options
            return pl.repeat(None, screened.height, dtype=pl.String, eager=True)
        keys = screened.select(self._keys)
        different = keys.unique()  # of a hundred thousand rows a few thousand, mostly
        texts = [
            text
            for some, word in zip(self._words, different.get_columns(), strict=True)
            for text in _texts(some, word)
        ]
        said = different.with_columns(pl.concat_str(texts, separator="; ", ignore_nulls=True).alias(DECIDING))
        return keys.join(said, keys.columns, "left", maintain_order="left").get_column(DECIDING)


def _pieces(program: Program) -> Iterator[_Piece]:
    for option in program.options:
        for begin in range(0, len(option.criteria), MOST):
            yield _Piece(option.id, option.criteria[begin : begin + MOST])


def _words(pieces: Sequence[_Piece]) -> Sequence[Sequence[_Piece]]:
    """The pieces whose keys stand in one number together: few numbers are told apart sooner than many."""
    words: list[list[_Piece]] = []
    for piece in pieces:
        if not words or sum(one.bits for one in words[-1]) + piece.bits > WORD:
            words.append([])
        words[-1].append(piece)
    return words


def _word(pieces: Sequence[_Piece]) -> pl.Expr:
    """The keys of the pieces, one above the other."""
    keys = (one.key().cast(pl.UInt64) * pl.lit(1 << at, dtype=pl.UInt64) for at, one in _placed(pieces))
    return reduce(or_, keys, pl.lit(0, dtype=pl.UInt64))


def _texts(pieces: Sequence[_Piece], word: pl.Series) -> Iterator[pl.Series]:
    """What each of the keys in a number says."""
    for at, one in _placed(pieces):
        yield one.texts(word // (1 << at) & (1 << one.bits) - 1)


def _placed(pieces: Sequence[_Piece]) -> Iterator[tuple[int, _Piece]]:
    """The pieces of a number, each with the bit at which it begins."""
    return zip(accumulate((one.bits for one in pieces), initial=0), pieces, strict=False)
