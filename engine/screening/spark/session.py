"""B120: a session of Spark that starts quietly, says clearly why it can't, and leaves nothing running.

Left to itself Spark writes a dozen lines of its own into the terminal, takes whatever Python it finds on
PATH, lets Polars of each task use all cores, and waits a minute for a master that isn't there.
"""

import os
import re
import signal
import socket
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, Final

from engine.diagnostics import Diagnostic, Faulty, NotInstalled
from engine.screening.spark.available import JAVA, why_unavailable
from engine.screening.spark.shipping import archive

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ANSWERS_WITHIN: Final = 5.0  # seconds
_ENDS_WITHIN: Final = 20.0  # seconds
_STANDALONE: Final = "spark://"
_FAULT: Final = re.compile("[Ee]rror|Exception")
_OLD_JAVA: Final = "UnsupportedClassVersionError"
_SETTINGS: Final[Mapping[str, str]] = {
    "spark.ui.showConsoleProgress": "false",
    "spark.ui.liveUpdate.period": "0ms",  # else a worker that is busy with a long part isn't seen at it
    "spark.executorEnv.POLARS_MAX_THREADS": "1",  # Spark gives each core a task of its own
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.maxConcurrentOutputFileWriters": "3",  # a kind each, so that nothing is sorted
    "spark.sql.legacy.parquet.nanosAsLong": "true",  # made a time again by the reader
    "spark.sql.execution.arrow.maxBytesPerBatch": str(2**31 - 1),  # `batch` alone says how many rows
}


@contextmanager
def started(master: str | None = None) -> "Iterator[SparkSession]":
    """A session, stopped when it is left.

    Args:
        master: `local[2]`, `spark://host:7077`, `yarn`, …; None: what Spark's own settings say, else this
            machine with all its cores.

    Raises:
        NotInstalled: PySpark or Java isn't here.
        Faulty: the master can't be reached, or Spark can't be started (B120).
    """
    needs_spark()
    reach(master)
    with _own_ways(), TemporaryDirectory(prefix="xieshang-spark-", ignore_cleanup_errors=True) as folder:
        log = Path(folder) / "log"
        gateway = _gateway(master, log)
        try:
            session = _session(master, folder, log, gateway)
            try:
                session.sparkContext.addPyFile(str(archive(Path(folder))))
                yield session
            finally:
                _stop(session)
        finally:
            _end(gateway)


def needs_spark() -> None:
    """Refuse to go on without Spark.

    Raises:
        NotInstalled: PySpark, what it needs, or Java isn't here; the message says what to do.
    """
    reason = why_unavailable()
    if reason is not None:
        raise NotInstalled(reason)


@contextmanager
def _own_ways() -> Iterator[None]:
    """Undo what PySpark changes here: it answers to Ctrl-C itself, and warns of newer libraries."""
    before = signal.getsignal(signal.SIGINT)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "PySpark does not yet fully support", FutureWarning)
            yield
    finally:
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, before)


def reach(master: str | None) -> None:
    """Refuse a standalone master that doesn't answer: Spark itself would try for a minute."""
    if master is None or not master.startswith(_STANDALONE):
        return
    hosts = master.removeprefix(_STANDALONE).split(",")
    if not any(map(_answers, hosts)):
        help_ = "start it (`spark-class org.apache.spark.deploy.master.Master`), or give another `--master`"
        raise Faulty([Diagnostic("B120", f"no Spark master answers at `{master}`", help=help_)])


def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _ANSWERS_WITHIN).close()
    except (OSError, ValueError, OverflowError):
        return False
    return True


def _gateway(master: str | None, log: Path) -> Any:  # noqa: ANN401  (of a library without types)
    """The process of Java in which Spark lives, with what it says in a file; or that of `spark-submit`."""
    from pyspark import SparkConf  # noqa: PLC0415  (only whoever screens on Spark has it)
    from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415  (as above)
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415  (as above)

    conf = SparkConf(loadDefaults=False)
    if master is not None:
        conf.setMaster(master)
    with log.open("wb") as said, _environment(master):
        try:
            return launch_gateway(conf, {"stdout": said, "stderr": said})
        except (PySparkRuntimeError, OSError) as error:
            raise _not_started(master, log, error) from error


@contextmanager
def _environment(master: str | None) -> Iterator[None]:
    """What the processes of Spark have to find: this Python, and one thread of Polars for each task."""
    wanted = {"PYSPARK_PYTHON": sys.executable, "POLARS_MAX_THREADS": "1"}
    if master is not None and master.startswith("local"):
        wanted["SPARK_LOCAL_IP"] = "127.0.0.1"  # the name of a machine without a network leads nowhere
    set_ = {name: value for name, value in wanted.items() if name not in os.environ}
    os.environ.update(set_)
    try:
        yield
    finally:
        for name in set_:
            del os.environ[name]


def _session(master: str | None, folder: str, log: Path, gateway: Any) -> "SparkSession":  # noqa: ANN401  (as above)
    """The session, with our settings before those of the site: by another time zone days would be others."""
    from py4j.protocol import Py4JError  # noqa: PLC0415  (as above)
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415  (as above)
    from pyspark.sql import SparkSession  # noqa: PLC0415  (as above)

    try:
        with _environment(master):
            SparkContext._ensure_initialized(gateway=gateway)  # noqa: SLF001  (`SparkConf` has to see the gateway's)
            conf = SparkConf().setAppName("xieshang screen").setAll([*_SETTINGS.items()])
            conf.set("spark.sql.warehouse.dir", f"{folder}/warehouse")
            conf.setIfMissing("spark.master", "local[*]")
            is_local = conf.get("spark.master").startswith("local")
            conf.set("spark.ui.enabled", conf.get("spark.ui.enabled", str(not is_local).lower()))
            context = SparkContext(conf=conf)
        return SparkSession(context)
    except Py4JError as error:
        raise _not_started(master, log, error) from error


def _not_started(master: str | None, log: Path, error: Exception) -> Exception:
    """B120, or what isn't installed."""
    said = log.read_text(encoding="utf-8", errors="replace")
    if _OLD_JAVA in said:
        return NotInstalled(f"this Java is too old for Spark; {JAVA}")
    refused = f"{error.strerror}: {error.filename}" if isinstance(error, OSError) else ""
    reason = cause(error) or refused or _last_fault(said)
    help_ = "`--master` is `local[2]`, `spark://host:7077`, `yarn` or `k8s://…`" if master else ""
    return Faulty([Diagnostic("B120", f"Spark can't be started: {reason}", help=help_)])


def _last_fault(log: str) -> str:
    """What a log says last that isn't where in Java it happened."""
    lines = [line.strip() for line in log.splitlines()]
    faults = [line for line in lines if _FAULT.search(line) and not line.startswith("at ")]
    said = next(iter(reversed(faults or [line for line in lines if line])), "no reason was given")
    return said.rpartition("Exception: ")[2].rstrip(".")


def cause(error: Exception) -> str:
    """Why Spark failed, on one line: the first reason that has a name of its own, else the innermost.

    Returns:
        "" if it gives none.
    """
    found = getattr(error, "java_exception", None)
    reasons: list[str] = []
    while found is not None:
        said = str(found.getMessage() or found.getClass().getName())
        reasons += [line.strip() for line in said.splitlines() if line.strip()][:1]
        found = found.getCause()
    named = (one.partition("SQLSTATE")[0].strip() for one in reasons if one.startswith("["))
    return next(named, reasons[-1] if reasons else "").rstrip(".")


def _stop(session: "SparkSession") -> None:
    from py4j.protocol import Py4JError  # noqa: PLC0415  (as above)

    with suppress(Py4JError, OSError):  # the master, or Java itself, may be gone
        session.stop()


def _end(gateway: Any, within: float = _ENDS_WITHIN) -> None:  # noqa: ANN401  (as above)
    """Let the process of Java end, so that no later run takes it for its own; that of `spark-submit` goes on.

    Args:
        gateway: to the process.
        within: seconds that it has for it.
    """
    from py4j.protocol import Py4JError  # noqa: PLC0415  (as above)
    from pyspark import SparkContext  # noqa: PLC0415  (as above)

    process = gateway.proc
    if process is None:
        return
    with suppress(Py4JError, OSError):  # it may have ended by itself
        gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001  (there is no other way to start another)
    process.stdin.close()
    try:
        process.wait(within)
    except TimeoutExpired:
        process.kill()
        process.wait()
