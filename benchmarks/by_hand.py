"""hardship-24 on lazy Polars, as somebody would write it by hand: what a screened portfolio is timed beside.

    python benchmarks/by_hand.py PEERS INPUT OUTPUT compact|whole

`compact` writes of each option a status as a number and the deciding rules as bits, which is the least that
can be called an answer. `whole` writes what `xieshang screen` says of a row: recommended option, statuses and
deciding criteria in words, so that both files can be compared.
The rules come from `hs24.py` of the peers; floating point, and a rule is unknown as soon as an input is.
"""

import sys
from collections.abc import Callable
from functools import reduce
from operator import add as plus
from operator import and_, eq, ge, gt, le, lt, mul, ne, or_, sub, truediv
from pathlib import Path
from typing import Any

import polars as pl

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "and": and_,
    "or": or_,
    "<=": le,
    ">=": ge,
    "<": lt,
    ">": gt,
    "==": eq,
    "!=": ne,
    "+": plus,
    "-": sub,
    "*": mul,
    "/": truediv,
}
STATUSES = pl.Enum(["not_available", "needs_information", "needs_action", "recommended", "available"])


def expression(tree: Any) -> pl.Expr:  # noqa: ANN401  (a tree of tuples)
    """An expression of the rule set as one of Polars."""
    match tree:
        case str() if tree.startswith("$"):
            return pl.col(tree[1:])
        case (("not"), one):
            return ~expression(one)
        case ("in", one, values):
            return expression(one).is_in(values)
        case ("has", one, value):
            return expression(one).list.contains(value)
        case ("if", condition, yes, no):
            return pl.when(expression(condition)).then(expression(yes)).otherwise(expression(no))
        case ("==", one, True):
            return expression(one)
        case (str() as sign, *parts):
            return reduce(SIGNS[sign], map(expression, parts))
    return pl.lit(tree)


def with_rules(table: pl.LazyFrame, rules: Any) -> pl.LazyFrame:  # noqa: ANN401  (the module of the rule set)
    """The table with each rule's `f_` (false) and `u_` (unknown)."""
    for level in rules.LEVELS:
        table = table.with_columns(expression(rules.DERIVED[name]).alias(name) for name in level)
    made: list[pl.Expr] = []
    for name, tree in rules.RULES.items():
        known = pl.all_horizontal(pl.col(one).is_not_null() for one in rules.REQ[name])
        made.append((known & ~expression(tree)).fill_null(value=False).alias(f"f_{name}"))
        made.append((~known).alias(f"u_{name}"))
    return table.with_columns(made)


def compact(table: pl.LazyFrame, rules: Any) -> pl.LazyFrame:  # noqa: ANN401  (as above)
    """Of each option a status from 0 to 2, and rules as bits."""
    bit = {name: 1 << place for place, name in enumerate(rules.RULES)}

    def bits(kind: str, names: list[str]) -> pl.Expr:
        return pl.sum_horizontal(pl.col(f"{kind}_{one}").cast(pl.Int32) * bit[one] for one in names)

    table = table.select(
        "id",
        *(bits(kind, some).alias(f"{kind}.{one}") for one, some in rules.OPTIONS.items() for kind in "fu"),
    )
    made: list[pl.Expr] = []
    for one in rules.OPTIONS:
        shut, open_ = pl.col(f"f.{one}"), pl.col(f"u.{one}")
        made.append(
            pl.when(shut != 0).then(0).when(open_ != 0).then(1).otherwise(2).cast(pl.Int8).alias(f"{one}.is")
        )
        made.append(pl.when(shut != 0).then(shut).otherwise(open_).alias(f"{one}.rules"))
    return table.select("id", *made)


def whole(table: pl.LazyFrame, rules: Any) -> pl.LazyFrame:  # noqa: ANN401  (as above)
    """What a screened portfolio says of each row, in its words."""
    table = table.with_columns(
        pl.any_horizontal(f"{kind}_{name}" for name in some).alias(f"{kind}.{one}")
        for one, some in rules.OPTIONS.items()
        for kind in "fu"
    )
    options = list(rules.OPTIONS)
    open_ = {one: ~pl.col(f"f.{one}") & ~pl.col(f"u.{one}") for one in options}
    return table.select(
        "id",
        pl.coalesce(pl.when(open_[one]).then(pl.lit(one)) for one in options).alias("recommended"),
        *(_status(one).alias(f"status.{one}") for one in options),
        pl.concat_str(
            (_why(one, rules.OPTIONS[one]) for one in options), separator="; ", ignore_nulls=True
        ).alias("deciding"),
    )


def _status(option: str) -> pl.Expr:
    told = {
        name: pl.lit(name, dtype=STATUSES) for name in ("not_available", "needs_information", "recommended")
    }
    return (
        pl.when(f"f.{option}")
        .then(told["not_available"])
        .when(f"u.{option}")
        .then(told["needs_information"])
        .otherwise(told["recommended"])
    )


def _why(option: str, names: list[str]) -> pl.Expr:
    def said(kind: str, mark: str) -> pl.Expr:
        each = [pl.when(f"{kind}_{one}").then(pl.lit(f"{mark}{one.lower()}")) for one in names]
        return pl.lit(f"{option}: ") + pl.concat_str(each, separator=", ", ignore_nulls=True)

    return pl.when(f"f.{option}").then(said("f", "-")).when(f"u.{option}").then(said("u", "?"))


def main(peers: str, source: str, output: str, form: str) -> None:
    """Screen a file."""
    sys.path.insert(0, peers)
    import hs24  # noqa: PLC0415  (of the peers, wherever they are)

    table = with_rules(pl.scan_parquet(source), hs24)
    made = compact(table, hs24) if form == "compact" else whole(table, hs24)
    made.sink_parquet(Path(output), compression="zstd", compression_level=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
