"""Sessions with durable_rules: they hold out, leave nothing behind, and are dropped after a failure."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.evaluation import chaining, chaining_host
from engine.evaluation.chaining import Chaining, Unsound, why_unavailable
from engine.evaluation.chaining_host import Session
from engine.evaluation.chaining_network import Gate, Input, Network, network_of
from engine.evaluation.chaining_rules import rulesets_of
from engine.evaluation.outcome import conclude
from tests.evaluation.generate_network import AS_OF, Sizes, program, seeded, truths

WHY = why_unavailable()
needs_durable = pytest.mark.skipif(WHY is not None, reason=WHY or "")

LARGE = Sizes(8, 12, 4, 12, 8)


@needs_durable
def test_two_thousand_assessments_are_all_right_and_leave_nothing_behind() -> None:
    """A session takes 87 KB, the 1,025th doesn't begin, and facts that stay would be seen again."""
    random = seeded(3)
    of = program(random, LARGE, full=True)
    known = [truths(random, of) for _ in range(40)]
    expected = [conclude(of, one, AS_OF) for one in known]
    chaining = Chaining(of)
    found = [chaining.evaluate(one, AS_OF) for one in known]
    before = resident()
    for _ in range(49):
        found += [chaining.evaluate(one, AS_OF) for one in known]
    assert found == expected * 50
    assert resident() - before < 20_000_000
    chaining.close()


@needs_durable
def test_conclusions_that_are_forgotten_when_there_are_too_many_are_drawn_again_and_come_out_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chaining, "MOST_KEPT", 3)
    random = seeded(6)
    of = program(random, LARGE, full=True)
    known = [truths(random, of) for _ in range(10)]
    evaluator = Chaining(of)
    for _ in range(3):
        assert [evaluator.evaluate(one, AS_OF) for one in known] == [
            conclude(of, one, AS_OF) for one in known
        ]
    evaluator.close()


@needs_durable
def test_rulesets_that_are_given_back_leave_nothing_behind() -> None:
    """A deleted ruleset keeps its sessions: each of these would leave some 2 MB."""
    random = seeded(4)
    of = program(random, Sizes(2, 3, 1, 3, 3), full=True)
    known = truths(random, of)
    before = resident()
    for _ in range(100):
        chaining = Chaining(of)
        chaining.evaluate(known, AS_OF)
        chaining.close()
    assert resident() - before < 50_000_000


def resident() -> int:
    """Bytes of memory in use by this process; 0 where nobody says."""
    known = Path("/proc/self/statm")
    return int(known.read_text().split()[1]) * 4096 if known.exists() else 0


@needs_durable
def test_rulesets_that_were_never_asked_can_be_given_back() -> None:
    """Deleting a session in which no rule has fired yet brings the process down."""
    session = Session(rulesets_of(network_of(program(seeded(5)))))
    session.close()
    chaining = Chaining(program(seeded(5)))
    chaining.close()
    chaining.close()


@needs_durable
def test_two_evaluators_of_one_program_live_side_by_side_and_one_that_was_closed_begins_anew() -> None:
    """Names of rulesets are global, and a second one of the same name is refused."""
    random = seeded(6)
    of = program(random, LARGE, full=True)
    one, other = Chaining(of), Chaining(of)
    for _ in range(3):
        known = truths(random, of)
        expected = conclude(of, known, AS_OF)
        assert one.evaluate(known, AS_OF) == other.evaluate(known, AS_OF) == expected
        one.close()
    other.close()
    one.close()


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take over from each other as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@needs_durable
@pytest.mark.usefixtures("restless")
def test_threads_take_turns_at_one_session() -> None:
    """A session that is taken for each thread would never be given back."""
    random = seeded(8)
    of = program(random, LARGE, full=True)
    known = [truths(random, of) for _ in range(25)] * 8
    chaining = Chaining(of)
    chaining.evaluate(known[0], AS_OF)
    before = resident()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda one: chaining.evaluate(one, AS_OF), known))
    assert found == [conclude(of, one, AS_OF) for one in known]
    assert resident() - before < 40_000_000
    chaining.close()


@needs_durable
def test_no_thread_runs_rules_behind_our_back() -> None:
    """The Python layer of durable_rules starts two timers; they would run actions at any time."""
    random = seeded(9)
    of = program(random)
    before = threading.active_count()
    chaining = Chaining(of)
    chaining.evaluate(truths(random, of), AS_OF)
    assert threading.active_count() == before
    assert "durable.engine" not in sys.modules
    chaining.close()


@needs_durable
def test_durable_rules_is_loaded_only_when_it_is_asked_something() -> None:
    code = (
        "import sys; from engine.evaluation.chaining import Chaining;"
        "from tests.evaluation.generate_network import assembled; Chaining(assembled());"
        "print([name for name in sys.modules if 'durable' in name])"
    )
    command = [sys.executable, "-c", code]
    made = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  (our own code)
    assert made.stdout.strip() == "[]"


CALLS = {"unmet": "unmet", "unknown": "unknown"}
GATE = Gate("well", ("unmet", "unknown", "met"), (Input("a", CALLS), Input("b", CALLS)))


def doctored(*, without: str = "", same_as_first: str = "") -> Session:
    """A session whose one ruleset lacks a rule, or has a rule with the condition of the first."""
    ((whole,),) = rulesets_of(Network((), {}, ((GATE,),)))
    rules = json.loads(whole.definition)
    if same_as_first:
        rules[same_as_first] = rules["r0"]
    rules.pop(without, None)
    return Session(((replace(whole, definition=json.dumps(rules)),),))


@needs_durable
def test_rules_that_draw_nothing_are_noticed() -> None:
    """An unhandled fact is told before the rules of the other facts have run."""
    session = doctored(without="r4")
    with pytest.raises(Unsound, match="concludes nothing about `well`"):
        session.chain({"a": "met", "b": "met"})
    session.close()


@needs_durable
def test_rules_that_contradict_each_other_are_noticed() -> None:
    """`post` shows an event to one rule only; what is asserted is seen by all."""
    session = doctored(same_as_first="r4")
    with pytest.raises(Unsound, match="more than one conclusion about `well`"):
        session.chain({"a": "unmet", "b": "met"})
    session.close()


@needs_durable
def test_a_rule_that_fires_twice_counts_once() -> None:
    session = doctored(same_as_first="r1")
    tokens = {"a": "unmet", "b": "unmet"}
    session.chain(tokens)
    assert tokens["well"] == "unmet"
    session.close()


@needs_durable
def test_errors_of_the_rule_engine_are_told_as_ours() -> None:
    """What an action raises ends up in the engine's state, where nobody looks."""
    ((whole,),) = rulesets_of(Network((), {}, ((GATE,),)))
    with pytest.raises(Unsound, match=r"durable_rules fails: .*error code"):
        Session(((replace(whole, definition="{"),),))


@needs_durable
def test_an_error_while_chaining_is_told_as_ours() -> None:
    """A fact that more than 64 nodes match is error 303."""
    ((whole,),) = rulesets_of(Network((), {}, ((GATE,),)))
    rules = {
        f"r{number}": {"all": [{"m": {"$and": [{"gate": "g0"}, {"$neq": {"i0": f"x{number}"}}]}}]}
        for number in range(70)
    }
    session = Session(((replace(whole, definition=json.dumps(rules)),),))
    with pytest.raises(Unsound, match=r"durable_rules fails: .*error code: 303"):
        session.chain({"a": "met", "b": "met"})
    session.close()


@needs_durable
def test_after_a_failure_a_new_session_answers() -> None:
    """A session that stopped half-way still holds facts, and rules that have yet to fire."""
    random = seeded(10)
    of = program(random, Sizes(2, 3, 1, 4, 3), full=True)
    known = truths(random, of)
    *earlier, (last,) = rulesets_of(network_of(of))
    deaf = replace(last, definition=json.dumps({"r0": {"all": [{"m": {"gate": "nobody"}}]}}))
    chaining = Chaining(of)
    before = resident()
    for _ in range(60):
        chaining.close()
        chaining._session = Session((*earlier, (deaf,)))
        with pytest.raises(Unsound, match="concludes nothing about"):
            chaining.evaluate(known, AS_OF)
        assert chaining.evaluate(known, AS_OF) == conclude(of, known, AS_OF)
    assert resident() - before < 50_000_000
    chaining.close()


def test_where_durable_rules_is_missing_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, chaining_host.MODULE, None)
    assert why_unavailable((3, 12)) == (
        "durable_rules isn't installed: `pip install 'xieshang[durable]'` builds it with a C compiler"
    )
    assert why_unavailable((3, 13)) == "durable_rules needs Python 3.12 or older, and this is 3.13"
    with pytest.raises(ImportError):
        Session(())


@needs_durable
def test_where_durable_rules_is_at_hand_there_is_no_reason_against_it() -> None:
    assert why_unavailable() is None
