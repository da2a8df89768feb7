"""Whether the solver is here, asked before anything that needs it is imported."""

from importlib.util import find_spec

from engine.diagnostics import NotInstalled


def needs_z3() -> None:
    """Refuse to go on without the solver.

    Raises:
        NotInstalled: it isn't here; the message says what to do.
    """
    if find_spec("z3") is None:
        raise NotInstalled("z3 isn't installed; run `pip install 'xieshang[analysis]'`")
