"""Versions of a pack: folders, and revisions of the repository that it lies in."""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from engine.analysis.difference.compare import compare
from engine.analysis.difference.load import programs
from engine.analysis.difference.versions import versions
from engine.diagnostics import Diagnostic, Faulty, render
from tests.analysis.difference.packs import SMALL
from tests.expected import kept

FAULTS = Path(__file__).parents[2] / "faults"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git isn't here")
MEASURE = "measures/capacity.yaml"


def git(*arguments: str) -> None:
    """As a user would, whatever is set up on the machine."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)  # noqa: S603, S607  (our own)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small pack in `rules`, which is edited after the first commit."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "rules/small")
    git("init", "-q", "-b", "trunk")
    git("add", ".")
    git("commit", "-q", "-m", "as it was")
    file = Path("rules/small", MEASURE)
    file.write_text(
        file.read_text(encoding="utf-8").replace("\n  - borrower.monthly_other_debt_payments", "")
    )
    return tmp_path


@pytest.mark.parametrize("old", ["HEAD", "trunk", "HEAD:rules/small", "rules/old"])
def test_a_version_is_a_folder_or_a_revision_with_or_without_a_path(repository: Path, old: str) -> None:
    shutil.copytree(SMALL, repository / "rules" / "old")
    with versions(old, "rules/small", Path("rules/small")) as both:
        assert [one.name for one in both] == [old, "rules/small"]
        before, after = programs(*both)
    assert before.formulas["capacity"] != after.formulas["capacity"]


@pytest.mark.usefixtures("repository")
def test_two_revisions_are_looked_up_where_the_pack_lies() -> None:
    git("commit", "-q", "-a", "-m", "edited")
    with versions("HEAD~1", "HEAD", Path("rules/small")) as both:
        before, after = programs(*both)
    assert before.sha256 != after.sha256
    assert not any(one.folder.exists() for one in both)


@pytest.mark.usefixtures("repository")
def test_what_is_said_of_a_revision_names_it_and_no_folder_of_ours() -> None:
    text, same = compare("HEAD", "rules/small", Path("rules/small"), language="en")
    assert not same
    assert "changed measure `capacity` (rules/small/measures/capacity.yaml:" in text
    assert "xieshang-" not in text
    backwards, _ = compare("rules/small", "HEAD", Path("rules/small"), language="en")
    assert "changed measure `capacity` (HEAD:measures/capacity.yaml:" in backwards


@pytest.mark.usefixtures("repository")
def test_faults_of_a_revision_stand_under_its_name() -> None:
    Path("rules/small", MEASURE).write_text("id: capacity\n", encoding="utf-8")
    git("commit", "-q", "-a", "-m", "broken")
    git("checkout", "-q", "HEAD~1", "--", "rules")
    with pytest.raises(Faulty) as raised:
        compare("HEAD", "rules/small", Path("rules/small"), language="en")
    assert {one.place[0] for one in raised.value.diagnostics} == {f"HEAD:{MEASURE}"}


def faults_of(act: Callable[[], object]) -> tuple[Diagnostic, ...]:
    with pytest.raises(Faulty) as raised:
        act()
    return raised.value.diagnostics


def compared(old: str) -> tuple[Diagnostic, ...]:
    return faults_of(lambda: compare(old, "rules/small", Path("rules/small")))


def no_such_revision() -> tuple[Diagnostic, ...]:
    return compared("v1.2")


def revision_without_the_pack() -> tuple[Diagnostic, ...]:
    return compared("HEAD:rules/old_name")


def no_repository() -> tuple[Diagnostic, ...]:
    """The pack lies outside the repository in which we stand."""
    with TemporaryDirectory() as folder:
        elsewhere = shutil.copytree(SMALL, Path(folder, "small"))
        return faults_of(lambda: compare("v1.2", str(elsewhere), elsewhere))


def no_git() -> tuple[Diagnostic, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        return compared("HEAD")


def dictionary_of_other_facts() -> tuple[Diagnostic, ...]:
    """The new version has a dictionary of its own, in which a fact that the old rules use isn't."""
    schema = Path(__file__).parents[3] / "schemas" / "profile.schema.json"
    text = schema.read_text(encoding="utf-8").replace('"monthly_essential_expenses"', '"monthly_expenses"')
    new = Path("rules/small")
    (new / "profile.schema.json").write_text(text, encoding="utf-8")
    for file in new.rglob("*.yaml"):
        said = file.read_text(encoding="utf-8")
        file.write_text(said.replace("monthly_essential_expenses", "monthly_expenses"), encoding="utf-8")
    pack = new / "pack.yaml"
    pack.write_text(
        pack.read_text(encoding="utf-8") + "profile_schema: profile.schema.json\n", encoding="utf-8"
    )
    for file in new.rglob("profiles/*"):
        file.unlink()
    return compared("HEAD")


MADE: list[tuple[str, Callable[[], Iterable[Diagnostic]]]] = [
    ("D101", no_such_revision),
    ("D102", revision_without_the_pack),
    ("D103", no_git),
    ("D104", dictionary_of_other_facts),
]


@pytest.mark.usefixtures("repository")
def test_a_revision_of_a_pack_that_lies_in_no_repository_is_looked_for_in_vain() -> None:
    (fault,) = no_repository()
    assert (fault.code, fault.message) == ("D101", "`v1.2` is neither a pack nor a revision")
    assert "under version control" in fault.help


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(("code", "make"), MADE, ids=[code for code, _ in MADE])
def test_what_is_at_fault_is_told_in_the_words_of_its_fixture(
    code: str, make: Callable[[], Iterable[Diagnostic]]
) -> None:
    faults = tuple(make())
    assert faults[0].code == code
    said = "\n\n".join(map(render, faults)) + "\n"
    assert said == kept(FAULTS / code / "expected.txt", said)
