"""B122: what the workers have written gets the name of the output, in one step and only when it is whole.

Spark writes a folder of parts, and a run that is killed leaves half of one. So it writes into a folder with
another name, which gets that of the output last. A folder that holds anything else is never taken for an old
output: `-o .` would otherwise drop a home directory.
"""

from collections.abc import Iterable
from contextlib import suppress
from time import sleep
from typing import TYPE_CHECKING, Final

from engine.diagnostics import Diagnostic, Faulty
from engine.screening.output_forms import Form
from engine.screening.spark.files import Files, told
from engine.screening.spark.told import KIND, ROWS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WHOLE: Final = "_SUCCESS"  # stands in a folder that Spark has written to the end
_PART: Final = "part-"
_LOOKS_EVERY: Final = 0.25  # seconds
_STAYS_AWAY: Final = 10  # looks
_LOOKS: Final = 240  # at most


class Staging:
    """Where an output stands until it is whole."""

    def __init__(self, session: "SparkSession", address: str, name: str) -> None:
        """Choose a place beside the output that no other run has.

        Args:
            session: of Spark.
            address: of the output, for Spark.
            name: of the output, as it is shown.

        Raises:
            Faulty: something else has this name (B122), or it can't be reached (B121).
        """
        self._session, self._address, self._name = session, address.rstrip("/"), name
        self._files = Files(session, address)
        self.folder = f"{self._address}.{session.sparkContext.applicationId}"
        with told(name):
            self._check()

    def _check(self) -> None:
        names = self._files.names(self._address) or ()
        other = next((one for one in names if not one.startswith((_PART, "_", "."))), None)
        if other is not None or (names and WHOLE not in names):
            what = f"holds `{other}`" if other else "isn't an output of Spark"
            message = f"`{self._name}` is a folder that {what}"
            help_ = "give another name with `-o`: only an earlier output is replaced"
            raise Faulty([Diagnostic("B122", message, file=self._name, help=help_)])

    def of(self, kind: str) -> str:
        """The folder into which Spark writes what is of a kind."""
        return f"{self.folder}/{KIND}={kind}"

    def has(self, kind: str) -> bool:
        """Whether there is anything of a kind."""
        return self._files.exists(self.of(kind))

    def finish(self, form: Form, head: bytes) -> None:
        """Give parts of text an ending that tells their form; without any part there is one with a head."""
        folder = self.of(ROWS)
        parts = [one for one in self._files.names(folder) or () if one.startswith(_PART)]
        for one in parts:
            self._rename(f"{folder}/{one}", f"{folder}/{one.removesuffix('.txt')}.{form}")
        if not parts:
            self._files.write(f"{folder}/{_PART}00000.{form}", [head])

    def mark(self) -> None:
        """Say of the rows that they are whole, as Spark does."""
        self._files.write(f"{self.of(ROWS)}/{WHOLE}", [])

    def write(self, address: str, data: Iterable[bytes], *, wanted: bool = True) -> None:
        """Write a file beside the output; one that isn't wanted only where something of its name is there."""
        files = Files(self._session, address)
        if wanted or files.exists(address):
            files.write(address, data)

    def deliver(self) -> None:
        """Give the output its name; what had it before goes.

        Raises:
            Faulty: the file system doesn't (B121); what had the name has it again.
        """
        before = f"{self.folder}.before"
        is_there = self._files.exists(self._address)
        if is_there:
            self._rename(self._address, before)
        try:
            self._rename(self.of(ROWS), self._address)
        except Faulty:
            if is_there:
                self._rename(before, self._address)
            raise
        if is_there:
            self._files.delete(before)

    def _rename(self, one: str, to: str) -> None:
        self._files.rename(one, to, self._name)

    def drop(self) -> None:
        """Leave nothing beside the output of a run that came to its end."""
        with told(self._name):
            self._files.delete(self.folder)

    def give_up(self, looks: int = _LOOKS) -> None:
        """Leave nothing of a run that didn't: a part that Spark has told to stop may still begin a file.

        Where Java has ended there is nobody who could tidy up: then the run says that, and no more.

        Args:
            looks: how often it is looked, at most.
        """
        away = 0
        with suppress(Faulty), told(self._name):
            for _ in range(looks):
                away = 0 if self._files.exists(self.folder) else away + 1
                if away == _STAYS_AWAY:
                    break
                self.drop()
                sleep(_LOOKS_EVERY)
