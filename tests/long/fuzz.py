"""Fuzzes the readers for a bounded time: whatever is written, there comes an answer or a diagnostic.

    python tests/long/fuzz.py [seconds for each] [target …]

Led by coverage where atheris is installed (`pip install atheris`); else Hypothesis cuts sound texts up. What
was found lies in `build/fuzz/<target>/`, and belongs into a test once it is mended. Exit status 1 if
anything was found.
"""

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

FOUND = ROOT / "build" / "fuzz"
ONE = "--one"  # fuzz one target within this process, which atheris never gives back


def main(arguments: list[str]) -> int:
    """Fuzz each target in a process of its own; 1 if anything was found."""
    if arguments[:1] == [ONE]:
        return fuzz(arguments[1], int(arguments[2]))
    from tests.long.fuzz_targets import targets

    seconds = int(arguments[0]) if arguments else 180
    names = arguments[1:] or [one.name for one in targets()]
    sys.stdout.write(f"fuzzing each for {seconds} s with {'atheris' if has_atheris() else 'Hypothesis'}\n")
    sys.stdout.flush()
    found = [name for name in names if subprocess.call([sys.executable, __file__, ONE, name, str(seconds)])]  # noqa: S603
    sys.stdout.write(
        f"fuzzed {', '.join(names)}: " + (f"found something in {found}\n" if found else "clean\n")
    )
    return 1 if found else 0


def has_atheris() -> bool:
    """Whether fuzzing can be led by coverage."""
    return find_spec("atheris") is not None


def fuzz(name: str, seconds: int) -> int:
    """Fuzz one target for some seconds; anything but 0 if something was found."""
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    return (by_coverage if has_atheris() else by_cutting)(name, seconds)


def by_coverage(name: str, seconds: int) -> int:
    """With atheris, which leaves the process itself at the end."""
    import atheris

    with atheris.instrument_imports(include=["engine"]):
        from tests.long.fuzz_targets import targets
    target = next(one for one in targets() if one.name == name)
    corpus = FOUND / name / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_text(seed, encoding="utf-8")
    words = FOUND / name / "words"
    words.write_text("".join(f'"{escaped(one)}"\n' for one in target.words), encoding="ascii")
    options = [f"-max_total_time={seconds}", f"-dict={words}", f"-artifact_prefix={FOUND / name}/"]
    bounds = ["-max_len=20000", "-timeout=20", "-rss_limit_mb=3000", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], str(corpus), *options, *bounds], from_bytes(target.holds))
    atheris.Fuzz()
    return 0


def from_bytes(holds: Callable[[str], None]) -> Callable[[bytes], None]:
    """The check of a text as one of bytes; what isn't UTF-8 comes as surrogates."""
    return lambda data: holds(data.decode("utf-8", "surrogateescape"))


def escaped(word: str) -> str:
    """A word as libFuzzer wants it in its dictionary."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def by_cutting(name: str, seconds: int) -> int:
    """With Hypothesis: sound texts with pieces taken out and put in."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    from tests.long.fuzz_targets import targets

    target = next(one for one in targets() if one.name == name)

    @st.composite
    def cut_up(draw: st.DrawFn) -> str:
        text = draw(st.sampled_from(target.seeds))
        for _ in range(draw(st.integers(1, 5))):
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 5, 30])))
            piece = draw(st.sampled_from([*target.words, ""]) | st.text(max_size=5))
            text = text[:start] + piece + text[end:]
        return text

    made = 0

    @settings(max_examples=1_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cut_up() | st.lists(st.sampled_from(target.words)).map("".join))
    def holds(text: str) -> None:
        nonlocal made
        made += 1
        (FOUND / name / "last").write_bytes(text.encode(errors="surrogatepass"))
        target.holds(text)

    until = monotonic() + seconds
    while monotonic() < until:
        holds()
    sys.stdout.write(f"{name}: {made:,} texts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
