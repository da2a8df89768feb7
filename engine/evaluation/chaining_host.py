"""A session with durable_rules, kept clear of the ways in which it goes wrong.

Of the package only the rule engine itself, `durable_rules_engine`, is used. The Python layer above it starts
threads that run actions behind the caller's back, keeps what an action raises to itself, and drops
actions without a word if the clock is put forward meanwhile (docs/decisions/durable_rules.md).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Literal

from engine.evaluation.chaining_rules import SESSION, Ruleset

MODULE = "durable_rules_engine"


class Unsound(Exception):  # noqa: N818  (it says what the rule engine's answer is)
    """The rule engine failed, or drew none or several conclusions where there is exactly one."""


Unavailable = Literal["durable_not_installed", "python_too_new"]


def unavailable(version: tuple[int, int] = sys.version_info[:2]) -> Unavailable | None:
    """What keeps durable_rules from being used here; None if it can be."""
    try:
        import_module(MODULE)
    except ImportError:
        return "python_too_new" if version >= (3, 13) else "durable_not_installed"
    return None


def why_unavailable(version: tuple[int, int] = sys.version_info[:2]) -> str | None:
    """That in one line of English, for who installs it; an answer says it in its own language."""
    match unavailable(version):
        case "python_too_new":
            return f"durable_rules needs Python 3.12 or older, and this is {version[0]}.{version[1]}"
        case "durable_not_installed":
            return (
                "durable_rules isn't installed: `pip install 'xieshang[durable]'` builds it with a C compiler"
            )
    return None


class Session:
    """The rulesets of one program, registered and ready. Not to be used by two threads at once."""

    def __init__(self, strata: Iterable[Iterable[Ruleset]]) -> None:
        """Register them.

        Raises:
            ImportError: durable_rules can't be used here; see `why_unavailable`.
            Unsound: durable_rules doesn't take them.
        """
        self._engine = import_module(MODULE)
        with _told(self._engine):
            self._registered = [_Registered(self._engine, one) for stratum in strata for one in stratum]

    def chain(self, tokens: dict[str, str]) -> None:
        """Draw every conclusion.

        Args:
            tokens: of what is given, by proposition; what is concluded is added.

        Raises:
            Unsound: the conclusions can't be trusted; the session is to be closed.
        """
        with _told(self._engine):
            for registered in self._registered:
                tokens.update(registered.conclusions(tokens))

    def close(self) -> None:
        """Give its memory back."""
        while self._registered:
            self._registered.pop().close()


class _Registered:
    """One ruleset in the engine, with one session that every assessment leaves empty."""

    def __init__(self, engine: ModuleType, ruleset: Ruleset) -> None:
        self._engine = engine
        self._ruleset = ruleset
        self._handle: int = engine.create_ruleset("gates", ruleset.definition)
        self._has_fired = False

    def conclusions(self, tokens: dict[str, str]) -> dict[str, str]:
        """What the rules conclude, by proposition."""
        facts = self._ruleset.facts % tuple(map(tokens.__getitem__, self._ruleset.inputs))
        _, state = self._engine.assert_facts(self._handle, facts)
        drawn = {self._ruleset.conclusions[rule] for rule in self._fired(state)}
        self._engine.retract_facts(self._handle, self._ruleset.retraction)
        return _each_once(drawn, self._ruleset.propositions)

    def _fired(self, state: int) -> Iterator[str]:
        """Names of the rules that fire."""
        begun = self._engine.start_action_for_state(self._handle, state)
        message = begun and begun[1]
        while message:
            self._has_fired = True
            yield message.split('"', 2)[1]  # of {"r12":{"m":{…}}}; to parse it all would double the time
            message = self._engine.complete_and_start_action(self._handle, state)

    def close(self) -> None:
        """Delete state and rules: without the state, most of the memory stays; a fresh state crashes."""
        if self._has_fired:
            self._engine.delete_state(self._handle, SESSION)
        self._engine.delete_ruleset(self._handle)


def _each_once(drawn: set[tuple[str, str]], propositions: frozenset[str]) -> dict[str, str]:
    """The conclusions by proposition, if there is exactly one for each."""
    concluded = dict(drawn)
    missing = propositions - concluded.keys()
    if missing:
        raise Unsound(f"durable_rules concludes nothing about `{min(missing)}`")
    if len(drawn) > len(concluded):
        (name, _), *_ = Counter(name for name, _ in drawn).most_common()
        raise Unsound(f"durable_rules draws more than one conclusion about `{name}`")
    return concluded


@contextmanager
def _told(engine: ModuleType) -> Iterator[None]:
    """The rule engine's errors as ours."""
    try:
        yield
    except engine.error as error:
        raise Unsound(f"durable_rules fails: {error}") from error
