"""Where the data that ship with the engine lie: `rules/`, `schemas/`, `docs/diagnostics/`.

In a checkout they stand beside `engine/`; in an installed wheel they are copies in `engine/_bundle/`.
An editable install leaves such copies behind, which nobody updates. So a checkout
always reads its own folders; else an analyst would edit a rule and nothing would happen.
"""

from pathlib import Path
from typing import Final

DEFAULT_PACK: Final = "weilidai"  # of those that come along, the one taken where nobody names another
_ENGINE = Path(__file__).resolve().parent


def rules_folder() -> Path:
    """The folder whose subfolders are the packs of the product."""
    return _folder(_ENGINE, "rules", "rules")


def schemas_folder() -> Path:
    """The folder of the JSON Schemas, `<kind>.schema.json`."""
    return _folder(_ENGINE, "schemas", "schemas")


def diagnostics_folder() -> Path:
    """The folder of the pages that explain each diagnostic, `<code>.md`."""
    return _folder(_ENGINE, "docs/diagnostics", "diagnostics")


def _folder(engine: Path, in_checkout: str, in_wheel: str) -> Path:
    root = engine.parent
    if (root / "pyproject.toml").is_file() and (root / "rules").is_dir():
        return root / in_checkout
    return engine / "_bundle" / in_wheel
