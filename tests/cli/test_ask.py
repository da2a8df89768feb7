"""`xieshang ask`: questions to standard error, the answer to standard output, what was told into a file."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import ILLNESS, SMALL, Ran, Run, running

LINES = "4000\n2000\n500\n2027-06-15\n1\n1\n"


@pytest.fixture
def ask(run: Run) -> Run:
    """Asks by the small pack, in English."""

    def ask(*arguments: str | Path, lines: str = "") -> Ran:
        fixed = ("--pack", SMALL, "--language", "en", "--as-of", "2026-11-22")
        return run("ask", *fixed, *arguments, stdin=lines.encode())

    return ask


def answer_to(said: str) -> str:
    """What somebody with an illness that will pass answers to the last question that was said."""
    for piece, line in ANSWERS.items():
        if piece in said:
            return line
    return "?"


ANSWERS = {
    "Which loans": "1",
    "earn a month now": "4000",
    "on rent": "2000",
    "on debts": "500",
    "last instalment": "2027-06-15",
    "temporary or lasting": "temporary",
    "Why is it hard": "illness",
    "Which documents": "1",
    "was it issued": "2026-11-01",
    "approached you": "0",
}


def held(ask: Run, *arguments: str | Path) -> tuple[Ran, str]:
    """An interview with somebody who answers what is asked, line by line; and those lines."""
    lines = ""
    for _ in range(30):
        ran = ask(*arguments, lines=lines)
        last = ran.err.rpartition("── Question")[2]
        if "No more answers came" not in ran.err:
            return ran, lines
        lines += f"{answer_to(last)}\n"
    raise AssertionError(lines)


def test_an_interview_ends_with_the_answer_that_assess_gives(ask: Run, run: Run, tmp_path: Path) -> None:
    _, lines = held(ask)
    kept = tmp_path / "kept.json"
    ran = ask("-o", kept, lines=f"{lines}2\n")
    assert ran.status == 0
    assert "Payment holiday" in ran.out or "holiday" in ran.out
    assessed = run("assess", "--pack", SMALL, "--language", "en", kept)
    assert assessed.out == ran.out
    assert json.loads(kept.read_text(encoding="utf-8"))["as_of"] == "2026-11-22"


def test_of_a_line_that_is_too_long_nothing_is_taken_for_the_next_answer(ask: Run) -> None:
    first, second = (ask(lines=f"{line}\n").err for line in (" " * 4000 + "1", "?"))
    assert "That isn't clear." in first
    assert "Question 2" in second
    assert "Question 2" not in first


def test_what_a_profile_tells_is_not_asked(ask: Run) -> None:
    ran = ask(ILLNESS, lines="")
    assert ran.status == 0
    assert "Question 1" not in ran.err
    assert "That is all that makes a difference." in ran.err


def test_without_a_line_the_answer_is_what_is_known(ask: Run) -> None:
    ran = ask()
    assert ran.status == 0
    assert "No more answers came" in ran.err
    assert "can't tell yet" in ran.out


def test_the_language_of_the_pack_comes_first(run: Run) -> None:
    ran = run("ask", "--pack", SMALL, "--as-of", "2026-11-22", stdin=b"q\n")
    assert "第 1 问" in ran.err
    assert "先到这里" in ran.err


def test_a_file_that_is_there_is_refused_before_anything_is_asked(ask: Run, tmp_path: Path) -> None:
    there = tmp_path / "there.json"
    there.write_text("mine")
    ran = ask("-o", there, lines="1\n")
    assert ran.status == 1
    assert "error[F108]" in ran.err
    assert "Question" not in ran.err
    assert there.read_text() == "mine"


def test_what_cannot_be_kept_is_a_fault_though_the_answer_comes(ask: Run, tmp_path: Path) -> None:
    ran = ask(ILLNESS, "-o", tmp_path / "nowhere" / "x.json")
    assert ran.status == 1
    assert "error[F108]" in ran.err
    assert ran.out


def test_a_name_can_be_given_at_the_end(ask: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    ran = ask(lines=f"?\nq\n{kept}\n")
    assert ran.status == 0
    assert kept.is_file()


@pytest.mark.parametrize("profile", ["-", SMALL / "profiles"])
def test_one_profile_comes_from_one_file(profile: str | Path, ask: Run) -> None:
    ran = ask(profile)
    assert ran.status == 2
    assert ran.err.startswith("error: ")


def test_a_faulty_profile_is_told_and_nothing_asked(ask: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"loan": {"balanc": 3}}')
    ran = ask(broken)
    assert ran.status == 1
    assert "error[P" in ran.err
    assert "Question" not in ran.err


def test_bytes_that_are_no_text_are_asked_again(run: Run) -> None:
    ran = run("ask", "--pack", SMALL, "--language", "en", stdin=b"\xff\xfe\n\x1b[31m\nq\n")
    assert ran.err.count("That isn't clear.") == 2
    assert "\x1b" not in ran.err


def test_standard_input_that_is_closed_is_the_end(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    from commands import interview

    monkeypatch.setattr(sys, "stdin", None)
    assert interview._hear() is None
    assert run("ask", "--pack", SMALL).status == 0


def test_an_interrupt_at_a_terminal_offers_to_keep_what_was_told(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    near, far = pty.openpty()
    with running("ask", "--pack", SMALL, "--language", "en", stdin=far) as process:
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        said = waited(process, b"Question 1")
        os.write(near, b"?\n")
        said += waited(process, b"Question 2")
        process.send_signal(signal.SIGINT)
        said += waited(process, b"Shall it be kept")
        os.write(near, f"{kept}\n".encode())
        assert process.wait(30) == 130
    os.close(near)
    os.close(far)
    assert b"Traceback" not in said
    assert json.loads(kept.read_text(encoding="utf-8"))


def waited(process: "subprocess.Popen[bytes]", piece: bytes) -> bytes:
    """What is said until this comes, which it does soon."""
    assert process.stderr is not None
    said, begun = b"", time.monotonic()
    while piece not in said:
        assert time.monotonic() - begun < 60, said
        said += process.stderr.read() or b""
        time.sleep(0.02)
    time.sleep(0.2)  # it waits for a line now
    return said
