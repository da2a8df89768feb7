"""A folder of many clients, which several processes share: the same bytes as from one, and none is left."""

import json
import shutil
import signal
import time
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from engine.diagnostics import Faulty
from engine.explanation.assess import Assessor
from engine.explanation.several import Form, assess_each, read_and_assess, to_several
from engine.processes import AT_ONCE, FEWEST
from engine.profile.load import read_profiles
from engine.program.load import load_pack
from tests.cli.running import ILLNESS, SMALL, left, running, start

AS_OF = date(2026, 11, 25)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of as many clients as several processes share."""
    folder = tmp_path_factory.mktemp("crowd")
    told = json.loads(ILLNESS.read_text(encoding="utf-8"))
    for number in range(3 * FEWEST):
        told["borrower"]["monthly_income"] = 2000 + 17 * number
        (folder / f"{number:04}.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_folder_gives_the_same_bytes_with_one_core_and_with_all(crowd: Path, form: str) -> None:
    program = load_pack(SMALL)
    good, _ = read_profiles([str(crowd)], program.dictionary, None)
    answers = assess_each(Assessor(program), good, AS_OF, AS_OF)
    alone = to_several(answers, cast(Form, form), alone=False)
    ran = start("assess", crowd, "--pack", SMALL, "--as-of", str(AS_OF), "--format", form)
    assert (ran.status, ran.out) == (0, alone if isinstance(alone, str) else b"".join(alone).decode())


@pytest.mark.parametrize("form", ["text", "json"])
def test_profiles_that_cannot_be_read_are_told_of_and_the_others_answered_whoever_meets_them(
    crowd: Path, tmp_path: Path, form: str
) -> None:
    folder = Path(shutil.copytree(crowd, tmp_path / "clients"))
    wrong = [*range(AT_ONCE, 2 * AT_ONCE), 3 * FEWEST - 1]  # a whole lot of them, and the last of all
    for number in wrong:
        (folder / f"{number:04}.json").write_text(
            '{"borrower": {"monthly_income": "much"}}', encoding="utf-8"
        )
    program = load_pack(SMALL)
    good, faults = read_profiles([str(folder)], program.dictionary, None)
    answers = assess_each(Assessor(program), good, AS_OF, AS_OF)
    alone = to_several(answers, cast(Form, form), alone=False)
    ran = start("assess", folder, "--pack", SMALL, "--as-of", str(AS_OF), "--format", form)
    assert (ran.status, ran.out) == (1, alone if isinstance(alone, str) else b"".join(alone).decode())
    assert len(faults) == len(wrong)
    assert ran.err == f"{Faulty(faults)}\n"


def test_a_lot_of_which_no_profile_can_be_read_adds_nothing_to_the_text(tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.touch()
    given = [empty] * AT_ONCE + [ILLNESS]
    text, faults = read_and_assess(Assessor(load_pack(SMALL)), given, AS_OF, AS_OF, "text")
    alone, _ = read_and_assess(Assessor(load_pack(SMALL)), [ILLNESS], AS_OF, AS_OF, "text")
    assert text == alone
    assert [one.code for one in faults] == ["F107"] * AT_ONCE


def test_an_interrupt_ends_every_process(crowd: Path) -> None:
    with running("assess", *[crowd] * 40, "--pack", SMALL, "--format", "json") as process:
        while not (working := children(process.pid)) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        ran = left(process)
    assert (ran.status, ran.out, ran.err) == (130, "", "\ninterrupted\n")
    assert not any(Path(f"/proc/{one}").exists() for one in working)


def children(process: int) -> list[str]:
    """The processes that one has started; none where that can't be seen."""
    told = Path(f"/proc/{process}/task/{process}/children")
    return told.read_text().split() if told.exists() else []
