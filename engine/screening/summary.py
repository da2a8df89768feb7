"""What came out of a run, counted while it runs, so that ten million rows needn't be read again.

A summary of two parts is the sum of theirs. So a run that was broken off, or that was spread over
machines, comes to the same summary as one that wasn't.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import polars as pl
from msgspec import Struct

from engine.screening.model import Rejected
from engine.screening.output_columns import ALERTS, BY_REFERENCE, RECOMMENDED, STATUS, UNSETTLED, Columns

Counts = Mapping[str, int]


class Summary(Struct, frozen=True):
    """Counts of rows of the output.

    Attributes:
        rows: of the output.
        left_out: rows of the input that are in the quarantine file.
        by_reference: decided by the exact evaluator, as columns weren't certain.
        recommended: by option; "" for rows in which none is.
        statuses: by option and status.
        unsettled: by option, rows in which its status can still change.
        alerts: by alert, rows in which it is raised.
        missing: by fact, rows that don't tell it while an option waits for it.
        codes: rows left out, by the code of what is wrong with them.
    """

    rows: int = 0
    left_out: int = 0
    by_reference: int = 0
    recommended: Counts = {}
    statuses: Mapping[str, Counts] = {}
    unsettled: Counts = {}
    alerts: Counts = {}
    missing: Counts = {}
    codes: Counts = {}

    def plus(self, other: "Summary") -> "Summary":
        """The summary of both parts."""
        return Summary(
            self.rows + other.rows,
            self.left_out + other.left_out,
            self.by_reference + other.by_reference,
            _sum(self.recommended, other.recommended),
            {
                option: _sum(self.statuses.get(option, {}), other.statuses.get(option, {}))
                for option in dict.fromkeys((*self.statuses, *other.statuses))
            },
            *(
                _sum(getattr(self, name), getattr(other, name))
                for name in ("unsettled", "alerts", "missing", "codes")
            ),
        )


def counted_rows(
    rows: pl.DataFrame, columns: Columns, missing: Counts, left_out: Iterable[Rejected]
) -> Summary:
    """The summary of some rows, of the facts missing in them, and of rows that were left out with them."""
    codes = Counter(one.code for one in left_out)
    return Summary(
        rows=rows.height,
        left_out=codes.total(),
        by_reference=int(rows.get_column(BY_REFERENCE).sum()),
        recommended=_counts(rows.get_column(RECOMMENDED)),
        statuses={one: _counts(rows.get_column(f"{STATUS}{one}")) for one in columns.options},
        unsettled=_counts(rows.get_column(UNSETTLED).explode().drop_nulls()),
        alerts=_counts(rows.get_column(ALERTS).explode().drop_nulls()),
        missing=_sum(missing, {}),
        codes=_sum(codes, {}),
    )


def _counts(values: pl.Series) -> Counts:
    found = values.value_counts()  # of an enumeration its codes, of which there are few
    counted = found.with_columns(found.to_series().cast(pl.String))
    return _sum({name or "": count for name, count in counted.iter_rows()}, {})


def _sum(one: Counts, other: Counts) -> Counts:
    """Sorted by name: the order in which counts came up says nothing."""
    added = Counter(one)
    added.update(other)
    return dict(sorted(added.items()))
