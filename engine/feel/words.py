"""The words of the language that aren't names, and the functions whose name has several words.

A name is one word, except that of a function such as `string length`, which only its list
can tell from two names side by side. `and` inside `years and months duration` would
otherwise be read as a conjunction.
"""

# Between operands; none of them can begin a value.
CONNECTIVES = frozenset({"and", "or", "between", "in", "then", "else", "satisfies"})

KEYWORDS = CONNECTIVES | {"if", "some", "every", "not", "true", "false", "null", "for"}

# Of DMN 1.5, and `is known`, which is ours.
MULTI_WORD_NAMES = (
    "context merge",
    "context put",
    "date and time",
    "day of week",
    "day of year",
    "distinct values",
    "ends with",
    "finished by",
    "get entries",
    "get value",
    "index of",
    "insert before",
    "is known",
    "list contains",
    "list replace",
    "lower case",
    "met by",
    "month of year",
    "overlaps after",
    "overlaps before",
    "round down",
    "round half down",
    "round half up",
    "round up",
    "started by",
    "starts with",
    "string join",
    "string length",
    "substring after",
    "substring before",
    "upper case",
    "week of year",
    "years and months duration",
)

# What an author may write for a word of the language.
MEANT = {
    "且": "and",
    "并且": "and",
    "而且": "and",
    "或": "or",
    "或者": "or",
    "非": "not",
    "如果": "if",
    "若": "if",
    "那么": "then",
    "则": "then",
    "否则": "else",
    "真": "true",
    "假": "false",
    "none": "null",
    "nil": "null",
}


_NO_CLOCK = "there is no clock: the day of an assessment is the fact `as_of`"
_NO_TIME = 'there is no time of day: a date is written `@"2026-12-15"`'
_NO_PATTERNS = "there are no regular expressions: `contains`, `starts with` and `substring` look into a text"
_NO_RELATIONS = "compare the dates or the bounds themselves: `a < b`, `a >= b`, `x in [a..b]`"
_NO_CONTEXTS = "there are no contexts: make a measure of each entry"

# Functions of FEEL outside the subset, and what to write instead.
LEFT_OUT = {
    **dict.fromkeys(("now", "today"), _NO_CLOCK),
    **dict.fromkeys(("time", "date and time"), _NO_TIME),
    **dict.fromkeys(("matches", "replace", "split"), _NO_PATTERNS),
    **dict.fromkeys(
        (
            *("before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after"),
            *("finishes", "finished by", "includes", "during", "starts", "started by", "coincides"),
        ),
        _NO_RELATIONS,
    ),
    **dict.fromkeys(("get value", "get entries", "context", "context put", "context merge"), _NO_CONTEXTS),
    "sort": "nothing is sorted: `min`, `max` and `median` take one value out of a list",
    "is": "write `=`: `a = b`",
}

# Functions by the names that they have elsewhere.
CALLED_OTHERWISE = {
    **dict.fromkeys(("average", "avg"), ("mean",)),
    **dict.fromkeys(("len", "length", "size"), ("count", "string length")),
    "round": ("round half up", "decimal"),
    "ceil": ("ceiling",),
    "concat": ("concatenate", "string join"),
    "upper": ("upper case",),
    "lower": ("lower case",),
}


LONGEST_QUOTE = 60  # characters of an author's words within a message


def brief(text: str) -> str:
    """An author's words as they fit into a message."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def meant(word: str) -> str:
    """The word of the language that an author means by `AND`, `True`, `且`; "" if none."""
    lower = word.lower()
    if lower != word and lower in KEYWORDS:
        return lower
    return MEANT.get(lower, "")
