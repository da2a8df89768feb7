"""The files of an input, found as Spark finds them, and looked at here before anything runs.

Columns that are gone, a header that names one twice, a file that is cut off: all that is told of files before
a run on one machine is told before a run on Spark, by the same code. Of a file that lies elsewhere only its
ends are fetched: a stand-in of the same size that has nothing in between.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty
from engine.screening.portfolio_files import KINDS, Part, parts_of
from engine.screening.spark.files import Files, address_of, is_address, told

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_HEAD: Final = 5 * 1024 * 1024  # bytes; more than the longest line has
_TAIL: Final = 64 * 1024  # bytes, at least; the hash of a file is of as many
_MAGIC: Final = 8  # bytes at the end of Parquet: how long the footer is, and four letters


class Found(Struct, frozen=True):
    """The files of an input.

    Attributes:
        kind: `Parquet`, `NDJSON` or `CSV`.
        parts: the files, or what stands for them here; names as they are shown.
        addresses: of each, for Spark.
        keys: of each: the name that Spark gives to its rows.
    """

    kind: str
    parts: tuple[Part, ...]
    addresses: tuple[str, ...]
    keys: tuple[str, ...]


def found(session: "SparkSession", inputs: Sequence[str | Path], folder: Path) -> Found:
    """The files that are meant, in the order in which one machine would read them.

    Args:
        session: of Spark.
        inputs: files, folders or patterns, of this machine or with a scheme; all files of one kind.
        folder: an empty one for stand-ins.

    Raises:
        Faulty: there are none, one can't be read, or they are of several kinds (F1xx, M114, M115, B121).
    """
    paths = [str(one) for one in inputs]
    if not any(map(is_address, paths)):
        kind, parts = parts_of(paths)
        return _of(session, kind, parts, [address_of(str(one.path)) for one in parts])
    addresses = [*dict.fromkeys(one for path in paths for one in _meant(session, address_of(path)))]
    standing = [_stand_in(session, one, folder / str(number)) for number, one in enumerate(addresses)]
    kind, parts = parts_of([str(one) for one in standing])
    named = tuple(Part(part.path, address) for part, address in zip(parts, addresses, strict=True))
    return _of(session, kind, named, addresses)


def _of(session: "SparkSession", kind: str, parts: tuple[Part, ...], addresses: Sequence[str]) -> Found:
    keys = tuple(Files(session, one).key(one) for one in addresses)
    return Found(kind, parts, tuple(addresses), keys)


def _meant(session: "SparkSession", address: str) -> Sequence[str]:
    """The files that an address means, as `parts_of` has it for this machine."""
    with told(address):
        files = Files(session, address).found(address)
    files = [one for one in files if _is_part(one.rpartition("/")[2])]
    if not files:
        help_ = f"portfolios are files whose names end in {', '.join(f'`{end}`' for end in KINDS)}"
        raise Faulty([Diagnostic("M115", f"no file is called like `{address}`", file=address, help=help_)])
    return files


def _is_part(name: str) -> bool:
    return name.lower().endswith(tuple(KINDS)) and not name.startswith((".", "_"))


def _stand_in(session: "SparkSession", address: str, folder: Path) -> Path:
    """A file here that has the size and the ends of one elsewhere."""
    folder.mkdir()
    path = folder / address.rpartition("/")[2]
    files = Files(session, address)
    with told(address), path.open("wb") as file:
        size = files.size(address)
        file.truncate(size)
        file.write(files.read(address, 0, min(size, _HEAD)))
        for count in (_TAIL, _of_footer(files, address, size)):
            begin = max(0, size - count)
            file.seek(begin)
            file.write(files.read(address, begin, size - begin))
    return path


def _of_footer(files: Files, address: str, size: int) -> int:
    """Bytes that the footer of a Parquet file takes, at the end; of another file none."""
    last = files.read(address, max(0, size - _MAGIC), _MAGIC)
    is_parquet = last.endswith(b"PAR1") and size > _MAGIC
    return min(size, int.from_bytes(last[:4], "little") + _MAGIC) if is_parquet else 0
