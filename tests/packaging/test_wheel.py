"""What is published works without the checkout: sdist, wheel, an editable install, and the bare folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.version import VERSION

ROOT = Path(__file__).parents[2]
PARTS = (
    *("engine", "commands", "rules", "schemas", "docs", "tests", "examples", "benchmarks"),
    *("cli.py", "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", ".gitignore", ".vscode"),
)
LEFT_OUT = shutil.ignore_patterns("__pycache__", "out", ".*_cache", ".hypothesis")

pytestmark = pytest.mark.slow


def environment() -> Mapping[str, str]:
    """Where the libraries that the product needs are found, and the checkout isn't."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "COV"))
    }
    return {**kept, "PYTHONPATH": sysconfig.get_path("purelib"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def call(*arguments: str | Path, cwd: Path) -> str:
    done = subprocess.run(  # noqa: S603  (our own program, and pip)
        list(map(str, arguments)),
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copied(folder: Path) -> Path:
    """The checkout without what git leaves out."""
    folder.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist of a checkout and the wheel made from that sdist."""
    work = tmp_path_factory.mktemp("work")
    call(
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        work / "dist",
        copied(work / "copy"),
        cwd=work,
    )
    return work / "dist"


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return dist / f"xieshang-{VERSION}-py3-none-any.whl"


def venv(folder: Path, *installed: str | Path) -> Path:
    """The `xieshang` of a new environment that has nothing but what is installed here."""
    call(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    python = folder / "bin" / "python"
    options = ("--no-deps", "--no-index", "--no-build-isolation", "--quiet")
    call(sys.executable, "-m", "pip", "--python", python, "install", *options, *installed, cwd=folder.parent)
    return folder / "bin" / "xieshang"


def test_the_wheel_holds_the_engine_the_command_and_what_they_read_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"cli.py", "commands/__init__.py", "engine/__init__.py", "engine/py.typed"} <= names
    for inside, outside in (("rules", "rules"), ("schemas", "schemas"), ("diagnostics", "docs/diagnostics")):
        wanted = {
            one.relative_to(ROOT / outside).as_posix() for one in (ROOT / outside).rglob("*") if one.is_file()
        }
        assert {f"engine/_bundle/{inside}/{one}" for one in wanted} <= names
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"cli.py", "commands", "engine", f"xieshang-{VERSION}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_sdist_holds_what_a_packager_needs_to_test_it(dist: Path) -> None:
    with tarfile.open(dist / f"xieshang-{VERSION}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", "cli.py", "rules/README.md"} <= names
    assert any(name.startswith("tests/") for name in names)
    assert {"examples/profiles/illness.json", "examples/packs/credit_card/pack.yaml"} <= names


def test_an_installed_wheel_answers_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    xieshang = venv(tmp_path / "venv", wheel)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(ROOT / "examples" / "profiles" / "illness.json", elsewhere / "wang.json")
    assert "2026年11月25日" in call(xieshang, "assess", "wang.json", cwd=elsewhere)
    assert call(xieshang, "check", cwd=elsewhere) == "checked weilidai: 0 faults\n"
    assert call(xieshang, "codes", "R204", cwd=elsewhere).startswith("# R204 ")
    assert "loan.rate.value" in call(xieshang, "facts", cwd=elsewhere)
    assert call(xieshang, "--version", cwd=elsewhere) == f"xieshang, version {VERSION}\n"


def test_an_installed_wheel_is_typed_and_has_the_public_names(wheel: Path, tmp_path: Path) -> None:
    xieshang = venv(tmp_path / "venv", wheel)
    code = "import engine; print(engine.__file__); [getattr(engine, name) for name in engine.__all__]"
    found = Path(call(xieshang.parent / "python", "-c", code, cwd=tmp_path).strip())
    assert found.is_relative_to(tmp_path)
    assert (found.parent / "py.typed").is_file()


def test_a_checkout_reads_its_own_rules_installed_editable_or_bare_and_never_a_stale_copy(
    tmp_path: Path,
) -> None:
    checkout = copied(tmp_path / "copy")
    stale = checkout / "engine" / "_bundle" / "rules" / "weilidai"
    stale.mkdir(parents=True)
    (stale / "pack.yaml").write_text("this is out of date", encoding="utf-8")
    shutil.copytree(checkout / "rules" / "weilidai", checkout / "rules" / "new")
    said = "checked new, weilidai: "
    bare = [sys.executable, checkout / "cli.py"]
    installed = [venv(tmp_path / "venv", "--editable", checkout)]
    for command in (bare, installed):
        done = subprocess.run(  # noqa: S603  (our own program)
            [*map(str, command), "check"],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert said in done.stdout + done.stderr
        assert "out of date" not in done.stderr
