"""The input as Spark reads it: rows with the name of their file and their place in it.

Of Parquet Spark knows the number of each row. Of text it doesn't: it reads blocks of a file side by side, and
no worker knows how many lines stand before its own. So the lines of each block are counted first, by a job
that does nothing else. Where cells of CSV go on over a line end, a row could begin in one block and end in
the next: then each file is read as one block.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, Final

from engine.screening.spark.files import literally
from engine.screening.spark.reading import AT, FILE, LINE

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

Begins = Mapping[tuple[int, int], int]
_LARGEST: Final = 1 << 40  # bytes of a file that is one block; so large that no two files are read as one
_WHOLE: Final = ("spark.sql.files.maxPartitionBytes", "spark.sql.files.openCostInBytes")


def rows_of_parquet(
    session: "SparkSession", addresses: Sequence[str], columns: Sequence[str], empty: Sequence[frozenset[str]]
) -> "DataFrame":
    """The rows of Parquet files: the columns under numbers, then file and place.

    Args:
        session: of Spark.
        addresses: of the files; the first tells the types of columns.
        columns: that are read.
        empty: of each file the columns that tell nothing in all of it: Spark can't read them as another type.
    """
    schema = session.read.parquet(literally(addresses[0])).schema
    groups: dict[frozenset[str], list[str]] = {}
    for address, nothing in zip(addresses, empty, strict=True):
        groups.setdefault(nothing - empty[0], []).append(literally(address))
    parts = [_alike(session, paths, schema, columns, nothing) for nothing, paths in groups.items()]
    return reduce(lambda one, other: one.unionAll(other), parts)


def _alike(
    session: "SparkSession",
    paths: Sequence[str],
    schema: "StructType",
    columns: Sequence[str],
    nothing: frozenset[str],
) -> "DataFrame":
    """The rows of files in which the same columns tell nothing."""
    from pyspark.sql import functions as spark  # noqa: PLC0415  (only whoever screens on Spark has it)
    from pyspark.sql import types as kinds  # noqa: PLC0415  (as above)

    types = {field.name: field.dataType for field in schema}
    read = session.read.schema(kinds.StructType([one for one in schema if one.name not in nothing]))
    cells = (
        spark.lit(None).cast(types[name]) if name in nothing else spark.col(quoted(name)) for name in columns
    )
    where = [spark.col("_metadata.file_path").alias(FILE), spark.col("_metadata.row_index").alias(AT)]
    named = (cell.alias(f"c{place}") for place, cell in enumerate(cells))
    found: DataFrame = read.parquet(*paths).select(*named, *where)
    return found


def lines_of_text(
    session: "SparkSession", addresses: Sequence[str], keys: Mapping[str, int], *, is_csv: bool
) -> "tuple[DataFrame, Begins]":
    """The lines of text files with file and block, and the number of the first line of each block."""
    before = session.conf.get("spark.sql.files.minPartitionNum", None)
    if before is None:  # or the blocks would change when another worker comes
        parallel = session.sparkContext.defaultParallelism
        session.conf.set("spark.sql.files.minPartitionNum", str(parallel))
    counts = _counts(_lines(session, addresses), keys)
    if is_csv and any(odd for _, odd in counts.values()):
        for setting in _WHOLE:
            session.conf.set(setting, str(_LARGEST))
        return _lines(session, addresses), {(number, 0): 0 for number in keys.values()}
    return _lines(session, addresses), _begins(counts)


def _lines(session: "SparkSession", addresses: Sequence[str]) -> "DataFrame":
    from pyspark.sql import functions as spark  # noqa: PLC0415  (only whoever screens on Spark has it)

    read: DataFrame = session.read.option("lineSep", "\n").text([*map(literally, addresses)])
    return read.select(
        spark.col("value").cast("binary").alias(LINE),
        spark.col("_metadata.file_path").alias(FILE),
        spark.col("_metadata.file_block_start").alias(AT),
    )


def _counts(lines: "DataFrame", keys: Mapping[str, int]) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Of each block the number of its lines, and of those with an odd number of quotes."""
    from pyspark.sql import functions as spark  # noqa: PLC0415  (only whoever screens on Spark has it)

    text = spark.col(LINE).cast("string")
    quotes = spark.length(text) - spark.length(spark.replace(text, spark.lit('"')))
    odd = spark.sum(quotes % 2)
    found: Any = lines.groupBy(FILE, AT).agg(spark.count(spark.lit(1)), odd).collect()
    return {(keys[key], int(at)): (int(count), int(odd)) for key, at, count, odd in found}


def _begins(counts: Mapping[tuple[int, int], tuple[int, int]]) -> Begins:
    """The number of the first line of each block, from how many lines those before it have."""
    begins: dict[tuple[int, int], int] = {}
    for _, blocks in groupby(sorted(counts), lambda one: one[0]):
        of_file = [*blocks]
        first = accumulate((counts[one][0] for one in of_file), initial=0)
        begins |= dict(zip(of_file, first, strict=False))
    return begins


def quoted(name: str) -> str:
    """The name of a column, in which a dot is nothing but a dot."""
    return f"`{name.replace('`', '``')}`"
