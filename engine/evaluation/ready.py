"""What a program's evaluators make of it before the first profile, and how it is kept between runs.

To write the functions of a pack and to lay out its network takes longer than fifty assessments. Both follow
from the program alone, so they are kept beside it and go with it; whatever changes the program's key changes
theirs.

INVARIANT: what was kept answers as what is made anew; held in tests/evaluation/test_ready.py.
"""

import marshal
import pickle
from collections.abc import Callable, Mapping
from io import BytesIO
from types import CodeType
from typing import Any, Final

from msgspec import Struct

from engine.evaluation.chaining_network import Network, network_of
from engine.evaluation.chaining_rules import Ruleset, rulesets_of
from engine.evaluation.generated_source import AdviceSource, Source
from engine.feel.signature import Function
from engine.program.kept import KeptProgram, keep, taken
from engine.program.model import Program

_NAME: Final = ".ready"  # of the file, after the key of the program


class Functions(Struct, frozen=True):
    """The generated functions of a program: their texts, and the same as code.

    Attributes:
        decide: for all on which a decision rests.
        advise: for the rest.
    """

    decide: Source
    decide_code: CodeType
    advise: AdviceSource
    advise_code: CodeType


class Layout(Struct, frozen=True):
    """The network of a program, and the rulesets of each of its strata."""

    network: Network
    strata: tuple[tuple[Ruleset, ...], ...]


class Ready(Struct, frozen=True):
    """What the two evaluators start from."""

    functions: Functions
    layout: Layout


def ready(program: Program) -> Ready:
    """Make it."""
    return Ready(functions_of(program), layout_of(program))


def functions_of(program: Program) -> Functions:
    """Write and compile the functions of a program."""
    from engine.evaluation.generate import function_text  # noqa: PLC0415  (slow, and most are kept)
    from engine.evaluation.generate_advice import advice_text  # noqa: PLC0415  (as above)

    decide = function_text(program)
    advise = advice_text(program, frozenset(decide.measures))
    return Functions(decide, _compiled(decide), advise, _compiled(advise))


def _compiled(source: Source | AdviceSource) -> CodeType:
    return compile(source.text, "<program>", "exec")


def layout_of(program: Program) -> Layout:
    """Lay out the network of a program."""
    network = network_of(program)
    return Layout(network, rulesets_of(network))


def kept_ready(kept: KeptProgram) -> Ready:
    """As `ready`, but taken from where an earlier run kept it beside the program."""
    place = None if kept.place is None else kept.place.with_suffix(_NAME)
    data = None if place is None else taken(place)
    if data is not None:
        found: Ready = _Unpickler(data, kept.program.functions).load()
        return found
    made = ready(kept.program)
    if place is not None:
        keep(place, _pickled(made, kept.program.functions))
    return made


def _pickled(made: Ready, functions: Mapping[str, Function]) -> bytes:
    data = BytesIO()
    _Pickler(data, functions).dump(made)
    return data.getvalue()


class _Pickler(pickle.Pickler):
    """Writes code as Python does in its own cache, and what a program's functions do by their names."""

    def __init__(self, data: BytesIO, functions: Mapping[str, Function]) -> None:
        super().__init__(data, protocol=5)
        self._names = {id(one.apply): name for name, one in functions.items()}

    def persistent_id(self, obj: Any) -> str | None:  # noqa: ANN401  (pickle gives whatever comes)
        return self._names.get(id(obj))

    def reducer_override(self, obj: Any) -> Any:  # noqa: ANN401  (as above)
        if isinstance(obj, CodeType):
            return marshal.loads, (marshal.dumps(obj),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Reads what `_Pickler` wrote."""

    def __init__(self, data: bytes, functions: Mapping[str, Function]) -> None:
        super().__init__(BytesIO(data))
        self._functions = functions

    def persistent_load(self, pid: str) -> Callable[..., Any]:
        return self._functions[pid].apply
