"""Calling the command line as its users do: in this process where fast, else in one of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "packs" / "small"
ILLNESS = SMALL / "profiles" / "illness.json"
DEMO = ROOT / "examples" / "profiles" / "illness.json"


@dataclass(frozen=True)
class Ran:
    """What a call printed, and the status with which it left."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def command(*arguments: str | Path, strict: bool = True) -> list[str]:
    """The call for a process of its own; `strict` makes Python's warnings faults."""
    warnings = ("-W", "error") if strict else ()
    return [sys.executable, *warnings, str(ROOT / "cli.py"), *map(str, arguments)]


def environment(more: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The environment without what changes how Python prints, and with something more."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    return {**kept, **(more or {})}


def start(*arguments: str | Path, stdin: bytes = b"", more: Mapping[str, str] | None = None) -> Ran:
    """A call in a process of its own, with more variables in its environment."""
    done = subprocess.run(  # noqa: S603  (our own program)
        command(*arguments),
        input=stdin,
        capture_output=True,
        env=environment(more),
        check=False,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def running(*arguments: str | Path, stdin: int = subprocess.PIPE) -> Iterator[subprocess.Popen[bytes]]:
    """A call that is still at work, and can be interrupted even where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(  # noqa: S603  (our own program)
        command(*arguments, strict=False),  # a file that the interrupt leaves open is closed with the process
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        signal.signal(signal.SIGINT, before)
        try:
            yield process
        finally:
            process.kill()


def left(process: subprocess.Popen[bytes]) -> Ran:
    out, err = process.communicate(timeout=60)
    return Ran(process.returncode, out.decode(), err.decode())
