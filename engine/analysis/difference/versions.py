"""Where a version of a pack comes from: a folder, or a revision of the git repository that it lies in.

Whoever reviews an edit has it in a working tree and what was before it in git. A revision is unpacked into a
folder of its own, so that it is read by the one reader that there is.
"""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty
from engine.program.folders import is_pack


class Version(Struct, frozen=True):
    """A version of a pack.

    Attributes:
        name: as it was asked for.
        folder: where it lies, for as long as it is needed.
        is_revision: whether it was unpacked from git.
    """

    name: str
    folder: Path
    is_revision: bool = False


@contextmanager
def versions(old: str, new: str, pack: Path) -> Iterator[tuple[Version, Version]]:
    """Two versions, there until the block ends.

    Args:
        old: a pack's folder; or a git revision (`v1.2`, `HEAD~1`), or one with the pack's path in it
            (`HEAD~1:rules/my_pack`).
        new: the same.
        pack: where the pack lies in a revision that comes without a path, unless the other version is a
            folder: then where that lies.

    Raises:
        Faulty: a version isn't there (D101, D102), or git isn't (D103).
    """
    folders = [Path(one) for one in (old, new) if is_pack(Path(one))]
    usual = folders[0] if folders else pack
    with TemporaryDirectory(prefix="xieshang-") as place:
        before = _version(old, usual, Path(place, "old"))
        yield before, _version(new, usual, Path(place, "new"))


def _version(name: str, usual: Path, place: Path) -> Version:
    if Path(name).is_dir():
        return Version(name, Path(name))
    revision, _, inside = name.partition(":")
    root = _root(name, usual)
    path = inside or usual.resolve().relative_to(root).as_posix()
    commit = _git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], root)
    if commit is None:
        help_ = "give a folder with a `pack.yaml`, or a branch, tag or commit"
        raise _fault("D101", f"`{name}` is neither a pack nor a revision", name, help_)
    packed = _git(["archive", "--format=zip", commit.decode().strip(), "--", path], root)
    if packed is None:
        help_ = f"name the pack's folder in it: `{revision}:path/of/the/pack`"
        raise _fault("D102", f"revision `{revision}` has no `{path}`", name, help_)
    with ZipFile(BytesIO(packed)) as archive:  # which keeps every name within the place
        archive.extractall(place)
    return Version(name, place / path, is_revision=True)


def _root(name: str, usual: Path) -> Path:
    """The top of the working tree that the pack lies in, or else of the one we stand in."""
    if which("git") is None:
        help_ = "install git, or give two folders"
        raise _fault("D103", "a revision can't be read without git", name, help_)
    for start in (usual, Path()):
        found = _git(["rev-parse", "--show-toplevel"], start) if start.is_dir() else None
        if found is not None and usual.resolve().is_relative_to(Path(found.decode().strip()).resolve()):
            return Path(found.decode().strip()).resolve()
    help_ = "give a folder with a `pack.yaml`, or run it where the pack is under version control"
    raise _fault("D101", f"`{name}` is neither a pack nor a revision", name, help_)


def _git(arguments: Sequence[str], place: Path) -> bytes | None:
    """What git prints; None if it refuses."""
    done = subprocess.run(  # noqa: S603  (what was typed is never taken for an option)
        ["git", "-C", str(place), *arguments],  # noqa: S607  (the user's own git)
        capture_output=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else None


def _fault(code: str, message: str, name: str, help_: str) -> Faulty:
    return Faulty([Diagnostic(code, message, help=help_, file=name)])
