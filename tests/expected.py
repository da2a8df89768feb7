"""Texts held against files, which `XIESHANG_ACCEPT=1` writes anew: the difference is then to be read."""

import os
from pathlib import Path


def kept(file: Path, said: str) -> str:
    """What the file holds, and so what should be said; where it is to be accepted, what is said."""
    if os.environ.get("XIESHANG_ACCEPT") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert file.is_file(), f"no {file.name} yet: `make accept` writes it"
    return file.read_text(encoding="utf-8")
