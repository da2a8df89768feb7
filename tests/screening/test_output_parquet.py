"""A Parquet file that was written in pieces is one that every reader takes for whole."""

from random import Random
from typing import Any

import pytest

pytest.importorskip("polars")

from io import BytesIO

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from engine.screening.output_parquet import MAGIC, encoded, end, placed
from engine.screening.output_thrift import (
    BINARY,
    BYTE,
    DOUBLE,
    I16,
    I32,
    I64,
    LIST,
    NO,
    SET,
    STRUCT,
    YES,
    Reader,
    written,
)

SCHEMA: dict[str, Any] = {
    "number": pl.Int64,
    "kind": pl.Enum(["x", "y"]),
    "names": pl.List(pl.String),
    "text": pl.String,
    "money": pl.Decimal(38, 6),
    "truth": pl.Boolean,
}


def frame(rows: int, seed: int) -> pl.DataFrame:
    random = Random(seed)  # noqa: S311  (nothing secret: it has to be repeatable)
    columns: dict[str, list[Any]] = {
        "number": [random.choice([None, random.randrange(-(2**62), 2**62)]) for _ in range(rows)],
        "kind": [random.choice(["x", "y", None]) for _ in range(rows)],
        "names": [random.sample(["a", "b"], random.randrange(3)) for _ in range(rows)],
        "text": [f"中{random.randrange(50)}" for _ in range(rows)],
        "money": [str(random.randrange(-(10**9), 10**9) / 8) for _ in range(rows)],
        "truth": [random.choice([True, False, None]) for _ in range(rows)],
    }
    return pl.DataFrame({name: pl.Series(values).cast(SCHEMA[name]) for name, values in columns.items()})


def joined(pieces: list[pl.DataFrame]) -> bytes:
    data, notes = bytearray(MAGIC), b""
    for one in pieces:
        pages, note = placed(encoded(one), len(data))
        data += pages
        notes += note
    empty = pl.DataFrame(schema=SCHEMA)
    return bytes(data) + end(empty, notes, len(pieces), sum(one.height for one in pieces))


@pytest.mark.parametrize("sizes", [[], [1], [1_000, 7, 300], [5] * 20])
def test_what_was_written_in_pieces_is_read_as_one(sizes: list[int]) -> None:
    pieces = [frame(size, seed) for seed, size in enumerate(sizes)]
    data = joined(pieces)
    whole = pl.concat([pl.DataFrame(schema=SCHEMA), *pieces])
    assert pl.read_parquet(BytesIO(data)).equals(whole)
    large = pl.scan_parquet(BytesIO(data)).filter(pl.col("number") > 2**61).collect()
    assert large.equals(whole.filter(pl.col("number") > 2**61))


def test_another_reader_takes_it_too() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    pieces = [frame(40, 1), frame(60, 2)]
    file = parquet.ParquetFile(BytesIO(joined(pieces)))
    assert (file.metadata.num_rows, file.metadata.num_row_groups) == (100, 2)
    table = file.read()
    table.validate(full=True)
    assert table.column("text").to_pylist() == pl.concat(pieces)["text"].to_list()


INTEGERS = st.integers(-(2**63), 2**63 - 1)
VALUES = st.recursive(
    st.one_of(
        st.tuples(st.sampled_from([I16, I32, I64]), INTEGERS),
        st.tuples(st.just(BINARY), st.binary(max_size=300)),
        st.tuples(st.just(DOUBLE), st.binary(min_size=8, max_size=8)),
        st.tuples(st.just(BYTE), st.integers(0, 255)),
        st.just((YES, True)),
        st.just((NO, False)),
        st.tuples(st.sampled_from([LIST, SET]), st.tuples(st.just(I64), st.lists(INTEGERS, max_size=20))),
        st.tuples(st.just(LIST), st.tuples(st.just(YES), st.lists(st.sampled_from([1, 2]), max_size=3))),
    ),
    lambda inner: st.tuples(st.just(STRUCT), st.dictionaries(st.integers(1, 15), inner, max_size=5)),
    max_leaves=12,
)


@given(st.dictionaries(st.integers(1, 15), VALUES))
def test_what_is_written_of_a_footer_is_read_as_it_was(fields: dict[int, tuple[int, object]]) -> None:
    data = written(fields)
    reader = Reader(data + b"more")
    assert reader.struct() == fields
    assert reader.at == len(data)


def test_a_field_far_from_the_one_before_is_read() -> None:
    assert Reader(bytes([0x05, 40, 14, 0])).struct() == {20: (I32, 7)}
