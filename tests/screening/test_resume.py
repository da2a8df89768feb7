"""A run that was killed, interrupted or stopped by a full disk goes on, and comes to the same bytes."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

from msgspec.structs import replace

from engine.diagnostics import Faulty
from engine.screening import run as running
from engine.screening.resume import Work, folder_of
from engine.screening.run import Report, run
from engine.screening.summary import Summary
from tests.screening.killed import ROWS
from tests.screening.loans import ROOT
from tests.screening.small import asked, columnar, loans

FORMS = ("parquet", "ndjson", "csv")
WHOLE = {"broken": frozenset({8})}


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Faulty) as refused:
        act()
    return [one.code for one in refused.value.diagnostics]


def go(output: Path, **more: Any) -> Report:
    return run(columnar(), loans(ROWS, **WHOLE), output, asked(**more))


def files(output: Path) -> dict[str, bytes]:
    """Everything that a run leaves, by the end of its name."""
    found = sorted(output.parent.glob(f"{output.name}*"))
    return {one.name.removeprefix(output.name): one.read_bytes() for one in found}


@pytest.fixture(params=FORMS)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """An output to make, and the files of a run that nothing stopped."""
    whole = tmp_path / "whole" / f"out.{request.param}"
    whole.parent.mkdir()
    go(whole)
    output = tmp_path / "stopped" / whole.name
    output.parent.mkdir()
    return output, files(whole)


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("parquet", "1"),
        ("csv", "5"),
        ("ndjson", "without_journal"),
        ("parquet", "amid_a_batch"),
        ("csv", "amid_a_batch"),
        ("parquet", "before_its_name"),
        ("ndjson", "after_its_name"),
    ],
)
def test_a_run_that_is_killed_goes_on_and_comes_to_the_same_bytes(
    form: str, place: str, tmp_path: Path
) -> None:
    (tmp_path / "whole").mkdir()
    whole = tmp_path / "whole" / f"out.{form}"
    go(whole)
    output = tmp_path / f"out.{form}"
    ran = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "tests.screening.killed", str(output), place],
        cwd=ROOT,
        check=False,
        timeout=120,
        capture_output=True,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr.decode()
    assert output.exists() == (place == "after_its_name")
    report = go(output, resume=True)
    assert files(output) == files(whole)
    assert report.summary.rows == ROWS - 1


def test_an_interrupted_run_goes_on_and_comes_to_the_same_bytes(pair: tuple[Path, dict[str, bytes]]) -> None:
    output, whole = pair

    def interrupt(summary: Summary, _read: int) -> None:
        if summary.rows > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(columnar(), loans(ROWS, **WHOLE), output, asked(saved_every=1e9), interrupt)
    assert not output.exists()
    report = go(output, resume=True)
    assert report.resumed == 24
    assert ", of which an earlier run had done 24" in report.said()
    assert files(output) == whole


@pytest.mark.parametrize("name", ["rows", "notes", "rejected"])
def test_an_interruption_while_a_batch_is_written_lets_no_batch_be_written_twice(
    pair: tuple[Path, dict[str, bytes]], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, whole = pair
    append = Work.append

    def interrupted(self: Work, to: str, data: bytes) -> int:
        length = append(self, to, data)
        if to == name and (self.folder / "rows").stat().st_size > 2_000:
            raise KeyboardInterrupt
        return length

    with monkeypatch.context() as patch:
        patch.setattr(Work, "append", interrupted)
        with pytest.raises(KeyboardInterrupt):
            go(output)
    go(output, resume=True)
    assert files(output) == whole


def test_a_run_goes_on_with_the_size_of_batch_and_the_day_that_it_was_begun_with(
    pair: tuple[Path, dict[str, bytes]],
) -> None:
    output, whole = pair
    with pytest.raises(Faulty):
        run(columnar(), loans(ROWS, breaks_at=30, **WHOLE), output, asked())
    later = replace(asked(resume=True, batch=None), today=asked().today.replace(year=2027))
    run(columnar(), loans(ROWS, **WHOLE), output, later)
    assert files(output) == whole


def test_a_part_that_can_not_be_read_stops_the_run_and_nothing_is_lost(
    pair: tuple[Path, dict[str, bytes]],
) -> None:
    output, whole = pair
    assert codes(lambda: run(columnar(), loans(ROWS, breaks_at=12, **WHOLE), output, asked())) == ["F103"]
    assert not output.exists()
    assert go(output, resume=True).resumed == 9
    assert files(output) == whole


@pytest.mark.parametrize("written", [0, 3_000])
def test_a_full_disk_stops_the_run_and_nothing_is_lost(
    pair: tuple[Path, dict[str, bytes]], written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, whole = pair
    append, full = Work.append, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def until_full(self: Work, name: str, data: bytes) -> int:
        if (self.folder / "rows").stat().st_size > written and data:
            append(self, name, data[: len(data) // 3])
            raise full
        return append(self, name, data)

    with monkeypatch.context() as patch:
        patch.setattr(Work, "append", until_full)
        with pytest.raises(Faulty, match="no space left on device") as refused:
            go(output)
    assert [one.code for one in refused.value.diagnostics] == ["B105"]
    assert "`--resume`" in refused.value.diagnostics[0].help or not folder_of(output).exists()
    assert not output.exists()
    go(output, resume=True)
    assert files(output) == whole


def test_a_real_device_without_room_is_told_as_full(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no such device here")
    output = tmp_path / "out.csv"
    with pytest.raises(Faulty):
        run(columnar(), loans(ROWS, breaks_at=30), output, asked())
    rows = folder_of(output) / "rows"
    kept = rows.read_bytes()
    rows.unlink()
    rows.symlink_to("/dev/full")
    assert codes(lambda: go(output, resume=True)) == ["B104"]  # shorter than its journal says
    rows.unlink()
    rows.write_bytes(kept)
    run(columnar(), loans(ROWS), output, asked(resume=True))
    assert output.exists()


def stopped(output: Path) -> None:
    with pytest.raises(Faulty):
        run(columnar(), loans(ROWS, breaks_at=30, **WHOLE), output, asked())


def test_a_run_that_is_not_finished_is_neither_gone_on_with_nor_dropped_unasked(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    stopped(output)
    before = files(folder_of(output) / "rows")
    assert codes(lambda: go(output)) == ["B101"]
    assert files(folder_of(output) / "rows") == before
    assert go(output, restart=True).resumed == 0


def test_resuming_where_there_is_nothing_to_resume_begins(tmp_path: Path) -> None:
    assert go(tmp_path / "out.csv", resume=True).resumed == 0


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"as_of": asked().today}, "day of the assessment"),
        ({"mapping": "another"}, "mapping"),
        ({"form": "ndjson"}, "format"),
        ({"batch": 6}, "size of a batch"),
    ],
)
def test_a_run_does_not_go_on_with_something_else(more: dict[str, Any], what: str, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    stopped(output)
    with pytest.raises(Faulty, match=f"was begun with another {what}") as refused:
        go(output, resume=True, **more)
    assert [one.code for one in refused.value.diagnostics] == ["B102"]


def test_a_run_does_not_go_on_with_another_input_or_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.csv"
    stopped(output)
    with pytest.raises(Faulty, match="another input"):
        run(columnar(), loans(ROWS + 1, **WHOLE), output, asked(resume=True))
    other = replace(columnar().program, sha256="0" * 64)
    monkeypatch.setattr(columnar(), "program", other)
    with pytest.raises(Faulty, match="another pack"):
        go(output, resume=True)


def test_the_name_under_which_the_input_is_given_does_not_matter(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    stopped(output)
    run(columnar(), loans(ROWS, name="../loans.ndjson", **WHOLE), output, asked(resume=True))
    assert output.exists()


@pytest.mark.parametrize("journal", [b"", b"{}", b"\xff", b'{"identity": 3}'])
def test_a_journal_that_can_not_be_read_is_told_and_dropped_only_when_asked(
    journal: bytes, tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"
    stopped(output)
    (folder_of(output) / "journal.json").write_bytes(journal)
    assert codes(lambda: go(output, resume=True)) == ["B104"]
    assert go(output, restart=True).resumed == 0


def test_rows_that_are_gone_are_told(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    stopped(output)
    (folder_of(output) / "rows").unlink()
    assert codes(lambda: go(output, resume=True)) == ["B104"]


def test_two_runs_can_not_write_one_output(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    found: list[list[str]] = []

    def another(_: Summary, _read: int) -> None:
        if not found:
            found.append(codes(lambda: go(output, resume=True)))

    run(columnar(), loans(ROWS), output, asked(), another)
    assert found == [["B103"]]
    assert output.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert codes(lambda: go(tmp_path / "no" / "out.csv")) == ["B105"]


def test_a_run_ends_well_though_the_journal_is_written_seldom(tmp_path: Path) -> None:
    assert running.SAVED_EVERY > 0
    assert go(tmp_path / "out.csv", saved_every=1e9).summary.rows == ROWS - 1


def test_a_disk_on_which_not_even_the_journal_fits_leaves_an_earlier_entry_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.csv"
    save, saved = Work.save, [0]

    def until_full(self: Work, journal: Any) -> None:
        saved[0] += 1
        if saved[0] > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        save(self, journal)

    with monkeypatch.context() as patch:
        patch.setattr(Work, "save", until_full)
        assert codes(lambda: go(output)) == ["B105"]
    assert go(output, resume=True).resumed == 14
