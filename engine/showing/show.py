"""`xieshang show`: any rule of a pack, by its name, in the form and languages that a reader asks for.

A name may be that of any kind of thing. If each kind had a command of its own, a reader would have to know
what a name is before asking what it is.
"""

from pathlib import Path
from typing import Final, Literal

from engine.bundle import DEFAULT_PACK
from engine.languages import spoken
from engine.showing.layout import blocks
from engine.showing.pack import Pack, read_pack
from engine.showing.things import named
from engine.showing.to_json import to_json
from engine.showing.to_markdown import to_markdown
from engine.showing.to_text import to_text

Form = Literal["text", "markdown", "json"]
BOTH: Final = "both"
WIDTH: Final = 80  # columns where nobody says how wide the terminal is


def show(
    name: str | None = None,
    pack: str | Path = DEFAULT_PACK,
    rules: Path | None = None,
    language: str | None = None,
    form: Form = "text",
    width: int = WIDTH,
) -> str:
    """What there is to read about a rule, with a line end.

    Args:
        name: id of anything in the pack, or a name as expressions and reports write it; None: the pack.
        pack: as for `load_pack`.
        rules: as for `load_pack`.
        language: of the words; None or `both`: all that the pack speaks.
        form: how to write it.
        width: columns of the terminal; of text only.

    Raises:
        Faulty: with every fault of the pack.
        WrongUsage: nothing has the name, or the pack doesn't speak the language.
    """
    return shown(read_pack(pack, rules), name, language, form, width)


def shown(pack: Pack, name: str | None, language: str | None, form: Form, width: int = WIDTH) -> str:
    """The same of a pack that was read."""
    known = pack.program.head.languages
    languages = known if language in {None, BOTH} else (spoken(language, known),)
    found = named(pack, name)
    if form == "json":
        return to_json(pack, found, languages)
    each = [tuple(blocks(pack, one, languages)) for one in found]
    if form == "markdown":
        return "\n".join(to_markdown(one) for one in each)
    return "\n\n".join(to_text(one, width) for one in each)
