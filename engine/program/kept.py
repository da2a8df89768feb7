"""Checked programs kept between runs, as Python keeps byte code.

To read, check and type a pack of two hundred files takes longer than everything else that a command
does. So the command line keeps the checked program, under a key that is a hash of everything it was made
from: each byte of the pack and of the schemas, Python's version, and the state of the engine's own files.
Whatever changes, the key is another, and the pack is read and checked anew. A faulty pack is never kept.

INVARIANT: a kept program answers as a fresh one does; held in tests/program/test_kept.py.
"""

import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, TextIO

import msgspec

from engine.bundle import DEFAULT_PACK, schemas_folder
from engine.diagnostics import Diagnostic
from engine.profile.load import read_profiles
from engine.profile.model import Profile
from engine.program.folders import is_pack, pack_folder
from engine.program.functions import functions_in
from engine.program.model import Program
from engine.reading import shown
from engine.version import VERSION
from engine.writing import replace_whole

SETTING: Final = "XIESHANG_CACHE"  # a folder, or `off`
LARGEST: Final = 4 * 1024 * 1024  # bytes of a file that takes part; no pack with a larger one is kept
MOST_KEPT: Final = 16  # programs; the oldest go first
_DIGEST: Final = 32  # bytes of the hash in front of a kept program


class KeptProgram(msgspec.Struct, frozen=True):
    """A checked program, and the file in which it is kept; None if it can't be."""

    program: Program
    place: Path | None


def load_with_profiles(
    names: Iterable[str], pack: str | Path, rules: Path | None, standard_input: TextIO | None
) -> tuple[KeptProgram, list[Profile], list[Diagnostic]]:
    """A pack, every profile that can be read by its dictionary, and the faults of the others.

    Args:
        names: of profiles, as for `read_profiles`.
        pack: as for `load_pack`.
        rules: as for `load_pack`.
        standard_input: what `-` stands for among the names; None if it was closed.

    Raises:
        Faulty: with every fault of the pack.
    """
    kept = kept_program(pack, rules)
    return kept, *read_profiles(names, kept.program.dictionary, standard_input)


def load_kept(pack: str | Path = DEFAULT_PACK, rules: Path | None = None) -> Program:
    """As `load_pack`, but taken from where an earlier run kept it, if nothing has changed since.

    Raises:
        Faulty: with every fault of the pack.
    """
    return kept_program(pack, rules).program


def kept_program(pack: str | Path, rules: Path | None) -> KeptProgram:
    """As `load_kept`, and where it is kept, so that what is made of it can be kept beside it.

    Raises:
        Faulty: with every fault of the pack.
    """
    folder = pack_folder(pack, rules)
    place = _place(folder) if is_pack(folder) else None
    program = None if place is None else _take(place)
    if program is not None:
        return KeptProgram(program, place)
    from engine.program.load import load_pack  # noqa: PLC0415  (what reads packs is slow to import)

    program = load_pack(folder)
    if place is None or place != _place(folder):  # it was edited while it was read
        return KeptProgram(program, None)
    _keep(program, place)
    return KeptProgram(program, place)


def _place(folder: Path) -> Path | None:
    """Where the program of this very state of a pack is kept; None if nothing can be kept."""
    try:
        root = shelf()
        return None if root is None else root / f"{_key(folder)}.program"
    except (OSError, ValueError):  # a file that can't be read: told when it is needed
        return None


def shelf() -> Path | None:
    """The folder where this user keeps things between runs; None if nothing is to be kept."""
    setting = os.environ.get(SETTING, "")
    try:
        root = Path(setting) if setting else _users_cache() / "xieshang"
    except RuntimeError:  # no home
        return None
    return None if setting == "off" else root


def _users_cache() -> Path:
    told = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(told) if told else Path.home() / ".cache"


def _key(folder: Path) -> str:
    """A hash of everything that a program is made from."""
    state = sha256(f"{engine_state()}\n{shown(folder)}\n".encode())
    for root in (folder, schemas_folder()):
        for file in _files(root):
            data = _content(file)
            state.update(f"{file.relative_to(root).as_posix()}\n{len(data)}\n".encode())
            state.update(data)
    return state.hexdigest()


def engine_state() -> str:
    """A hash of the versions, and of the state of the engine's own files.

    Raises:
        OSError: one of the files can't be looked at.
    """
    state = sha256(f"{VERSION}\n{sys.version}\n{msgspec.__version__}\n".encode())
    for file in _files(Path(__file__).parents[1]):
        if file.suffix == ".py":
            about = file.stat()
            state.update(f"{file}\n{about.st_size}\n{about.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _content(file: Path) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: it can't be read, or is none that a pack can have, such as a pipe or a disk image.
    """
    if not file.is_file() or file.stat().st_size > LARGEST:
        raise OSError
    return file.read_bytes()


def _files(root: Path) -> Iterator[Path]:
    """Every file below a folder, in the order of their names, without hidden folders such as `.git`.

    Raises:
        OSError: one of the folders is a link: what lies behind it isn't looked at here, and would be read.
    """
    for path, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if any(Path(path, name).is_symlink() for name in folders):
            raise OSError
        yield from (Path(path, name) for name in sorted(names))


def _take(place: Path) -> Program | None:
    """The kept program; None if there is none, or it isn't ours or isn't whole."""
    kept = taken(place)
    if kept is None:
        return None
    program: Program = pickle.loads(kept)  # noqa: S301  (whole, and written by this user alone)
    return msgspec.structs.replace(program, functions=functions_in(program.head.jurisdiction))


def taken(place: Path) -> bytes | None:
    """What `keep` put there; None if nothing is there, or it isn't ours or isn't whole."""
    try:
        data = place.read_bytes() if _is_ours(place) else b""
    except OSError:
        return None
    digest, kept = data[:_DIGEST], data[_DIGEST:]
    return kept if sha256(kept).digest() == digest else None


def keep(place: Path, data: bytes) -> bool:
    """Keep something for `taken`, and whether that could be done; nothing is said if not."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(place, sha256(data).digest(), data)
    except OSError:
        return False
    return True


def _is_ours(place: Path) -> bool:
    """Whether nobody but this user can have written it."""
    if not hasattr(os, "getuid"):  # Windows: the user's own folder is closed to others
        return True
    return all(
        about.st_uid == os.getuid() and not about.st_mode & 0o022
        for about in (place.stat(), place.parent.stat())
    )


def _keep(program: Program, place: Path) -> None:
    """Keep a program; nothing is said if that can't be."""
    kept = pickle.dumps(msgspec.structs.replace(program, functions={}), protocol=5)
    if not keep(place, kept):
        return
    with suppress(OSError):  # another run was faster
        others = sorted(place.parent.glob("*.program"), key=lambda one: one.stat().st_mtime_ns)
        for old in others[:-MOST_KEPT]:
            for beside in place.parent.glob(f"{old.stem}.*"):
                beside.unlink(missing_ok=True)
