"""What becomes of an answer on its way out: the same bytes everywhere, and nothing half written."""

import os
import signal
import subprocess
import sys
import time
from io import BytesIO, TextIOWrapper
from pathlib import Path
from shutil import which

import pytest

from cli import main
from tests.cli.running import DEMO, ILLNESS, ROOT, SMALL, Ran, command, environment, left, running, start

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
needs_shell = pytest.mark.skipif(which("sh") is None, reason="there is no sh here")
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


def in_shell(redirection: str, *arguments: str | Path) -> Ran:
    """A call with its streams redirected by a shell."""
    done = subprocess.run(  # noqa: S603  (our own program)
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *command(*arguments)],  # noqa: S607
        capture_output=True,
        env=environment(),
        check=False,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_an_answer_is_the_same_bytes_in_every_run_locale_and_order_of_hashes(form: str) -> None:
    surroundings = [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii", "COLUMNS": "20", "TZ": "Pacific/Apia"},
    ]
    ran = [start("assess", DEMO, "--format", form, more=more) for more in surroundings]
    assert ran[0].status == 0
    assert ran == [ran[0]] * len(ran)


def test_faults_are_the_same_bytes_in_every_locale() -> None:
    ran = [
        start("validate", "-", stdin='{"借款": 1}'.encode(), more={"PYTHONIOENCODING": one})
        for one in ("utf-8", "ascii")
    ]
    assert ran[0].status == 1
    assert "`借款`" in ran[0].err
    assert ran[0] == ran[1]


@needs_full
@needs_shell
@pytest.mark.parametrize(
    "arguments", [("assess", DEMO), ("--help",), ("codes",), ("check", "--format", "json")]
)
def test_a_full_disk_behind_standard_output_is_told(arguments: tuple[str, ...]) -> None:
    ran = in_shell(">/dev/full", *arguments)
    assert ran.status == 1
    assert ran.err.startswith("error[F108] `standard output` can't be written: no space left on device\n")


@needs_full
@needs_shell
def test_a_full_disk_behind_standard_error_leaves_status_and_answer(tmp_path: Path) -> None:
    (tmp_path / "wu.json").write_text("[]", encoding="utf-8")
    ran = in_shell("2>/dev/full", "assess", DEMO, tmp_path / "wu.json")
    assert ran.status == 1
    assert ran.out


@needs_full
def test_a_full_disk_behind_the_file_for_the_answer_is_told() -> None:
    ran = start("assess", DEMO, "-o", FULL)
    assert (ran.status, ran.out) == (1, "")
    assert "error[F108] `/dev/full` can't be written: no space left on device" in ran.err
    assert FULL.is_char_device()


@needs_shell
@pytest.mark.parametrize(
    ("redirection", "message"),
    [
        (">&-", "error[F108] `standard output` can't be written: bad file descriptor"),
        ("<&-", "error[F107] `standard input` is empty"),
        ("<&- >&-", "error[F107] `standard input` is empty"),
    ],
)
def test_a_closed_stream_is_told(redirection: str, message: str) -> None:
    ran = in_shell(redirection, "assess", ILLNESS if redirection == ">&-" else "-")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(message)


@needs_shell
def test_with_both_streams_closed_the_status_is_all_that_is_left() -> None:
    assert in_shell(">&- 2>&-", "assess", ILLNESS) == Ran(1, "", "")


def test_a_reader_who_has_seen_enough_is_no_fault() -> None:
    with running("assess", *[DEMO] * 40, "--format", "json") as process:
        assert process.stdout
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_a_reader_of_faults_who_has_seen_enough_does_not_change_the_status() -> None:
    with running("validate", *["nobody.json"] * 2_000) as process:
        assert process.stderr
        assert process.stderr.readline().startswith(b"error[F101]")
        process.stderr.close()
        assert process.wait(timeout=60) == 1


@needs_pipes
def test_a_run_that_is_interrupted_writes_nothing_and_says_so(tmp_path: Path) -> None:
    answer, pipe = tmp_path / "answer.json", tmp_path / "pipe.json"
    answer.write_text("what was there before", encoding="utf-8")
    os.mkfifo(pipe)
    with running("assess", pipe, *[DEMO] * 5_000, "--format", "json", "-o", answer) as process:
        pipe.write_bytes(ILLNESS.read_bytes())  # returns when the run has come as far as to read it
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        ran = left(process)
    assert (ran.status, ran.out, ran.err) == (130, "", "\ninterrupted\n")
    assert answer.read_text(encoding="utf-8") == "what was there before"
    assert sorted(tmp_path.iterdir()) == [answer, pipe]


@needs_pipes
def test_a_run_that_waits_for_its_input_can_be_interrupted(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with running("validate", pipe) as process, pipe.open("wb"):
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        ran = left(process)
    assert (ran.status, ran.out, ran.err) == (130, "", "\ninterrupted\n")


@needs_pipes
def test_a_profile_can_come_through_a_named_pipe_as_from_a_shells_substitution(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with running("assess", pipe, "--pack", SMALL) as process:
        pipe.write_bytes(ILLNESS.read_bytes())  # waited for until now
        ran = left(process)
    assert ran == start("assess", ILLNESS, "--pack", SMALL)


INSTALLED = "import sys; from cli import main; sys.exit(main())"  # what stands in the command that pip makes


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals here")
@pytest.mark.parametrize("begin", [[str(ROOT / "cli.py")], ["-c", INSTALLED]], ids=["script", "installed"])
@pytest.mark.parametrize("closed", [False, True])
def test_a_run_can_be_interrupted_before_anything_is_imported(
    tmp_path: Path, begin: list[str], *, closed: bool
) -> None:
    listening = "signal.signal(signal.SIGINT, signal.default_int_handler)"  # even in the background
    interrupted = f"import os, signal\n{listening}\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / "click.py").write_text(interrupted, encoding="utf-8")  # is found before the true one
    done = subprocess.run(  # noqa: S603  (our own program)
        ["sh", "-c", 'exec "$@"' + " 2>&-" * closed, "sh", sys.executable, *begin, "assess", DEMO],  # noqa: S607
        capture_output=True,
        env=environment({"PYTHONPATH": str(tmp_path)}),
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"" if closed else b"interrupted\n")


class Impatient(BytesIO):
    """Standard input of somebody who has enough before it ends."""

    def read(self, _: int | None = -1) -> bytes:
        raise KeyboardInterrupt


def test_whoever_has_enough_while_a_profile_is_read_gets_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for errors in (sys.stderr, None):  # None: closed
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(Impatient()))
        monkeypatch.setattr(sys, "stderr", errors)
        with pytest.raises(SystemExit) as left:
            main(["validate", "-"])
        assert left.value.code == 130
    said = capsys.readouterr()
    assert (said.out, said.err.strip()) == ("", "interrupted")


def test_an_answer_replaces_the_file_that_a_link_names(tmp_path: Path) -> None:
    answer, link = tmp_path / "answer.txt", tmp_path / "link.txt"
    answer.write_text("old", encoding="utf-8")
    answer.chmod(0o640)
    link.symlink_to(answer)
    assert start("assess", DEMO, "-o", link).status == 0
    assert link.is_symlink()
    assert answer.read_text(encoding="utf-8").startswith("微粒贷")
    assert answer.stat().st_mode & 0o777 == 0o640


@needs_shell
def test_the_file_for_the_answer_can_be_a_stream() -> None:
    ran = in_shell("| cat", "assess", DEMO, "-o", "/dev/stdout")
    assert ran.out == start("assess", DEMO).out
    assert Path("/dev/stdout").exists()


@pytest.mark.parametrize("name", ["no/such/answer.txt", "x" * 300])
def test_a_file_that_can_not_be_made_is_told(name: str, tmp_path: Path) -> None:
    ran = start("assess", DEMO, "-o", tmp_path / name)
    assert (ran.status, ran.out) == (1, "")
    assert "error[F108]" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_command_works_from_any_folder_even_one_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f'cd "{gone}" && rmdir "{gone}" && exec "$@"'
    for arguments in (["assess", DEMO], ["check"], ["validate", "nobody.json"]):
        done = subprocess.run(  # noqa: S603  (our own program)
            ["sh", "-c", script, "sh", *command(*arguments)],  # noqa: S607
            capture_output=True, env=environment(), check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == (1 if "nobody.json" in arguments else 0)
        assert b"Traceback" not in done.stderr
        gone.mkdir()
