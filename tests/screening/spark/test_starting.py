"""Spark that can't be had or reached is told at once, with what to do."""

import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

pytest.importorskip("polars")

from engine.diagnostics import Diagnostic, NotInstalled
from engine.screening.spark import session
from engine.screening.spark.available import why_unavailable
from engine.screening.spark.shipping import archive
from tests.cli.conftest import run as run  # noqa: PLC0414  (the fixture of this name)
from tests.cli.running import ROOT, SMALL, Run, environment
from tests.test_faults import FAULTS, expect, faults_of


@pytest.fixture
def loans(tmp_path: Path) -> Path:
    path = tmp_path / "loans.ndjson"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["pyspark", "pandas", "pyarrow"])
def test_a_part_that_is_not_installed_is_told_with_the_command_that_installs_it(
    name: str, run: Run, loans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("pyspark", "pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, one, None if one == name else sys)
    ran = run("screen", loans, "-o", loans.with_name("out.csv"), "--pack", SMALL, "--engine", "spark")
    assert ran.status == 5
    assert ran.err == f"error: {name} isn't installed; run `pip install 'xieshang[spark]'`\n"


def test_a_java_that_is_not_there_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("pyspark", "pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, one, sys)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(NotInstalled, match=r"Java isn't found; run `apt-get install openjdk-17"):
        session.needs_spark()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (why_unavailable() or "").startswith("Java isn't found")
    java = tmp_path / "java"
    java.write_text("", encoding="utf-8")
    java.chmod(0o755)
    assert why_unavailable() is None


def master_that_does_not_answer() -> Iterable[Diagnostic]:
    return faults_of(lambda: session.reach("spark://127.0.0.1:1"))


def test_a_master_that_does_not_answer_is_told_before_anything_starts() -> None:
    expect(master_that_does_not_answer(), "B120", FAULTS / "B120" / "expected.txt")


@pytest.mark.parametrize("master", ["spark://nowhere", "spark://[::1]:x", "spark://127.0.0.1:99999"])
def test_an_address_that_is_none_does_not_answer_either(master: str) -> None:
    assert [one.code for one in faults_of(lambda: session.reach(master))] == ["B120"]


def test_a_master_that_answers_is_left_to_spark_though_another_of_its_addresses_does_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        session.reach(f"spark://127.0.0.1:1,127.0.0.1:{port}")


@pytest.mark.parametrize("master", [None, "local[2]", "yarn"])
def test_other_masters_are_left_to_spark(master: str | None) -> None:
    session.reach(master)


@pytest.mark.parametrize("more", [("--resume",), ("--restart",)])
def test_a_run_on_spark_is_not_gone_on_with(more: tuple[str, ...], run: Run, loans: Path) -> None:
    ran = run("screen", loans, "-o", loans.with_name("out.csv"), "--pack", SMALL, "--engine", "spark", *more)
    assert ran.status == 2
    assert "on Spark a run begins anew" in " ".join(ran.err.split())


def test_a_master_is_sparks_alone(run: Run, loans: Path) -> None:
    ran = run("screen", loans, "-o", loans.with_name("out.csv"), "--pack", SMALL, "--master", "local[2]")
    assert ran.status == 2
    assert "give `--engine spark`" in ran.err


def test_a_folder_is_no_output_of_one_machine(run: Run, loans: Path) -> None:
    ran = run("screen", loans, "-o", loans.parent, "--pack", SMALL, "--format", "csv")
    assert ran.status == 2
    assert "is a directory" in ran.err


def test_the_engine_that_travels_needs_nothing_of_this_checkout(tmp_path: Path) -> None:
    """Read out of the archive: also the holidays, which are data."""
    packed = archive(tmp_path)
    program = f"""
import sys
sys.path[:] = [{str(packed)!r}, *(one for one in sys.path if one != {str(ROOT)!r})]
import engine.calendar.china as china
from datetime import date
import engine.screening.decide
assert engine.__path__[0].startswith({str(packed)!r}), engine.__path__
print(china.is_working_day(date(2040, 10, 1)), china.is_working_day(date(2040, 10, 8)))
"""
    done = subprocess.run(  # noqa: S603  (Python itself)
        [sys.executable, "-c", program], capture_output=True, cwd=tmp_path, check=True, env=environment()
    )
    assert done.stdout.split() == [b"False", b"True"]
