"""Other engines on a file of hardship-24, each run by a Python that has it: `screening.py` times them.

    python benchmarks/peer_files.py PEERS openfisca INPUT OUTPUT
    python benchmarks/peer_files.py PEERS zen INPUT ROWS

The rules in each engine's form are the peers' (`peers/p_openfisca.py`, `peers/p_zen.py`). OpenFisca goes from
file to file, a million rows at a time; of zen-engine only the batch call is timed, and its seconds printed.
"""

import json
import sys
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

AT_ONCE = 1_000_000


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


def openfisca(source: str, output: str) -> None:
    """Statuses and deciding rules of each row, as numbers."""
    import hs24  # noqa: PLC0415  (of the peers, wherever they are)
    import p_openfisca as engine  # noqa: PLC0415  (as above)

    system, writer = engine.system(), None
    for batch in pq.ParquetFile(source).iter_batches(AT_ONCE):
        made: dict[str, Any] = {"id": batch.column("id")}
        answers = engine.simulate(system, arrays(batch, hs24, engine), batch.num_rows)
        for option, (status, shut, open_) in answers.items():
            made |= {f"{option}.is": status.astype(np.int8)}
            made |= {f"{option}.rules": np.where(status == 0, shut, open_)}
        table = pa.table(made)
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
    {"openfisca": openfisca, "zen": zen}[sys.argv[2]](*sys.argv[3:])
