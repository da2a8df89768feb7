"""What the generated pages hold, made anew from the code and the rules."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from engine import assess, load_pack, read_profile, to_text
from engine.program.folders import packs_in
from engine.program.to_markdown import to_markdown

ROOT = Path(__file__).parents[2]
CODES = ROOT / "docs" / "diagnostics"
EXAMPLE = "xieshang assess examples/profiles/illness.json --language en"

INTRODUCTION = """\
# Diagnostics

Every fault that can be told has a code, which is never used again for something else.
`xieshang codes R204` shows its page.
"""
SHORTENED = "Shortened: of its steps and cautions three each, of the other options the headings."

LETTERS = {
    "A": "Analysis: what rules imply for every possible borrower",
    "B": "Screening: runs, outputs, replays",
    "C": "Cases, and the limits of chaining",
    "D": "Two versions of a pack, compared",
    "E": "Expressions: how they are written",
    "F": "Files",
    "M": "Portfolios: mappings and files",
    "P": "Profiles, and the dictionary of facts",
    "R": "Rules: names, dates, words, sources",
    "S": "Rule files: keys and values",
    "T": "Expressions: types and units",
    "V": "Guidance: statements and their documents",
    "W": "What a borrower can change",
    "Y": "YAML",
}


def options() -> str:
    """Every pack of the product: its options, alerts, findings and what they rest on."""
    return "\n".join(to_markdown(load_pack(folder)) for folder in packs_in(None))


def index_of_codes() -> str:
    """All diagnostics by letter, each with its page."""
    pages = sorted(CODES.glob("[A-Z][0-9]*.md"))
    parts = [INTRODUCTION]
    for letter, members in groupby(pages, lambda page: page.stem[0]):
        parts.append(f"\n## {letter}: {LETTERS[letter]}\n\n")
        parts += [f"- [{page.stem}]({page.name}) {_title(page)}\n" for page in members]
    return "".join(parts)


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix(f"# {page.stem} ")


def example() -> str:
    """The README's example, shortened; what is left out is said below it."""
    profile = read_profile(ROOT / "examples" / "profiles" / "illness.json")
    text = to_text(assess(load_pack(), profile, language="en", engine="reference"))
    return f"```\n{''.join(_shortened(text))}```\n{SHORTENED}\n"


def _shortened(text: str) -> Iterator[str]:
    """The first option with three entries of each list of advice, and the headings of the others."""
    options, entries = 0, 0
    for line in text.splitlines(keepends=True):
        is_option, is_entry = bool(re.match(r"\d+\. ", line)), bool(re.match(r" {5}(\d+\.|!) ", line))
        options += is_option
        entries = entries + 1 if is_entry else 0
        if is_option or (options < 2 and entries <= 3):
            yield line
        elif options < 2 and entries == 4:
            yield "     …\n"


def with_example(readme: str) -> str:
    """The README with the example between its two marks written anew."""
    begin, end = f"<!-- generated: {EXAMPLE} -->\n", "<!-- /generated -->\n"
    before, _, rest = readme.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{example()}{end}{after}"
