"""What can be wrong with the order of words and signs, in words.

A parser knows only that a token doesn't fit. Why an author put it there is guessed by
`cursor.py` and said here.
"""

from collections.abc import Iterable

from engine.diagnostics import Diagnostic, Note, did_you_mean
from engine.feel.words import brief, meant
from engine.source import Span

_OUTSIDE = {
    "{": ("E130", "contexts `{…}` aren't part of the subset", "make a measure of each entry"),
    "for": (
        "E131",
        "`for … return` isn't part of the subset",
        "write a filter, `some`, `every` or a list function",
    ),
    "function": ("E132", "functions can't be defined in an expression", "make a measure"),
    "instance": (
        "E133",
        "`instance of` isn't part of the subset",
        "leave it out: types are known before a rule runs",
    ),
}
_ALONE = {
    "then": "no `if` stands before it",
    "else": "no `if` stands before it",
    "satisfies": "no `some` or `every` stands before it",
    "and": "a range is written `(5..10)`; `and` joins whole comparisons",
    "or": "tests are separated by `,`; `or` joins whole comparisons",
    ",": "a list is written `[1, 2]`",
    ":": "a named argument is written `decimal(n: 1, scale: 2)`",
}


def too_long(length: int, most: int, span: Span) -> Diagnostic:
    """E108: more characters than an expression may have."""
    label = f"an expression has at most {most:,}"
    return Diagnostic(
        "E108", f"expression of {length:,} characters", span, label, "make measures of its parts"
    )


def too_nested(most: int, span: Span) -> Diagnostic:
    """E109: operands within operands within operands."""
    help_ = "make a measure of the inner part"
    return Diagnostic("E109", f"nested more than {most} deep", span, "one level too many", help_)


def too_many_in_a_row(most: int, span: Span) -> Diagnostic:
    """E110: a row of operators that makes a tree too deep to walk."""
    help_ = "write `x in (…)` for many values of one fact, or make measures of parts of the row"
    return Diagnostic("E110", f"more than {most} operators in a row", span, "in this row", help_)


def too_many_items(most: int, span: Span, opening: Span) -> Diagnostic:
    """E111: a list too long to be meant."""
    message, label = f"more than {most:,} values in one pair of brackets", f"value {most + 1:,}"
    help_ = "a list that long belongs in a table"
    return Diagnostic("E111", message, span, label, help_, (Note(opening, "the list begins here"),))


def empty(span: Span) -> Diagnostic:
    """E112: nothing but space and comments."""
    return Diagnostic("E112", "empty expression", span, "a value or a condition is missing")


def value_missing(found: str, span: Span) -> Diagnostic:
    """E113: an operand is missing."""
    if not found:
        return Diagnostic("E113", "value missing at the end", span, "a value has to follow")
    return Diagnostic(
        "E113", f"value missing before `{brief(found)}`", span, "a value has to stand before this"
    )


def never_closed(opener: str, closer: str, span: Span, opening: Span) -> Diagnostic:
    """E114: a bracket that is still open at the end."""
    note = Note(opening, "opened here")
    return Diagnostic(
        "E114", f"`{opener}` is never closed", span, f"`{closer}` is missing here or before", "", (note,)
    )


def wrong_closer(found: str, opener: str, closer: str, span: Span, opening: Span) -> Diagnostic:
    """E115: a bracket closed by one of another kind."""
    note = Note(opening, "opened here")
    return Diagnostic("E115", f"`{opener}` closed by `{found}`", span, f"expected `{closer}`", "", (note,))


def never_opened(found: str, span: Span) -> Diagnostic:
    """E115: a closing bracket without an opening one."""
    return Diagnostic("E115", f"`{found}` closes nothing", span, "no bracket is open here")


def word_missing(word: str, form: str, span: Span, opening: Span) -> Diagnostic:
    """E116: `if` without `then`, and the like."""
    note = Note(opening, "belongs to this")
    return Diagnostic("E116", f"`{word}` is missing", span, f"expected `{word}`", f"write `{form}`", (note,))


def left_over(found: str, span: Span) -> Diagnostic:
    """E117: something that can't follow what stands before it."""
    help_ = _ALONE.get(found, "an operator such as `+`, `=`, `and`, or a comma may be missing before it")
    return Diagnostic("E117", f"unexpected `{brief(found)}`", span, "can't stand here", help_)


def other_word(found: str, span: Span) -> Diagnostic:
    """E117: `AND`, `或`, `TRUE` where a word of the language is meant."""
    return Diagnostic("E117", f"unexpected `{found}`", span, "can't stand here", f"write `{meant(found)}`")


def not_without_brackets(span: Span) -> Diagnostic:
    """E119: `not x`, `x not in y`."""
    help_ = "put brackets around what isn't so: `not(a = b)`"
    return Diagnostic("E119", "`not` without brackets", span, "`(` has to follow", help_)


def chained_comparison(sign: str, span: Span, first: Span) -> Diagnostic:
    """E120: `1 < x < 3`."""
    note = Note(first, "first comparison")
    help_ = "write `x between 1 and 3` or `x in (1..3]`, or join two comparisons with `and`"
    return Diagnostic(
        "E120", "comparison of a comparison", span, f"second comparison, `{sign}`", help_, (note,)
    )


def nothing_to_compare(before: str, sign: str, span: Span) -> Diagnostic:
    """E121: `< 10` where no value stands on the left; `< =`."""
    if before + sign in {"<=", ">=", "!="}:
        help_ = f"write `{before + sign}` without a space"
    else:
        help_ = f"write `x {sign} 10`; the range of such values is `({sign} 10)`"
    return Diagnostic(
        "E121", f"nothing to compare before `{sign}`", span, "a value has to stand before this", help_
    )


def unknown_function(name: str, span: Span, functions: Iterable[str]) -> Diagnostic:
    """E123: words before `(` that no function has as its name."""
    label = "no function has this name"
    return Diagnostic("E123", f"unknown function `{brief(name)}`", span, label, did_you_mean(name, functions))


def several_words(name: str, span: Span) -> Diagnostic:
    """E123: words side by side where one name was meant."""
    help_ = f"write `{brief(name.replace(' ', '_'))}` if this is one name, else an operator between them"
    return Diagnostic("E123", f"words side by side: `{brief(name)}`", span, "a name is one word", help_)


def mixed_arguments(span: Span, first: Span) -> Diagnostic:
    """E124: some arguments named, some not."""
    note = Note(first, "first argument")
    return Diagnostic(
        "E124", "named and unnamed arguments mixed", span, "unlike the first", "name all or none", (note,)
    )


def bare_range(span: Span) -> Diagnostic:
    """E125: `1..3` without brackets."""
    help_ = "write `[1..3]`, or `(1..3)` without its ends"
    return Diagnostic("E125", "range without brackets", span, "no bracket opens this range", help_)


def loop_over_range(word: str, span: Span) -> Diagnostic:
    """E125: `some x in 1..3`, which no brackets would mend: a range has no elements to go through."""
    help_ = f"`{word}` goes through a list: write its values, `[1, 2, 3]`, or compare the bounds instead"
    return Diagnostic("E125", "range without brackets", span, "a range can't be gone through", help_)


def call_of_value(span: Span) -> Diagnostic:
    """E126: `a.b(c)`, `f(x)(y)`: only a name can be called."""
    label = "what stands before isn't the name of a function"
    help_ = "an operator such as `*` or `and` may be missing before it"
    return Diagnostic("E126", "call of something that isn't a function", span, label, help_)


def name_missing(found: str, after: str, span: Span) -> Diagnostic:
    """E127: no name after a dot or after `some`."""
    label = f"`{brief(found)}` isn't a name" if found else "the expression ends here"
    return Diagnostic("E127", f"name missing after `{after}`", span, label)


def list_in_round_brackets(span: Span) -> Diagnostic:
    """E128: `(1, 2)` where no `in` stands before it."""
    label = "only `in` takes these"
    return Diagnostic("E128", "several values in round brackets", span, label, "a list is written `[1, 2]`")


def unit_after_number(found: str, span: Span) -> Diagnostic:
    """E129: `30 days`, `2万`."""
    help_ = 'write the number alone, in the unit of what it meets; a duration is `@"P30D"`'
    return Diagnostic("E129", f"word after a number: `{brief(found)}`", span, "can't stand here", help_)


def outside(construct: str, span: Span) -> Diagnostic:
    """E130 to E133: FEEL that the subset leaves out."""
    code, message, help_ = _OUTSIDE[construct]
    return Diagnostic(code, message, span, "outside the subset", help_)
