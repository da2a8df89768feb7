"""A session of Spark that can't be had says why, in Spark's words where it has some, and nothing goes on."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("polars")

from engine.diagnostics import Faulty, NotInstalled
from engine.screening.spark.available import why_unavailable
from engine.screening.spark.session import started
from tests.cli.running import ROOT, SMALL, environment, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(why_unavailable() is not None, reason=why_unavailable() or ""),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),  # PySpark's, to a Java that has ended
]


@pytest.fixture(autouse=True)
def nothing_left_for_others() -> Iterator[None]:
    """What PySpark leaves open is closed before the next test, in which a warning is a fault."""
    yield
    gc.collect()


def refused(master: str | None) -> str:
    """What is told instead of a session."""
    with pytest.raises(Faulty) as told, started(master):
        pass
    return str(told.value)


def test_a_master_without_its_settings_is_told_with_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HADOOP_CONF_DIR", raising=False)
    monkeypatch.delenv("YARN_CONF_DIR", raising=False)
    told = refused("yarn")
    assert (
        "error[B120] Spark can't be started: When running with master 'yarn' either HADOOP_CONF_DIR" in told
    )
    assert "help: `--master` is `local[2]`" in told


def test_a_master_that_spark_cannot_read_is_told_before_anything_is_written(tmp_path: Path) -> None:
    given = tmp_path / "loans.ndjson"
    given.write_text('{"id": "x"}\n', encoding="utf-8")
    master = ("--engine", "spark", "--master", "local[all]")
    ran = start("screen", given, "-o", tmp_path / "out.csv", "--pack", SMALL, *master)
    assert ran.status == 1
    assert ran.err.startswith(
        "error[B120] Spark can't be started: Could not parse Master URL: 'local[all]'\n"
    )
    assert [one.name for one in tmp_path.iterdir()] == ["loans.ndjson"]


def test_a_java_that_is_too_old_is_told_with_the_command_that_installs_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Java that says what one of version 11 says of Spark 4."""
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    said = "java.lang.UnsupportedClassVersionError: org/apache/spark/launcher/Main (class file version 61.0)"
    java.write_text(f"#!/bin/sh\necho 'Error: {said}' >&2\nexit 1\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    why = r"this Java is too old for Spark; run `apt-get install openjdk-17"
    with pytest.raises(NotInstalled, match=why), started("local[1]"):
        pass


def test_a_spark_that_is_not_where_its_setting_says_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARK_HOME", str(tmp_path))
    assert f"Spark can't be started: No such file or directory: {tmp_path}" in refused("local[1]")


def test_a_java_that_does_not_end_is_killed(tmp_path: Path) -> None:
    program = f"""
import os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from engine.screening.spark import session

gateway = session._gateway("local[1]", Path("log"))
os.kill(gateway.proc.pid, signal.SIGSTOP)
session._end(gateway, within=0.5)
print(gateway.proc.returncode)
"""
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", program],
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
        check=True,
        timeout=100,
    )
    assert done.stdout == b"-9\n"
