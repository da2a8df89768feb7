"""Where the command line begins, and how it ends if somebody interrupts it, however early.

Nothing but `sys` is imported before somebody listens for the interrupt: to import the rest takes longer than
to press the keys, and whoever does would get a traceback.
"""

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its status.

    Args:
        arguments: None: those that the process was called with.
    """
    try:
        from commands.group import run  # noqa: PLC0415  (see above)

        sys.exit(run(arguments))
    except KeyboardInterrupt:
        _leave()


def _leave() -> None:
    """Say that it was interrupted, where there is anywhere to say it, and leave with the status for that."""
    from contextlib import suppress  # noqa: PLC0415  (see above)

    if sys.stderr is not None:  # closed
        with suppress(OSError):
            sys.stderr.write("interrupted\n")
    sys.exit(130)


if __name__ == "__main__":
    main()
