"""Help, version, shell completion, and the page made from the help. `XIESHANG_ACCEPT=1` writes it anew."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import click
import pytest

from commands.group import HOMES, commands
from engine.version import VERSION
from tests.cli.running import ROOT, SMALL, Run, start
from tests.expected import kept

PAGE = ROOT / "docs" / "cli.md"
COMMANDS = sorted(HOMES)


def test_the_commands_are_those_that_the_readme_names() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"`xieshang ([\w-]+)", readme))) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_shows_an_example_of_its_use(run: Run, name: str, option: str) -> None:
    ran = run(name, option)
    assert (ran.status, ran.err) == (0, "")
    assert f"Example:\n    xieshang {name} " in ran.out


def test_the_help_of_all_says_what_the_statuses_mean(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    for status in ("0 answered", "1 a file", "2 wrong usage", "4 the engines", "5 a needed", "130 "):
        assert status in ran.out


def test_the_version_is_the_products(run: Run) -> None:
    assert run("--version").out == f"xieshang, version {VERSION}\n"


def test_without_a_command_the_help_is_shown_as_wrong_usage(run: Run) -> None:
    ran = run()
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Usage: xieshang")


@pytest.mark.parametrize(
    "arguments",
    [
        ["asess"],
        ["assess"],
        ["assess", "--colour"],
        ["assess", "x.json", "--format", "pdf"],
        ["codes", "a", "b"],
    ],
)
def test_wrong_usage_has_a_status_of_its_own(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Usage: xieshang")


def test_an_answer_can_not_go_to_a_folder(run: Run) -> None:
    assert run("assess", "x.json", "-o", ROOT).status == 2


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_shells_complete_commands(shell: str) -> None:
    ran = start(more={"_XIESHANG_COMPLETE": f"{shell}_source"})
    assert (ran.status, ran.err) == (0, "")
    assert "_XIESHANG_COMPLETE" in ran.out


@pytest.mark.skipif(which("bash") is None, reason="there is no bash here")
def test_bash_completes_commands_with_the_script_that_is_given_to_it() -> None:
    ran = start(more={"_XIESHANG_COMPLETE": "bash_source"})
    assert (ran.status, ran.err) == (0, "")
    checked = subprocess.run(["bash", "-n"], input=ran.out, text=True, capture_output=True, check=False)  # noqa: S607
    assert (checked.returncode, checked.stderr) == (0, "")
    asked = start(
        more={"_XIESHANG_COMPLETE": "bash_complete", "COMP_WORDS": "xieshang ch", "COMP_CWORD": "1"}
    )
    assert asked.out == "plain,check\n"


@pytest.mark.parametrize("asked", ["pwsh_source", "tcsh_complete", "bash_sauce", "bash"])
def test_where_there_is_no_completion_it_is_said_for_which_shells_there_is(
    run: Run, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setenv("_XIESHANG_COMPLETE", asked)
    ran = run()
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error: there is no completion `")
    assert ran.err.endswith("; there is one for bash, fish and zsh\n")


def completed(run: Run, monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> list[str]:
    """What bash is offered for the last word."""
    monkeypatch.setenv("_XIESHANG_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(["xieshang", *map(str, words)]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    ran = run()
    assert (ran.status, ran.err) == (0, "")
    return ran.out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["codes", "F11"], "plain,F117"),
        (["facts", "loan.final_m"], "plain,loan.final_maturity_date"),
        (["facts", "evid"], "plain,evidence.kind"),
        (["facts", "borr"], "plain,borrower"),
        (["facts", "--pack", SMALL, "loan.final_m"], "plain,loan.final_maturity_date"),
        (["assess", "--pack", "weil"], "plain,weilidai"),
        (["assess", "--rules", SMALL.parent, "--pack", "sm"], "plain,small"),
        (["show", "--pack", "./"], "dir,./"),
    ],
    ids=str,
)
def test_shells_complete_codes_facts_and_packs(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str | Path], offered: str
) -> None:
    found = completed(run, monkeypatch, *words)
    assert offered in found
    typed = str(words[-1])
    assert all(one.partition(",")[2].startswith(typed) for one in found)


@pytest.mark.parametrize(
    "words",
    [
        ["facts", "--pack", "weilidia", "loan"],
        ["assess", "--rules", "nowhere", "--pack", "w"],
        ["assess", "--rules", SMALL, "--pack", "s"],
        ["codes", "X9"],
    ],
    ids=str,
)
def test_where_there_is_nothing_to_complete_nothing_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    assert completed(run, monkeypatch, *words) == []


def test_the_help_of_all_says_how_shells_complete(run: Run) -> None:
    assert "_XIESHANG_COMPLETE=bash_source" in run("--help").out


@pytest.mark.parametrize(
    ("written", "said"), [("asses", "did you mean `assess`?"), ("zzz", "No such command 'zzz'.")]
)
def test_of_a_wrong_command_it_is_said_which_may_have_been_meant(run: Run, written: str, said: str) -> None:
    ran = run(written)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    text = "".join(page())
    assert text == kept(PAGE, text)


def page() -> Iterator[str]:
    """The help of every command, as Markdown."""
    top = click.Context(commands, info_name="xieshang", terminal_width=100, **commands.context_settings)
    yield f"# The command line\n\n{fenced(top)}"
    for name in COMMANDS:
        command = commands.get_command(top, name)
        assert command is not None
        below = click.Context(command, info_name=name, parent=top)
        yield f"\n## `xieshang {name}`\n\n{fenced(below)}"
    yield COMPLETION


def fenced(context: click.Context) -> str:
    return f"```\n{context.get_help()}\n```\n"


COMPLETION = """
## Completion

Put one of these lines into the file that your shell reads when it starts:
```
eval "$(_XIESHANG_COMPLETE=bash_source xieshang)"   # ~/.bashrc
eval "$(_XIESHANG_COMPLETE=zsh_source xieshang)"    # ~/.zshrc
_XIESHANG_COMPLETE=fish_source xieshang | source    # ~/.config/fish/config.fish
```
"""
