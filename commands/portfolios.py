"""What a lender's operations ask: a portfolio screened, a row of it explained, a sample computed again.

They run for minutes on files that matter: a run that was stopped has to be told from one that ended, by its
exit status too. The work itself is in `engine.screening`.
"""

import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.options import A_FILE, A_PATH, ANSWER_FORM, FORM, OUTPUT, PACK, RULES, day
from engine.said import ANSWERED, AT_FAULT, INTERRUPTED, Said, answered, verdict

_PARTS = click.argument(
    "inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(readable=False)
)
_INPUT = click.option(
    "--input",
    "inputs",
    multiple=True,
    required=True,
    type=click.Path(readable=False),
    help="The file that was screened; more than once for several.",
)
_MAPPING = click.option("--mapping", type=A_FILE, help="YAML file that says which column is which fact.")
_SCREENED = click.argument("screened", metavar="OUTPUT", type=A_PATH)  # of Spark it is a folder
_LANGUAGE = click.option("--language", help="Language of the answer. Default: the pack's first.")


@click.command()
@_PARTS
@click.option("-o", "--output", metavar="FILE", help="File for the rows; with Spark a folder.")
@PACK
@RULES
@_MAPPING
@click.option("--as-of", type=day, help="Day of the assessment. Default: each row's own, else today.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "ndjson", "csv"]),
    help="Default: by the ending of the output.",
)
@click.option("--batch", type=click.IntRange(1, 10_000_000), help="Rows decided at once. Default: 131072.")
@click.option("--resume", is_flag=True, help="Go on with a run that was broken off, if there is one.")
@click.option("--restart", is_flag=True, help="Drop a run that was broken off, and begin anew.")
@click.option(
    "--engine",
    type=click.Choice(["columns", "spark"]),
    default="columns",
    show_default=True,
    help="On one machine, or spread over many by Spark.",
)
@click.option("--master", metavar="URL", help="Spark's master: local[2], spark://HOST:7077, yarn.")
@click.option("--preflight", is_flag=True, help="Show how the input is read, and screen nothing.")
@click.option("--summary", type=A_FILE, help="Write the summary to a file that ends in .html or .json.")
@click.option(
    "--quarantine",
    metavar="FILE",
    help="File for rows left out, .csv or .ndjson. Default: beside the output.",
)
@_LANGUAGE
def screen(inputs: tuple[str, ...], output: str | None, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Screen a portfolio: for every loan the option to ask for, the status of each, and why.

    INPUT is Parquet, NDJSON or CSV: files, folders or patterns. Rows that can't be read or decided
    are left out and stand in the quarantine file; the exit status is then 1. A run that was broken
    off goes on with --resume and comes to the same output, byte for byte. With --engine spark the
    output is a folder of parts, and a run always begins anew.

    \b
    Example:
      xieshang screen loans.csv --mapping loans.yaml --preflight
      xieshang screen loans.parquet -o screened.parquet --summary screened.html
      xieshang screen hdfs://nn/loans -o hdfs://nn/screened.parquet --engine spark --master yarn
    """
    from engine.program.kept import load_kept
    from engine.screening.screen import needs_polars

    needs_polars()
    program = load_kept(asked.pop("pack"), asked.pop("rules"))
    if asked.pop("preflight"):
        return _preflight(program, inputs, asked["mapping"], None if output is None else _file(output))
    if output is None:
        raise click.UsageError("Missing option '-o' / '--output'.")
    if asked.pop("engine") == "spark":
        return _on_spark(program, inputs, output, **asked)
    if asked.pop("master") is not None:
        raise click.UsageError("`--master` is Spark's: give `--engine spark` with it.")
    quarantine = asked.pop("quarantine")
    asked["quarantine"] = None if quarantine is None else _file(quarantine)
    return _screen(program, inputs, _file(output), **asked)


def _file(name: str) -> Path:
    """A name as that of a file of this machine."""
    path: Path = A_FILE.convert(name, None, None)
    return path


def _preflight(program: Any, inputs: tuple[str, ...], mapping: Path | None, output: Path | None) -> Said:  # noqa: ANN401  (imported late)
    from engine.screening.preflight_text import to_text
    from engine.screening.screen import preflight

    return answered(to_text(preflight(program, inputs, mapping)), output)


def _screen(
    program: Any,  # noqa: ANN401  (imported late)
    inputs: tuple[str, ...],
    output: Path,
    language: str | None,
    summary: Path | None,
    mapping: Path | None,
    **asked: Any,  # noqa: ANN401  (what click gives)
) -> Said:
    from engine.languages import spoken
    from engine.screening.interrupting import between_batches
    from engine.screening.run import Asked, run
    from engine.screening.screen import opened, spare_the_input
    from engine.screening.summary_files import check_ending, write_summary
    from engine.screening.summary_text import to_text

    language = spoken(language, program.head.languages)
    if summary is not None:
        check_ending(summary)
    ready = opened(program, inputs, mapping)
    spare_the_input(ready.portfolio, output)
    today = datetime.now().astimezone().date()
    telling = _progress(ready.portfolio)
    try:
        asked_for = Asked(today=today, mapping=ready.mapping, **asked)
        with between_batches(telling) as heard:
            report = run(ready.columnar, ready.portfolio, output, asked_for, heard)
    except KeyboardInterrupt:
        return Said("", "interrupted; what is done is kept, `--resume` goes on from there\n", INTERRUPTED)
    finally:
        telling.end()
    if summary is not None:
        write_summary(summary, report.summary, program, language)
    status = AT_FAULT if report.summary.left_out else ANSWERED
    return Said(to_text(report.summary, program, language), f"{report.said()}\n", status)


def _on_spark(
    program: Any,  # noqa: ANN401  (imported late)
    inputs: tuple[str, ...],
    output: str,
    language: str | None,
    summary: Path | None,
    master: str | None,
    **asked: Any,  # noqa: ANN401  (what click gives)
) -> Said:
    from engine.languages import spoken
    from engine.screening.spark.asked import Asked
    from engine.screening.spark.screen import screen as screened
    from engine.screening.summary_files import check_ending, write_summary
    from engine.screening.summary_text import to_text

    if asked.pop("resume") | asked.pop("restart"):
        raise click.UsageError(
            "`--resume` and `--restart` are for runs on one machine: on Spark a run begins anew, and one "
            "that was broken off leaves nothing under the name of its output."
        )
    language = spoken(language, program.head.languages)
    if summary is not None:
        check_ending(summary)
    wanted = Asked(today=datetime.now().astimezone().date(), **asked)
    try:
        report = screened(program, inputs, output, wanted, master, sys.stderr.write)
    except KeyboardInterrupt:
        return Said("", "interrupted; nothing was written under the name of the output\n", INTERRUPTED)
    if summary is not None:
        write_summary(summary, report.summary, program, language)
    status = AT_FAULT if report.summary.left_out else ANSWERED
    return Said(to_text(report.summary, program, language), f"{report.said()}\n", status)


def _progress(portfolio: Any) -> Any:  # noqa: ANN401  (imported late)
    """Tells on standard error how far the run is."""
    from engine.screening.progress import Progress, estimated_rows

    return Progress(sys.stderr, estimated_rows([part.path for part in portfolio.parts]))


@click.command()
@_SCREENED
@click.option("--id", "id_", required=True, metavar="ID", help="Id of the row.")
@_INPUT
@PACK
@RULES
@_MAPPING
@_LANGUAGE
@ANSWER_FORM
@OUTPUT
def explain(screened: Path, inputs: tuple[str, ...], output: Path | None, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Explain one row of a screened portfolio: its whole recommendation, rebuilt from the input.

    It is said whether the stored row agrees with it.

    \b
    Example:
      xieshang explain screened.parquet --id 4711 --input loans.parquet
    """
    from engine.program.kept import load_kept
    from engine.screening.screen import explain as explained
    from engine.screening.screen import needs_polars

    needs_polars()
    from engine.screening.explain import written

    program, form = load_kept(asked.pop("pack"), asked.pop("rules")), asked.pop("form")
    found = explained(program, screened, asked.pop("id_"), inputs, **asked)
    return answered(written(found, form), output, found.faults)


@click.command()
@_SCREENED
@_INPUT
@click.option("--sample", default="1000", show_default=True, metavar="N", help="How many rows, or `all`.")
@click.option("--seed", default=0, show_default=True, help="Which rows: the same seed draws the same.")
@PACK
@RULES
@_MAPPING
@FORM
def replay(screened: Path, inputs: tuple[str, ...], sample: str, form: str, **asked: Any) -> Said:  # noqa: ANN401  (what click gives)
    """Compute rows of a screened portfolio again, one by one, and show every difference.

    The rows are drawn evenly, and computed by the evaluator that is the meaning of the rules.

    \b
    Example:
      xieshang replay screened.parquet --input loans.parquet --sample 500
    """
    from engine.program.kept import load_kept
    from engine.screening.screen import replay as replayed

    program = load_kept(asked.pop("pack"), asked.pop("rules"))
    found = replayed(program, screened, inputs, sample=_sample(sample), **asked)
    return verdict(found.faults, found.said(), form)


def _sample(text: str) -> int | None:
    """A number of rows; None for all."""
    if text == "all":
        return None
    if not re.fullmatch("0*[1-9][0-9]{0,17}", text):
        raise click.BadParameter(f"`{text}` is neither a number of rows nor `all`", param_hint="'--sample'")
    return int(text)
