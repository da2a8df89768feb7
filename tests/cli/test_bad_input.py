"""Whatever is given instead of a profile or a pack: a clear error, the right status, no traceback."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import ILLNESS, SMALL, Run, start

MB = 1024 * 1024
SOUND = ILLNESS.read_bytes()
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def sparse(path: Path) -> None:
    """A file of 200 MB that takes no room."""
    with path.open("wb") as file:
        file.truncate(200 * MB)


def holding(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def folder(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def gone(path: Path) -> None:
    """What a folder lists, and what isn't there any more when it is read."""
    path.symlink_to("nowhere")


NO_TEXT: list[tuple[str, Callable[[Path], object]]] = [
    ("F101", gone),
    ("F103", circle),
    ("F104", sparse),
    ("F105", holding("微粒贷".encode("gb18030"))),
    ("F105", holding(b"\xef\xbb\xbf{\xff}")),
    ("F105", holding("{}".encode("utf-16"))),
    ("F105", holding("{}".encode("utf-32"))),
    ("F106", holding(b"PK\x03\x04\x00\x00")),
    ("F106", holding("{}".encode("utf-16-le"))),
    ("F107", holding(b"")),
    ("F107", holding(b" \r\n\t\xe3\x80\x80")),
]
PROFILES: list[tuple[str, Callable[[Path], object]]] = [
    *NO_TEXT,
    ("F102", folder),
    ("P306", holding(b"[" * 100_000)),
    ("P306", holding(b'{"loan":' * 100_000 + b"1" + b"}" * 100_000)),
    ("P307", holding(b'{"as_of": "2026-11-22", "as_of": "2026-11-23"}')),
    ("P303", holding(b'{"as_of": "2026-11-22"')),
    ("P312", holding(b'{"borrower": {"savings": 1e400}}')),
]
RULES: list[tuple[str, Callable[[Path], object]]] = [
    *NO_TEXT,
    ("Y114", holding(b"a: " + b"[" * 100_000)),
    ("Y114", holding(b"".join(b" " * depth + b"a:\n" for depth in range(1_000)))),
    ("Y107", holding(LAUGHS.encode())),
    ("Y106", holding(b"id: capacity\nid: capacity\n")),
    ("Y108", holding(b"id: !!python/object/apply:os.system [id]\n")),
    ("Y109", holding(b"<<: {id: capacity}\n")),
    ("Y103", holding(b"id: \x1b[31m\n")),
    (
        "E109",
        holding(b"id: capacity\nunit: yuan\nsource: [X5]\nformula: " + b"(" * 3_000 + b"1" + b")" * 3_000),
    ),
    ("E101", holding("id: capacity\nunit: yuan\nsource: [X5]\nformula: 1 ＋ $\n".encode())),
]


def ids(cases: list[tuple[str, Callable[[Path], object]]]) -> list[str]:
    return [f"{code}-{position}" for position, (code, _) in enumerate(cases)]


@pytest.mark.parametrize(("code", "make"), PROFILES, ids=ids(PROFILES))
@pytest.mark.parametrize("command", ["assess", "validate"])
def test_what_is_no_profile_is_told_beside_the_answers_for_the_others(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    code: str,
    make: Callable[[Path], object],
) -> None:
    monkeypatch.chdir(tmp_path)
    clients = Path("clients")
    clients.mkdir()
    (clients / "a.json").write_bytes(SOUND)
    make(clients / "b.json")
    ran = run(command, "--pack", SMALL, clients)
    assert ran.status == 1
    assert bool(ran.out) == (command == "assess")
    assert ran.err.startswith(f"error[{code}] ")
    assert "clients/b.json" in ran.err
    assert len(ran.err) < 5_000


@pytest.mark.parametrize(("code", "make"), RULES, ids=ids(RULES))
@pytest.mark.parametrize("command", ["check", "test"])
def test_what_is_no_rule_is_told_with_its_file(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    code: str,
    make: Callable[[Path], object],
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "pack")
    capacity = Path("pack/measures/capacity.yaml")
    capacity.unlink()
    make(capacity)
    ran = run(command, "pack")
    assert (ran.status, ran.out) == (1, "")
    assert f"error[{code}] " in ran.err
    assert "pack/measures/capacity.yaml" in ran.err
    assert len(ran.err) < 20_000


def test_the_mark_of_an_encoding_and_other_line_ends_change_no_answer(run: Run, tmp_path: Path) -> None:
    windows = b"\xef\xbb\xbf" + SOUND.replace(b"\n", b"\r\n")
    (tmp_path / "wang.json").write_bytes(windows)
    answers = {run("assess", "--pack", SMALL, one).out for one in (ILLNESS, tmp_path / "wang.json")}
    assert len(answers) == 1
    assert run("assess", "--pack", SMALL, "-", stdin=windows).out in answers


def test_rules_with_a_mark_and_other_line_ends_are_read_alike(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "small"
    shutil.copytree(SMALL, pack)
    for path in pack.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("check", pack).status == 0
    answers = [run("assess", "--pack", one, ILLNESS, "--language", "en").out for one in (SMALL, pack)]
    assert (
        answers[0].splitlines()[:-1] == answers[1].splitlines()[:-1]
    )  # the last line tells the hash of the rules


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "F101"), ("nobody.json", "F101"), ("x" * 300, "F103"), ("wang.json/below", "F101")],
)
@pytest.mark.parametrize("command", ["assess", "validate", "schedule"])
def test_a_name_under_which_there_is_no_profile_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wang.json").write_bytes(SOUND)
    ran = run(command, name)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"error[{code}] ")


@pytest.mark.parametrize("name", ["", "weilidia", "x" * 300, "pack/pack.yaml"])
@pytest.mark.parametrize("command", ["assess", "validate", "facts"])
def test_a_name_under_which_there_is_no_pack_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "pack")
    ran = run(command, "--pack", name, *([] if command == "facts" else [ILLNESS]))
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("error[F103] " if len(name) > 255 else ("error[F115] ", "error[F116] "))


@pytest.mark.parametrize("name", ["nowhere", "x" * 300, "pack/pack.yaml"])
@pytest.mark.parametrize("command", ["check", "test"])
def test_a_name_under_which_there_are_no_rules_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "pack")
    ran = run(command, name)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("error[F103] " if len(name) > 255 else "error[F115] ")


def test_a_folder_that_is_no_pack_is_told_without_what_lies_in_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").mkdir()
    deep = tmp_path / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    for ran in (
        run("check", tmp_path),
        run("assess", ILLNESS, "--rules", tmp_path.parent, "--pack", tmp_path.name),
    ):
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("error[F116] ")
        assert ran.err.count("error[") == 1


def test_a_folder_of_packs_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("assess", ILLNESS, "--rules", tmp_path / "nowhere")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("error[F115] ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by root")
def test_what_may_not_be_read_is_told(run: Run, tmp_path: Path) -> None:
    clients, pack = tmp_path / "clients", tmp_path / "pack"
    clients.mkdir()
    shutil.copytree(SMALL, pack)
    (clients / "wang.json").write_bytes(SOUND)
    for shut in (clients / "wang.json", clients, pack / "measures" / "capacity.yaml", pack / "measures"):
        shut.chmod(0)
        for ran in (run("validate", clients), run("check", pack)):
            shut_in = str(shut) in ran.err
            assert (ran.status == 1) == shut_in
            assert ("error[F103] " in ran.err) == shut_in
        shut.chmod(0o700)


def test_a_folder_that_can_not_be_listed_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    ran = run("validate", tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("error[F103] ")


def test_a_folder_of_rules_that_can_not_be_listed_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SMALL, tmp_path / "pack")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("measures"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    ran = run("check", tmp_path / "pack")
    assert (ran.status, ran.out) == (1, "")
    assert "pack/measures` may not be read\n" in ran.err


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.json")).write_bytes(b"[]")
    for form in ("text", "json"):
        ran = start("validate", tmp_path, "--format", form)
        assert ran.status == 1
        assert "Traceback" not in ran.err
        assert "\\udcff" in ran.out + ran.err


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_profile_whose_name_is_no_text_is_answered_like_the_others(tmp_path: Path, form: str) -> None:
    clients, answer = tmp_path / "clients", tmp_path / "answer"
    clients.mkdir()
    for name in (b"a.json", "张.json".encode("gbk")):  # as it comes out of an archive made on Windows
        (clients / os.fsdecode(name)).write_bytes(SOUND)
    ran = start("assess", "--pack", SMALL, clients, "--format", form, "-o", answer)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    said = answer.read_bytes().decode()
    assert "\\udcd5" in said
    if form == "json":
        names = [json.loads(line)["profile"]["name"] for line in said.splitlines()]
        assert [name.rpartition("/")[2] for name in names] == ["a.json", "\\udcd5\\udcc5.json"]
