"""A copy of the small pack whose option `instalments` rests on a condition of the test's own."""

from functools import cache
from pathlib import Path

from engine.cases.model import Results
from engine.cases.run import run_cases
from tests.cases.running import write_and_run

PROBE = "instalments.something_can_be_paid"
WEILIDAI = Path("rules/weilidai")

_OPTION = """id: instalments
eligible_when:
  - id: something_can_be_paid
    when: >-
      {condition}
    source: [X5]
steps: [contact_customer_service]
cautions: [never_pay_in_advance]
figures: [capacity, loan.next_instalment, parameter.evidence_fresh_days]
"""


@cache
def weilidai() -> Results:
    """How the cases of the pack that comes along come out, run once for all tests."""
    return run_cases(WEILIDAI)


def with_condition(
    pack: Path, condition: str, cases: dict[str, str], more: dict[str, str] | None = None
) -> Results:
    """Run the pack with a condition and with cases for it alone.

    Args:
        pack: the copy's folder.
        condition: of the criterion `instalments.something_can_be_paid`.
        cases: what is laid over the base `illness`, and whether the criterion is met, unmet or unknown.
        more: further files, by their path.
    """
    for file in (*pack.glob("*/*/cases.yaml"), *pack.glob("cases.yaml")):
        file.unlink()
    written = "".join(
        f"- name: Case {number}\n  profile: {{base: illness, {facts}}}\n"
        f"  expect: {{criteria: {{{PROBE}: {truth}}}}}\n"
        for number, (facts, truth) in enumerate(cases.items(), start=1)
    )
    files = {"options/instalments/option.yaml": _OPTION.format(condition=condition)}
    if written:
        files["cases.yaml"] = written
    results = write_and_run(pack, files | (more or {}))
    assert results.faults == ()
    return results
