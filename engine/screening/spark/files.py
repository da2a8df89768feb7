"""Files where Spark finds them: on this machine's disk, on HDFS, in an object store, each by its address.

Spark opens files by Hadoop's names for them. Were they opened here in another way, the driver would look at
one file and the workers at another. A path without `scheme://` is one of this machine; on a cluster it has to
lie where every worker sees it under the same name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.diagnostics import Diagnostic, Faulty
from engine.reading import shown
from engine.screening.spark.session import cause

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/")
_PATTERN: Final = re.compile(r"([\[\]{}*?\\])")
_WRITTEN_AT_ONCE: Final = 4 * 1024 * 1024  # bytes


def is_address(path: str) -> bool:
    """Whether a path has a scheme, such as `hdfs://`."""
    return _SCHEME.match(path) is not None


def address_of(path: str) -> str:
    """Hadoop's name for a path; one without a scheme is of this machine."""
    return path if is_address(path) else f"file:{Path(path).absolute()}"


def name_of(path: str) -> str:
    """The name under which messages and rows show a path."""
    return path if is_address(path) else shown(Path(path))


def literally(address: str) -> str:
    """An address in which nothing stands for a pattern."""
    return _PATTERN.sub(r"\\\1", address)


class Files:
    """The file system in which an address lies."""

    def __init__(self, session: "SparkSession", address: str) -> None:
        """Open it.

        Raises:
            Faulty: there is no such file system here (B121).
        """
        context: Any = session.sparkContext
        self._jvm = context._jvm  # noqa: SLF001  (Hadoop is reached through it alone)
        with told(address):
            path = self._path(address)
            self._system = path.getFileSystem(context._jsc.hadoopConfiguration())  # noqa: SLF001  (as above)
        self._system.setWriteChecksum(False)

    def key(self, address: str) -> str:
        """The name that Spark gives to the rows of a file."""
        return str(self._system.makeQualified(self._path(address)).toUri().toString())

    def found(self, address: str) -> Sequence[str]:
        """The files that an address means: itself, those of a folder, or those of a pattern; by name."""
        path = self._path(address)
        if self._system.exists(path):
            listed = self._system.listStatus(path)
        else:
            listed = self._system.globStatus(path) or ()
        return sorted(str(one.getPath().toString()) for one in listed if one.isFile())

    def names(self, address: str) -> Sequence[str] | None:
        """The names of what is in a folder; None where there is no folder."""
        path = self._path(address)
        if not self._system.exists(path) or not self._system.getFileStatus(path).isDirectory():
            return None
        return sorted(str(one.getPath().getName()) for one in self._system.listStatus(path))

    def size(self, address: str) -> int:
        """Bytes of a file."""
        return int(self._system.getFileStatus(self._path(address)).getLen())

    def read(self, address: str, begin: int, count: int) -> bytes:
        """Some bytes of a file, from one on."""
        stream = self._system.open(self._path(address))
        try:
            stream.seek(begin)
            return bytes(stream.readNBytes(count))
        finally:
            stream.close()

    def write(self, address: str, data: Iterable[bytes]) -> None:
        """Write a file, a piece after another."""
        stream = self._system.create(self._path(address), True)
        try:
            for piece in data:
                for start in range(0, len(piece), _WRITTEN_AT_ONCE):
                    stream.write(piece[start : start + _WRITTEN_AT_ONCE])
        finally:
            stream.close()

    def exists(self, address: str) -> bool:
        """Whether there is a file or a folder."""
        return bool(self._system.exists(self._path(address)))

    def rename(self, address: str, to: str, about: str) -> None:
        """Give a file or a folder another name.

        Args:
            address: of the file or folder.
            to: the address that it gets.
            about: the name of what it is for, as it is shown.

        Raises:
            Faulty: the file system doesn't, with a reason or without (B121).
        """
        with told(about):
            is_done = self._system.rename(self._path(address), self._path(to))
        if not is_done:
            help_ = "give another name with `-o`"
            raise Faulty([Diagnostic("B121", f"`{about}` can't be given its name", file=about, help=help_)])

    def delete(self, address: str) -> None:
        """Drop a file, or a folder with all that is in it."""
        self._system.delete(self._path(address), True)

    def _path(self, address: str) -> Any:  # noqa: ANN401  (of a library without types)
        return self._jvm.org.apache.hadoop.fs.Path(address)


@contextmanager
def told(about: str) -> Iterator[None]:
    """B121: what Spark or a file system refuses, in words.

    Args:
        about: the file or step, as it is shown.

    Raises:
        Faulty: with its reason.
    """
    from py4j.protocol import Py4JError, Py4JNetworkError  # noqa: PLC0415  (only whoever screens on Spark has it)
    from pyspark.errors import PySparkException  # noqa: PLC0415  (as above)

    try:
        yield
    except (Py4JNetworkError, ConnectionError) as error:
        raise Faulty([failed(about, "its Java has ended, or was killed")]) from error
    except (Py4JError, PySparkException) as error:
        lines = [line for line in str(error).splitlines() if line.strip()]
        reason = cause(error) or (lines[-1].strip().rstrip(".") if lines else "unknown reason")
        raise Faulty([failed(about, reason)]) from error


def failed(about: str, reason: str) -> Diagnostic:
    """B121."""
    help_ = (
        "what a worker said of it stands in the logs of Spark; nothing was written under the output's name"
    )
    return Diagnostic("B121", f"Spark can't go on with `{about}`: {reason}", file=about, help=help_)
