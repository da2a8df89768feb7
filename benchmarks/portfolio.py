"""A portfolio as a lender of 微粒贷 might hold it, made up: one loan a row, columns called like facts.

    python benchmarks/portfolio.py FOLDER [--rows 1000000] [--seed 0]

Benchmarks on rows that lie on thresholds would say how slow the exact evaluator is; on rows that are all
alike, how well values repeat. So amounts, terms and days hang together here as they do in a loan's account,
most loans are paid as agreed, and much isn't known of most borrowers. Files of a million rows at most.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

AS_OF = date(2026, 11, 25)
IN_A_FILE = 1_000_000
TERMS, RATES = (5, 10, 20), (20, 25, 30, 35, 40, 45, 50)  # rates in hundred-thousandths a day
CAUSES = {
    "none": 0.62,
    "job_loss": 0.09,
    "income_loss": 0.11,
    "illness": 0.07,
    "business_failure": 0.05,
    "family_misfortune": 0.02,
    "accident": 0.02,
    "disaster": 0.005,
    "other": 0.015,
}
PAPERS = {
    "job_loss": "separation_certificate",
    "income_loss": "payslip",
    "illness": "medical_diagnosis",
    "business_failure": "business_accounts",
    "family_misfortune": "household_register",
    "accident": "accident_report",
    "disaster": "disaster_certificate",
    "other": "other",
}
METHODS = {"equal_principal": 0.9, "equal_instalment": 0.08, "interest_first": 0.02}

Numbers = np.ndarray[Any, Any]


class Draw:
    """Columns of one file, drawn in a fixed order."""

    def __init__(self, rows: int, seed: int) -> None:
        """The same rows for the same seed."""
        self.rows = rows
        self.random = np.random.default_rng(seed)

    def chance(self, share: float) -> Numbers:
        """True in that share of the rows."""
        return self.random.random(self.rows) < share

    def whole(self, least: int, below: int) -> Numbers:
        """Whole numbers, evenly."""
        return self.random.integers(least, below, self.rows)

    def one_of(self, of: dict[str, float]) -> pl.Series:
        """Words, as often as is said."""
        words, shares = list(of), np.array(list(of.values()))
        drawn = self.random.choice(len(words), self.rows, p=shares / shares.sum())
        return pl.Series(words).gather(drawn)

    def amount(self, middle: float, spread: float, step: int = 1) -> Numbers:
        """Fen, most near the middle, in steps."""
        drawn = np.exp(self.random.normal(np.log(middle), spread, self.rows))
        return (drawn // step).astype(np.int64) * step

    def told(self, values: Any, share: float) -> pl.Series:  # noqa: ANN401  (what a series is made of)
        """The values, where they are told."""
        return pl.select(pl.when(pl.Series(self.chance(share))).then(pl.Series(values))).to_series()


def decimal(whole: pl.Series | Numbers, digits: int) -> pl.Series:
    """Whole numbers of the last digit as decimals."""
    kind = pl.Decimal(18, digits)
    last = pl.lit(f"{10**-digits:.{digits}f}").cast(kind)
    return pl.select((pl.lit(pl.Series(whole)).cast(pl.Decimal(18, 0)) * last).cast(kind)).to_series()


def yuan(fen: pl.Series | Numbers) -> pl.Series:
    """Fen as an amount with two digits after the point."""
    return decimal(fen, 2)


def days(since: date, count: Numbers) -> pl.Series:
    """The days so many days after one."""
    first = since.toordinal() - date(1970, 1, 1).toordinal()
    return pl.Series((first + count).astype(np.int32)).cast(pl.Date)


def loans(draw: Draw) -> dict[str, pl.Series]:
    """What the lender's own books say."""
    original = np.clip(draw.amount(1_200_000, 1.0, 10_000), 50_000, 20_000_000)
    term = draw.random.choice(TERMS, draw.rows, p=(0.2, 0.3, 0.5))
    left = np.minimum(draw.whole(1, 21), term)
    rate = draw.random.choice(RATES, draw.rows, p=(0.05, 0.1, 0.15, 0.2, 0.2, 0.15, 0.15))
    outstanding = original * left // term
    late = np.where(draw.chance(0.12), draw.whole(1, 120), 0)
    until_due = draw.whole(0, 30)
    instalment = outstanding // left + outstanding * rate * 30 // 100_000
    overdue = np.where(late > 0, instalment * (1 + late // 30), 0)
    penalty = overdue * rate * 15 * late // 1_000_000
    method = draw.one_of(METHODS)
    whole = draw.chance(0.01) & (late > 60)
    payoff = outstanding + outstanding * rate * (30 - until_due) // 100_000 + penalty
    return {
        "loan.product": pl.repeat("weilidai", draw.rows, eager=True),
        "loan.original_principal": yuan(original),
        "loan.outstanding_principal": yuan(outstanding),
        "loan.payoff_amount": yuan(draw.told(payoff, 0.5)),
        "loan.rate.value": decimal(rate, 5),
        "loan.rate.per": pl.repeat("day", draw.rows, eager=True),
        "loan.repayment_method": method,
        "loan.original_instalments": pl.Series(term),
        "loan.remaining_instalments": pl.Series(left),
        "loan.next_due_date": days(AS_OF, until_due),
        "loan.next_instalment": yuan(instalment),
        "loan.borrowed_on": days(AS_OF, until_due - 30 * (term - left + 1)),
        "loan.final_maturity_date": days(AS_OF, until_due + 30 * (left - 1)),
        "loan.days_overdue": pl.Series(late),
        "loan.overdue_amount": yuan(overdue),
        "loan.overdue_penalty": yuan(draw.told(penalty, 0.8)),
        "loan.is_due_as_a_whole": pl.Series(whole),
        "agreements": agreements(draw, instalment),
    }


def agreements(draw: Draw, instalment: Numbers) -> pl.Series:
    """What has been agreed before: of most loans nothing, and that is known."""
    one = pl.struct(
        state=draw.one_of({"performing": 0.6, "breached": 0.25, "completed": 0.15}),
        signed_on=days(AS_OF, -draw.whole(10, 300)),
        monthly_payment=yuan(instalment // 2),
        next_payment_date=days(AS_OF, draw.whole(1, 30)),
        can_be_kept=draw.told(draw.chance(0.8), 0.5),
    )
    is_there = pl.Series(draw.chance(0.03))
    return pl.select(there(pl.concat_list(pl.when(is_there).then(one).otherwise(None)))).to_series()


def borrowers(draw: Draw) -> dict[str, pl.Series]:
    """What they have told, and that is little of most."""
    usual = draw.amount(650_000, 0.5, 100)
    cause = draw.one_of(CAUSES)
    is_hard = (cause != "none").to_numpy()
    income = np.where(is_hard, usual * draw.whole(0, 90) // 100, usual)
    expenses = np.minimum(draw.amount(260_000, 0.4, 100), usual)
    began = draw.whole(5, 240)
    ends = draw.whole(-20, 300)
    return {
        "borrower.monthly_income": yuan(draw.told(income, 0.85)),
        "borrower.monthly_essential_expenses": yuan(draw.told(expenses, 0.7)),
        "borrower.monthly_other_debt_payments": yuan(
            draw.told(np.where(draw.chance(0.6), 0, draw.amount(80_000, 0.7)), 0.6)
        ),
        "borrower.savings": yuan(draw.told(np.where(draw.chance(0.4), 0, draw.amount(400_000, 1.2)), 0.5)),
        "borrower.foresees_missed_payment": draw.told(is_hard & draw.chance(0.7), 0.6),
        "borrower.has_contacted_lender": pl.Series(draw.chance(0.15)),
        "borrower.has_stopped_paying": draw.told(draw.chance(0.03), 0.7),
        "hardship.cause": cause,
        "hardship.began_on": of_the_hard(is_hard, days(AS_OF, -began)),
        "hardship.expected_end": of_the_hard(is_hard & draw.chance(0.5), days(AS_OF, ends)),
        "hardship.duration": of_the_hard(
            is_hard & draw.chance(0.8), draw.one_of({"temporary": 0.7, "lasting": 0.3})
        ),
        "request.instalments": draw.told(draw.random.choice((6, 12, 24, 36), draw.rows), 0.05),
        "request.lump_sum": yuan(draw.told(draw.amount(300_000, 0.8, 100), 0.02)),
        "declaration.is_true": draw.told(draw.chance(0.995), 0.5),
        "evidence": evidence(draw, cause),
        "offers": offers(draw),
        "third_parties": third_parties(draw),
    }


def of_the_hard(is_hard: Numbers, values: pl.Series) -> pl.Series:
    """What only those tell who are in difficulty."""
    return pl.select(pl.when(pl.Series(is_hard)).then(values)).to_series()


def there(lists: pl.Expr) -> pl.Expr:
    """Lists without what is null in them; `list.drop_nulls` takes fifty times as long."""
    return lists.list.eval(pl.element().filter(pl.element().is_not_null()))


def evidence(draw: Draw, cause: pl.Series) -> pl.Series:
    """Papers: one that shows the cause, a bank statement, both or none; of most nothing is known."""
    seen = pl.Series(draw.chance(0.5) & (cause != "none").to_numpy())
    about = cause.replace_strict(PAPERS, default=None, return_dtype=pl.String)
    issued = days(AS_OF, -draw.whole(0, 150))
    first = pl.struct(kind=about, issued_on=issued)
    second = pl.struct(kind=pl.lit("bank_statement"), issued_on=issued)
    both = pl.concat_list(
        pl.when(about.is_not_null() & pl.Series(draw.chance(0.7))).then(first).otherwise(None),
        pl.when(pl.Series(draw.chance(0.4))).then(second).otherwise(None),
    )
    return pl.select(pl.when(seen).then(there(both))).to_series()


def offers(draw: Draw) -> pl.Series:
    """Money from elsewhere: of some known that there is none, of few that there is."""
    yearly = pl.Series(draw.random.choice((0, 6, 12), draw.rows))
    amounts, of_few = yuan(draw.amount(1_000_000, 0.8, 10_000)), draw.chance(0.03)
    one = pl.struct(
        kind=pl.when(yearly == 0).then(pl.lit("family_or_friends")).otherwise(pl.lit("bank_small_loan")),
        amount=amounts,
        annual_rate=decimal(yearly, 2),
        fee=yuan(np.zeros(draw.rows, dtype=np.int64)),
        instalments=pl.Series(draw.random.choice((6, 12, 24), draw.rows)),
    )
    known = pl.Series(draw.chance(0.3))
    held = there(pl.concat_list(pl.when(pl.Series(of_few)).then(one).otherwise(None)))
    return pl.select(pl.when(known).then(held)).to_series()


def third_parties(draw: Draw) -> pl.Series:
    """Agents who have called: told of by few."""
    one = pl.struct(
        kind=pl.lit("agent"),
        asks_for_fee=pl.Series(draw.chance(0.4)),
        asks_to_stop_paying=pl.Series(draw.chance(0.2)),
    )
    called, known = pl.Series(draw.chance(0.02)), pl.Series(draw.chance(0.3))
    held = there(pl.concat_list(pl.when(called).then(one).otherwise(None)))
    return pl.select(pl.when(known).then(held)).to_series()


def portfolio(rows: int, seed: int, first: int = 0) -> pl.DataFrame:
    """So many loans, numbered from one on."""
    draw = Draw(rows, seed)
    ids = pl.select("W" + pl.int_range(first, first + rows).cast(pl.String).str.zfill(8)).to_series()
    return pl.DataFrame({"id": ids, **loans(draw), **borrowers(draw)})


def write(folder: Path, rows: int, seed: int = 0) -> None:
    """A folder of Parquet files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, rows, IN_A_FILE)):
        made = portfolio(min(IN_A_FILE, rows - first), seed + number, first)
        made.write_parquet(folder / f"{number:03}.parquet", row_group_size=125_000)


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description="A made-up portfolio of loans.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    write(asked.folder, asked.rows, asked.seed)


if __name__ == "__main__":
    main()
