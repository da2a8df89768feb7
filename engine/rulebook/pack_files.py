"""F110, F111, F115, F116: which files make a pack, and what each of them holds.

A rule in a file that nobody reads would be obeyed by nobody, and its author wouldn't know. So every
file of the folder has to be one that a pack can have, and what isn't is named.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from engine.bundle import rules_folder
from engine.diagnostics import Diagnostic, did_you_mean
from engine.reading import shown, unreadable

DEEPEST = 3  # parts of the longest path within a pack


class PackFile(Struct, frozen=True):
    """One file of a pack.

    Attributes:
        path: where it lies.
        inside: its path within the pack, with `/`.
        name: what messages call it.
        kind: name of its schema (`option`, `words`, …), or `profile_schema` or `profile`.
        place: `pack`, or for what stands beside one: `option` or `alert`.
        owner: name of the option's or alert's folder, or "".
        language: of a words file, or "".
        is_ours: whether the pack is one of the product's own, in `rules/`.
    """

    path: Path
    inside: str
    name: str
    kind: str
    place: str
    owner: str
    language: str
    is_ours: bool


_WORDS = r"words\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.yaml"
_SHAPES = tuple(
    (re.compile(shape), kind, place)
    for shape, kind, place in (
        (r"pack\.yaml", "pack", "pack"),
        (r"statements\.yaml", "statements", "pack"),
        (r"authorities\.yaml", "authorities", "pack"),
        (r"passages\.yaml", "passages", "pack"),
        (r"changeable\.yaml", "changeable", "pack"),
        (r"properties\.yaml", "properties", "pack"),
        (r"mutants\.yaml", "mutants", "pack"),
        (r"(?:steps|cautions)\.yaml", "advice", "pack"),
        (_WORDS, "words", "pack"),
        (r"[a-z][a-z0-9_.-]*\.schema\.json", "profile_schema", "pack"),
        (r"parameters/[^/]+\.yaml", "parameter", "pack"),
        (r"measures/[^/]+\.yaml", "measure", "pack"),
        (r"findings/[^/]+\.yaml", "finding", "pack"),
        (r"evidence/[^/]+\.yaml", "requirement", "pack"),
        (r"tables/[^/]+\.cases\.yaml", "cases", "pack"),
        (r"tables/[^/]+\.yaml", "table", "pack"),
        (r"tables/[^/]+\.csv", "table_rows", "pack"),
        (r"(?:cases|stories)/[^/]+\.yaml|cases\.yaml", "cases", "pack"),
        (r"profiles/[^/]+\.json", "profile", "pack"),
        (r"options/(?P<owner>[^/]+)/option\.yaml", "option", "option"),
        (r"options/(?P<owner>[^/]+)/" + _WORDS, "words", "option"),
        (r"options/(?P<owner>[^/]+)/cases\.yaml", "cases", "option"),
        (r"alerts/(?P<owner>[^/]+)/alert\.yaml", "alert", "alert"),
        (r"alerts/(?P<owner>[^/]+)/" + _WORDS, "words", "alert"),
        (r"alerts/(?P<owner>[^/]+)/cases\.yaml", "cases", "alert"),
    )
)
_AT_ROOT = (
    *("pack.yaml", "statements.yaml", "authorities.yaml", "steps.yaml", "cautions.yaml", "cases.yaml"),
    *(
        "passages.yaml",
        "changeable.yaml",
        "properties.yaml",
        "mutants.yaml",
        "words.zh.yaml",
        "words.en.yaml",
        "profile.schema.json",
    ),
)
_FOLDERS = (
    "parameters",
    "measures",
    "findings",
    "evidence",
    "tables",
    "cases",
    "stories",
    "profiles",
    "options",
    "alerts",
)
_OWNED = {
    "options": "option.yaml",
    "alerts": "alert.yaml",
}  # whose things have folders of their own, and head files


def files_of(folder: Path) -> tuple[tuple[PackFile, ...], tuple[Diagnostic, ...]]:
    """The files of a pack, sorted by their path within it, and what doesn't belong there.

    Hidden files and folders, `*.md` and `LICENSE` are passed over.

    Args:
        folder: the pack's folder.
    """
    no_pack = _no_pack(folder)
    if no_pack is not None:
        return (), (no_pack,)
    faults: list[Diagnostic] = []
    paths = sorted(_paths(folder, faults))
    name, is_ours = shown(folder), folder.resolve().parent == rules_folder()
    found = [(path, _file(folder, path, name, is_ours=is_ours)) for path in paths]
    files = tuple(file for _, file in found if file)
    faults += (_stray(folder, path) for path, file in found if file is None)
    return files, (*faults, *_headless(folder, files))


def _no_pack(folder: Path) -> Diagnostic | None:
    """Why a folder is no pack at all, so that whatever else lies in it needn't be told."""
    name = shown(folder)
    try:
        with os.scandir(folder) as entries:
            is_pack = any(entry.name == "pack.yaml" and not entry.is_dir() for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return Diagnostic("F115", f"there is no folder `{name}`", file=name)
    except OSError as error:
        return unreadable(error, name)
    help_ = "give the folder that holds `pack.yaml`"
    message = f"`{name}` isn't a pack: it has no `pack.yaml`"
    return None if is_pack else Diagnostic("F116", message, file=name, help=help_)


def _paths(folder: Path, faults: list[Diagnostic]) -> Iterator[str]:
    """Paths of the files below a folder, relative to it; what can't be listed goes to the faults."""

    def refused(error: OSError) -> None:
        faults.append(unreadable(error, shown(Path(error.filename))))

    for place, folders, files in os.walk(folder, onerror=refused, followlinks=True):
        here = Path(place).relative_to(folder)
        if len(here.parts) == DEEPEST:
            faults.append(_stray(folder, f"{here.as_posix()}/"))
            folders.clear()
            continue
        folders[:] = _kept(folders)
        yield from ((here / name).as_posix() for name in _kept(files))


def _kept(names: Iterable[str]) -> list[str]:
    return [name for name in names if not (name.startswith(".") or name.endswith(".md") or name == "LICENSE")]


def _file(folder: Path, inside: str, name: str, *, is_ours: bool) -> PackFile | None:
    for shape, kind, place in _SHAPES:
        found = shape.fullmatch(inside)
        if found:
            parts = found.groupdict()
            owner, language = parts.get("owner", ""), parts.get("language", "")
            full = f"{name}/{inside}"
            return PackFile(folder / inside, inside, full, kind, place, owner, language, is_ours)
    return None


def _stray(folder: Path, inside: str) -> Diagnostic:
    name = shown(folder / inside)
    help_ = _near(inside) or "docs/rulebook.md lists the files of a pack; move it elsewhere, or delete it"
    return Diagnostic("F111", f"`{name}` isn't part of a pack", file=name, help=help_)


def _near(inside: str) -> str:
    """What was perhaps meant by a path that no pack has; that of a folder ends in `/`."""
    right = re.sub(r"\.ya?ml$", ".yaml", inside, flags=re.IGNORECASE)
    respelt = next((path for path in (right, right.lower()) if _is_part(path)), None)
    if respelt is not None:
        return f"did you mean `{respelt}`?"
    top, *rest = inside.split("/")
    if (rest or [top])[-1].startswith("word"):
        return "the name of a words file says its language: `words.en.yaml`"
    if not rest:
        return _near_at_root(top)
    if top not in _FOLDERS:
        return did_you_mean(top, _FOLDERS)
    if top in _OWNED:
        return _near_owned(top, rest)
    ending = {"profiles": "`.json`", "tables": "`.yaml` or `.csv`"}.get(top, "`.yaml`")
    return f"files in `{top}` end in {ending}, without further folders"


def _is_part(inside: str) -> bool:
    return any(shape.fullmatch(inside) for shape, _, _ in _SHAPES)


def _near_at_root(name: str) -> str:
    """What was perhaps meant by a file beside `pack.yaml`."""
    stem = name.rpartition(".")[0].lower()
    for folder in _FOLDERS:
        if stem in {folder, folder.removesuffix("s")}:
            of_its_own = f"{folder}/…/{_OWNED[folder]}" if folder in _OWNED else f"{folder}/…"
            return f"did you mean `{of_its_own}`?"
    return did_you_mean(name, _AT_ROOT)


def _near_owned(top: str, rest: list[str]) -> str:
    """What was perhaps meant by a path in `options` or `alerts`."""
    owner, *names = rest
    if len(names) != 1:
        return f"each has a folder of its own, without further folders: `{top}/…/{_OWNED[top]}`"
    for folder, head in _OWNED.items():
        if names == [head]:
            return f"did you mean `{folder}/{owner}/{head}`?"
    return did_you_mean(names[0], (_OWNED[top], "cases.yaml"))


def _headless(folder: Path, files: Iterable[PackFile]) -> Iterator[Diagnostic]:
    """F110: folders of an option or alert without its own file."""
    headed = {(file.kind, file.owner) for file in files if file.owner}
    owners = {(file.place, file.owner) for file in files if file.owner}
    for kind, owner in sorted(owners):
        if (kind, owner) not in headed:
            name = shown(folder / f"{kind}s" / owner)
            message = f"folder `{name}` has no `{kind}.yaml`"
            yield Diagnostic("F110", message, file=name, help="write it, or delete the folder")
