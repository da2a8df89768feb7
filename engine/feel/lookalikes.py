"""Characters that look like signs of the language but aren't.

A Chinese input method types `，（“≤` where an analyst means `,("<=`. On the screen the
two are hard to tell apart, so an error that only said "unexpected" would leave the author staring.
"""

from unicodedata import normalize

_MEANT = {
    "≤": "<=",
    "≦": "<=",
    "⩽": "<=",
    "≥": ">=",
    "≧": ">=",
    "⩾": ">=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "‥": "..",
    "…": "..",
}

OPENING_QUOTES = "“”„‟＂「『‘’‚‛＇"
CLOSING_QUOTES = "”“＂」』’‘＇"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def plain(text: str) -> str:
    """The text with each lookalike replaced by what is meant."""
    return "".join(ascii_for(char) or char for char in text)


def power(text: str) -> str:
    """What raised digits mean: `** 2` for `²`; "" if there are others among them."""
    return f"** {plain(text)}" if all(char in RAISED for char in text) else ""


def ascii_for(char: str) -> str:
    """What to type instead: `,` for `，`, `<=` for `≤`, `1` for `１`; "" if nothing comes near."""
    if char.isascii():
        return ""
    near = _MEANT.get(char) or normalize("NFKC", char)
    return near if near.isascii() and near.isprintable() and not near.isspace() else ""
