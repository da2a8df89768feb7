"""The texts of a folder: the copies of the documents that somebody holds, and whatever else lies there.

Only they hold the articles; nothing of what is read here is ever written to a pack.
"""

from pathlib import Path

from engine.diagnostics import Diagnostic
from engine.reading import read_text, shown
from engine.sourcing.text import Text, normalised

LARGEST = 4 * 1024 * 1024  # bytes of a document


def read_folder(folder: Path) -> tuple[tuple[Text, ...], tuple[Diagnostic, ...]]:
    """Every text right in a folder, sorted by name; hidden files and subfolders are passed over.

    Returns:
        The texts, and why the other files aren't texts (F103 to F107); or, where the folder itself can't be
        read, F115 alone.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        name = shown(folder)
        return (), (Diagnostic("F115", f"there is no folder `{name}`", file=name),)
    files = (path for path in paths if not (path.name.startswith(".") or path.is_dir()))
    read = [read_text(path, LARGEST) for path in files]
    texts = tuple(Text(normalised(one)) for one in read if not isinstance(one, Diagnostic))
    return texts, tuple(one for one in read if isinstance(one, Diagnostic))
