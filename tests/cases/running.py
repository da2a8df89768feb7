"""Adding cases to a copy of the small pack, running them, and what is then told."""

from collections.abc import Callable
from pathlib import Path

from engine.cases.model import Results
from engine.cases.run import run_cases

SMALL = Path(__file__).parent.parent / "packs" / "small"

Run = Callable[..., Results]


def write_and_run(pack: Path, files: dict[str, str]) -> Results:
    for name, text in files.items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return run_cases(pack)


def told(results: Results) -> list[tuple[str, str]]:
    """The code of each fault and the text that it marks."""
    return [
        (fault.code, fault.span.source.text[fault.span.start : fault.span.end] if fault.span else "")
        for fault in results.faults
    ]


def labels(results: Results) -> list[str]:
    return [fault.label for fault in results.faults]


def helps(results: Results) -> list[str]:
    return [fault.help for fault in results.faults]
