"""The evaluators have one meaning, whatever the rulebook, the profile, and the order of what is written."""

import json
from contextlib import closing
from decimal import Context, Decimal, localcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diagnostics import Faulty
from engine.evaluation.chaining import why_unavailable
from engine.evaluation.compiled import Compiled
from engine.evaluation.reference import evaluate
from engine.profile.from_json import read_profile
from engine.program.from_rulebook import from_rulebook
from engine.program.functions import FUNCTIONS
from engine.rulebook.from_yaml import read_rulebook
from engine.source import Source
from tests.evaluation.agreement import (
    DICTIONARY,
    assessments,
    attempt,
    content,
    evaluators,
    generated,
    seeded,
)
from tests.evaluation.generate_facts import DAYS, Raw, partly, profile, shuffled, views
from tests.evaluation.generate_program import Files, program, rulebook, written

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_generated_code_comes_to_what_the_plain_walk_comes_to(seed: int) -> None:
    both = evaluators(generated(seed), durable=False)
    for view, as_of in assessments(seeded(seed), 150):
        assert both.differences(view, as_of) == {}


@pytest.mark.skipif(why_unavailable() is not None, reason=why_unavailable() or "")
@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_durable_rules_concludes_what_the_plain_walk_concludes(seed: int) -> None:
    with closing(evaluators(generated(seed))) as all_three:
        for view, as_of in assessments(seeded(seed), 100):
            assert all_three.differences(view, as_of) == {}


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_the_order_of_files_rules_criteria_and_keys_changes_no_answer(seed: int) -> None:
    files = rulebook(seeded(seed))
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        straight = program(written(files, Path(one)), DICTIONARY)
        mixed = program(written(files, Path(other), seeded(seed)), DICTIONARY)
    assert [one.id for one in straight.options] == [one.id for one in mixed.options]
    compiled = Compiled(straight), Compiled(mixed)
    for view, as_of in assessments(seeded(seed), 30):
        answers = [attempt(each.evaluate, view, as_of) for each in compiled]
        assert content(answers[0], straight) == content(answers[1], mixed)


def json_of(raw: Raw) -> str:
    """The profile as JSON; the amounts are such that Python's shortest text for a fraction is exact."""
    return json.dumps(raw, default=float, ensure_ascii=False)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_the_order_of_keys_in_a_profile_changes_no_answer(seed: int) -> None:
    random, of = seeded(seed), generated(seed)
    for _ in range(20):
        raw = partly(random, profile(random))
        texts = json_of(raw), json_of(shuffled(random, raw))
        read = [read_profile(Source("profile.json", text), DICTIONARY)[0] for text in texts]
        assert all(read)
        as_of = random.choice(DAYS)
        answers = [
            [content(attempt(evaluate, of, view, as_of), of) for view in one.views()] for one in read if one
        ]
        assert answers[0] == answers[1]


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_the_callers_own_decimal_context_changes_no_answer(seed: int) -> None:
    of = generated(seed)
    compiled = Compiled(of)
    for view, as_of in assessments(seeded(seed), 30):
        expected = content(attempt(evaluate, of, view, as_of), of)
        with localcontext(Context(prec=3, Emax=9, Emin=-9)) as own:
            assert content(attempt(evaluate, of, view, as_of), of) == expected
            assert content(attempt(compiled.evaluate, view, as_of), of) == expected
            assert own.prec == 3


def without_conditions_of_advice(files: Files) -> Files:
    """The same rulebook, its steps and cautions said to everybody."""

    def plain(advice: Any) -> Any:
        return {key: value for key, value in advice.items() if key != "when"}

    return {
        **files,
        "steps.yaml": {"steps": [plain(one) for one in files["steps.yaml"]["steps"]]},
        "cautions.yaml": {"cautions": [plain(one) for one in files["cautions.yaml"]["cautions"]]},
    }


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_whether_something_is_known_steers_advice_and_no_status(seed: int) -> None:
    files = rulebook(seeded(seed))
    assert "is known" in files["steps.yaml"]["steps"][0]["when"]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        steered = program(written(files, Path(one)), DICTIONARY)
        plain = program(written(without_conditions_of_advice(files), Path(other)), DICTIONARY)
    for view, as_of in assessments(seeded(seed), 20):
        answer = content(attempt(evaluate, plain, view, as_of), plain)
        found = content(attempt(evaluate, steered, view, as_of), steered)
        said = {name for name in found if name.startswith("said ")}
        assert {**found, **dict.fromkeys(said, True)} == answer


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_whether_something_is_known_is_refused_where_it_would_decide(seed: int) -> None:
    random = seeded(seed)
    files = rulebook(random)
    options = [path for path in files if path.endswith("option.yaml") and "everything" not in path]
    path = random.choice(options)
    asking = {"id": "asks", "when": "is known(borrower.savings)", "source": ["made_up"]}
    files = {**files, path: {**files[path], "eligible_when": [*files[path]["eligible_when"], asking]}}
    with TemporaryDirectory() as folder:
        found, _ = read_rulebook(written(files, Path(folder)))
    assert found is not None
    made, faults = from_rulebook(found, DICTIONARY, FUNCTIONS)
    assert made is None
    assert "R219" in {fault.code for fault in faults}


def test_generated_rulebooks_and_profiles_reach_every_truth_and_status() -> None:
    """Agreement on rulebooks that never recommend anything would say little."""
    seen: set[Any] = set()
    for seed in range(40):
        of = generated(seed)
        for view, as_of in assessments(seeded(seed), 10):
            outcome = attempt(evaluate, of, view, as_of)
            if isinstance(outcome, Faulty):
                seen |= {one.code for one in outcome.diagnostics}
                continue
            seen |= {*outcome.criteria.values(), *outcome.findings.values(), *outcome.alerts.values()}
            seen |= {(one.status, one.settled) for one in outcome.options.values()}
            seen |= {(one.needed, one.held) for one in outcome.proofs.values()}
    contradictions = {"R271", "R272"}
    assert len(seen - contradictions) == 3 + 8 + 9
    assert seen & contradictions


def test_amounts_in_profiles_lie_on_and_beside_the_thresholds() -> None:
    whole = [profile(seeded(seed)) for seed in range(200)]
    (view, *_) = views(whole[0], DICTIONARY)
    assert view.value("borrower.savings") == whole[0]["borrower"]["savings"]
    assert {Decimal("499.99"), Decimal(500), Decimal("500.01")} <= {
        one["borrower"]["savings"] for one in whole
    }
