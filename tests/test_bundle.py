"""The data that ship with the engine are found in a checkout and in an installed wheel."""

from pathlib import Path

from engine.bundle import _folder, diagnostics_folder, rules_folder, schemas_folder

ROOT = Path(__file__).parent.parent


def lay_out(root: Path, *, checkout: bool, bundle: bool) -> Path:
    engine = root / "engine"
    engine.mkdir()
    if checkout:
        (root / "pyproject.toml").touch()
        (root / "rules").mkdir()
    if bundle:
        (engine / "_bundle" / "rules").mkdir(parents=True)
    return engine


def test_here_the_folders_are_those_of_the_checkout() -> None:
    assert rules_folder() == ROOT / "rules"
    assert schemas_folder() == ROOT / "schemas"
    assert diagnostics_folder() == ROOT / "docs" / "diagnostics"


def test_in_a_wheel_the_folders_lie_within_the_engine(tmp_path: Path) -> None:
    engine = lay_out(tmp_path, checkout=False, bundle=True)
    assert _folder(engine, "rules", "rules") == engine / "_bundle" / "rules"
    assert _folder(engine, "docs/diagnostics", "diagnostics") == engine / "_bundle" / "diagnostics"


def test_a_stale_copy_beside_a_checkout_is_not_read(tmp_path: Path) -> None:
    engine = lay_out(tmp_path, checkout=True, bundle=True)
    assert _folder(engine, "rules", "rules") == tmp_path / "rules"


def test_other_peoples_rules_beside_an_installed_engine_are_not_taken_for_ours(tmp_path: Path) -> None:
    engine = lay_out(tmp_path, checkout=False, bundle=True)
    (tmp_path / "rules").mkdir()
    assert _folder(engine, "rules", "rules") == engine / "_bundle" / "rules"
