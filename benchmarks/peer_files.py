"""Other engines on a file of hardship-24, each run by a Python that has it: `screening.py` times them.

    python benchmarks/peer_files.py PEERS openfisca INPUT OUTPUT compact|whole
    python benchmarks/peer_files.py PEERS zen INPUT ROWS

The rules in each engine's form are the peers' (`peers/p_openfisca.py`, `peers/p_zen.py`). OpenFisca goes from
file to file, a million rows at a time, and writes what `by_hand.py` writes in the same form: numbers, or the
words of `xieshang screen`. Of zen-engine only the batch call is timed, and its seconds printed.
"""

import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

AT_ONCE = 1_000_000
STATUSES = pa.array(["not_available", "needs_information", "recommended"])


def arrays(table: Any, rules: Any, engine: Any) -> dict[str, Any]:  # noqa: ANN401  (libraries without types)
    """A table as the engine takes it: an array a fact, and another that says where it is known."""
    found: dict[str, Any] = {}
    for name in rules.FIELDS:
        column = table.column(name)
        found[f"known_{name}"] = column.is_valid().to_numpy(zero_copy_only=False)
        if name == "evidence":
            found |= _papers(column, len(table), engine)
        elif name in engine.CATS:
            coded = column.dictionary_encode()
            codes = np.array(
                [engine.CATS[name].index(one) for one in coded.dictionary.to_pylist()], dtype=np.int32
            )
            found[name] = codes[coded.indices.fill_null(0).to_numpy()]
        else:
            values = column.fill_null(False if name in rules.BOOL else 0).to_numpy(zero_copy_only=False)
            found[name] = values.astype(np.float32) if values.dtype == np.float64 else values
    return found


def _papers(column: Any, rows: int, engine: Any) -> dict[str, Any]:  # noqa: ANN401  (as above)
    offsets = column.offsets.to_numpy()
    coded = column.values.dictionary_encode()
    kinds, indices = coded.dictionary.to_pylist(), coded.indices.to_numpy()[offsets[0] : offsets[-1]]
    row = np.repeat(np.arange(rows), np.diff(offsets))
    found = {}
    for one in engine.DOCS:
        has = np.zeros(rows, dtype=bool)
        if one in kinds:
            has[row[indices == kinds.index(one)]] = True
        found[f"ev_{one}"] = has
    return found


def compact(answers: Any, rules: Any, engine: Any) -> dict[str, Any]:  # noqa: ANN401, ARG001  (as above)
    """Of each option a status from 0 to 2, and rules as bits."""
    made: dict[str, Any] = {}
    for option, (status, shut, open_) in answers.items():
        made[f"{option}.is"] = status.astype(np.int8)
        made[f"{option}.rules"] = np.where(status == 0, shut, open_)
    return made


def whole(answers: Any, rules: Any, engine: Any) -> dict[str, Any]:  # noqa: ANN401  (as above)
    """What a screened portfolio says of each row, in its words."""
    statuses = {option: status for option, (status, _, _) in answers.items()}
    first = np.argmax([status == 2 for status in statuses.values()], axis=0).astype(np.int8)
    none = np.all([status != 2 for status in statuses.values()], axis=0)
    made: dict[str, Any] = {"recommended": _coded(first, [*statuses], none)}
    made |= {
        f"status.{option}": _coded(status.astype(np.int8), STATUSES) for option, status in statuses.items()
    }
    why = []
    for option, (status, shut, open_) in answers.items():
        bits = np.where(status == 0, shut, open_).astype(np.int64) * 2 + (status == 0)
        different, places = np.unique(bits, return_inverse=True)
        said = [_said(option, int(one), rules, engine) for one in different]
        why.append(_coded(places.astype(np.int32), said).cast(pa.string()))
    made["deciding"] = pc.binary_join_element_wise(*why, "; ", null_handling="skip")
    return made


def _coded(codes: Any, words: Any, none: Any = None) -> Any:  # noqa: ANN401  (as above)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=none), pa.array(words, pa.string()))


def _said(option: str, bits: int, rules: Any, engine: Any) -> str | None:  # noqa: ANN401  (as above)
    mark, mask = "-" if bits & 1 else "?", bits >> 1
    names = [one.lower() for one in rules.OPTIONS[option] if mask >> engine.BIT[one] & 1]
    return f"{option}: {', '.join(mark + one for one in names)}" if names else None


def openfisca(source: str, output: str, form: str) -> None:
    """Statuses and deciding rules of each row."""
    import hs24  # noqa: PLC0415  (of the peers, wherever they are)
    import p_openfisca as engine  # noqa: PLC0415  (as above)

    system, writer = engine.system(), None
    for batch in pq.ParquetFile(source).iter_batches(AT_ONCE):
        answers = engine.simulate(system, arrays(batch, hs24, engine), batch.num_rows)
        says = compact if form == "compact" else whole
        table = pa.table({"id": batch.column("id"), **says(answers, hs24, engine)})
        writer = writer or pq.ParquetWriter(output, table.schema, compression="zstd", compression_level=1)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def zen(source: str, rows: str) -> None:
    """The batch call on the first rows; prints its seconds."""
    import p_zen as engine  # noqa: PLC0415  (of the peers, wherever they are)
    import zen as library  # noqa: PLC0415  (only in one of the environments)

    first = next(pq.ParquetFile(source).iter_batches(int(rows))).to_pylist()
    told = [{name: value for name, value in one.items() if value is not None} for one in first]
    content = library.ZenDecisionContent(json.dumps(engine.graph()))
    made = library.ZenEngine({"loader": lambda _: content})
    asked = [{"key": "hardship", "context": one} for one in told]
    start = perf_counter()
    answers = made.evaluate_batch(asked)
    print(perf_counter() - start)
    if not all("result" in one["data"] for one in answers):
        sys.exit("zen-engine has not answered")


if __name__ == "__main__":
    sys.path[:0] = [sys.argv[1], f"{sys.argv[1]}/peers"]
    calls: dict[str, Callable[..., None]] = {"openfisca": openfisca, "zen": zen}
    calls[sys.argv[2]](*sys.argv[3:])
