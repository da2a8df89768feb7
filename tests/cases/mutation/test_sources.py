"""Small changes of sources: each citation dropped, and exchanged for the next, and which cases notice it."""

import shutil
from pathlib import Path

import pytest

from engine.cases.mutation import resourcing
from engine.cases.mutation.model import Kind
from engine.cases.mutation.run import Mutation, mutation, surviving
from engine.cases.run import run_cases
from engine.program.load import load_pack
from tests.cases.mutation.test_noticing import check
from tests.cases.running import SMALL, Run, write_and_run
from tests.cases.test_several_loans import JOINT, TWO

TABLES = SMALL.parent / "tables"


def tried(folder: Path) -> Mutation:
    found = mutation(folder, run_cases(folder))
    assert found is not None
    return found


def of(found: Mutation, owner: str) -> list[str]:
    """The changes of the sources of a rule, by place."""
    return [one.change for one in found.mutants if (one.owner, one.kind) == (owner, Kind.SOURCES)]


def left(found: Mutation, owner: str) -> list[str]:
    """Those of them that no case notices."""
    unnoticed = [one.mutant for one in found.survivors]
    return [one.change for one in unnoticed if (one.owner, one.kind) == (owner, Kind.SOURCES)]


def changed(pack: Path, file: str, old: str, new: str) -> None:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_citation_is_left_out_and_exchanged_for_the_next_of_the_catalogue() -> None:
    found = tried(SMALL)
    assert of(found, "payment_holiday.term_has_not_expired") == [
        "`X2` left out of its sources",
        "`X2` read as `X3` in its sources",
        "`civil_code_678` left out of its sources",
        "`civil_code_678` read as `product_evidence` in its sources",
    ]
    assert of(found, "temporary_hardship.hardship_will_pass") == ["`X1` read as `X2` in its sources"]
    assert of(found, "fee_in_advance.someone_asks_for_a_fee") == ["`X7` read as `X8` in its sources"]


def test_so_are_those_of_steps_cautions_documents_and_measures() -> None:
    found = tried(SMALL)
    assert of(found, "explain_cause") == ["`X6` read as `X7` in its sources"]
    assert of(found, "never_pay_in_advance") == ["`X7` read as `X8` in its sources"]
    assert of(found, "capacity") == ["`X4` read as `X5` in its sources"]
    assert of(found, "proof_of_illness")[-1] == "`product_evidence` read as `X1` in its sources"


def test_so_are_those_of_each_value_of_a_parameter(pack: Path) -> None:
    assert of(tried(pack), "evidence_fresh_days") == [
        "`product_evidence` read as `X1` in the sources of the value from 2020-01-01",
        "`product_evidence` read as `X1` in the sources of the value from 2024-01-01",
    ]
    file = "parameters/evidence_fresh_days.yaml"
    changed(pack, file, ", to: 2023-12-31, value: 60", ", value: 90")
    lines = (pack / file).read_text(encoding="utf-8").splitlines()
    (pack / file).write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    assert of(tried(pack), "evidence_fresh_days") == ["`product_evidence` read as `X1` in its sources"]


def test_a_change_of_one_parameter_leaves_the_sources_of_the_others_alone() -> None:
    pack = load_pack()
    one, other, *_ = (parameter.id for parameter in pack.parameters)
    made = resourcing.of_parameter(one, 0, ("B42",), pack)
    sources = {parameter.id: parameter.values[0].source for parameter in made.parameters}
    assert [word.text for word in sources[one]] == ["B42"]
    assert sources[other] == next(each.values[0].source for each in pack.parameters if each.id == other)


def test_the_next_of_the_catalogue_is_by_number_and_one_that_is_not_cited_yet(pack: Path) -> None:
    changed(pack, "statements.yaml", "id: X8", "id: X10")
    changed(pack, "steps.yaml", "{id: hang_up, source: [X7]}", "{id: hang_up, source: [X1, X2, X7]}")
    assert of(tried(pack), "hang_up") == [
        "`X1` left out of its sources",
        "`X1` read as `X3` in its sources",
        "`X2` left out of its sources",
        "`X2` read as `X3` in its sources",
        "`X7` left out of its sources",
        "`X7` read as `X10` in its sources",
    ]


def test_a_rule_that_cites_all_there_is_has_nothing_to_exchange(pack: Path) -> None:
    everything = ", ".join([*(f"X{number}" for number in range(1, 9)), "civil_code_678", "product_evidence"])
    changed(pack, "measures/capacity.yaml", "source: [X4]", f"source: [{everything}]")
    path = pack / "statements.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("    unused:")[0], encoding="utf-8")
    changes = of(tried(pack), "capacity")
    assert len(changes) == 10
    assert all("left out" in change for change in changes)


def test_a_pack_with_authorities_alone_has_no_such_changes() -> None:
    assert [one for one in tried(TABLES).mutants if one.kind is Kind.SOURCES] == []


STATEMENT = """statements:
  - id: S1
    kind: advice
    document: S
    words: {zh: 有困难就说。, en: Speak up in trouble.}
    sha256: 1a3c9a5b7d1e2f4861a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7a9
    unused: {zh: 没有用到。, en: It isn't used.}
"""
DOCUMENT = """documents:
  - id: S
    title: {zh: 云帆贷须知（虚构）, en: What Yunfan says (invented)}
    sha256: 0f3c9a5b7d1e2f4861a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7a9
"""
ROWS = (
    "- name: What a paper of an illness rests on\n  profile: {base: ill}\n  expect:\n    cites:\n"
    "      forbearance: {proof_of_illness: [papers, terms], proof_of_income: [papers]}\n"
    "      figures: {plan.pace: [terms], fee: [terms], contact: [terms]}\n"
    "- name: What a paper of a lost job rests on\n  profile: {base: ill, hardship: {cause: job_loss}}\n"
    "  expect: {cites: {forbearance: {proof_of_job_loss: [papers]}}}\n"
)


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pack of tables with a catalogue, and with none of its cases."""
    monkeypatch.chdir(tmp_path)
    pack = Path(shutil.copytree(TABLES, "pack", ignore=shutil.ignore_patterns("*cases.yaml")))
    changed(pack, "pack.yaml", "documents: []\n", DOCUMENT)
    (pack / "statements.yaml").write_text(STATEMENT, encoding="utf-8")
    return pack


def test_rows_of_a_table_are_called_by_name_or_number_and_share_what_the_table_cites(tables: Path) -> None:
    found = tried(tables)
    assert of(found, "contact")[0] == "`terms` read as `S1` in the sources of row `silent`"
    assert of(found, "urgency")[1] == "`terms` read as `S1` in the sources of row 2"
    assert of(found, "plan")[-1] == "`terms` read as `S1` in the sources of the default"
    assert of(found, "fee") == ["`terms` read as `S1` in its sources"]
    assert "`terms` left out of the sources of row `ill`" in of(found, "papers_by_cause")


def test_a_case_notices_what_it_expects_of_a_table_and_of_what_it_collects(tables: Path) -> None:
    results = write_and_run(tables, {"cases.yaml": ROWS})
    assert results.faults == ()
    found = tried(tables)
    assert left(found, "fee") == left(found, "contact") == left(found, "plan") == []
    assert len(left(found, "urgency")) == 3
    collected = left(found, "papers_by_cause")
    assert "`papers` read as `S1` in the sources of row `jobless`" not in collected
    # The paper of an illness cites `papers` itself.
    assert "`papers` left out of the sources of row `ill`" in collected
    assert "`papers` read as `S1` in the sources of row `ill`" not in collected
    assert min(check(tables, results, 3)) > 10


def test_the_default_of_a_table_that_collects_cites_something_too(tables: Path) -> None:
    changed(
        tables,
        "tables/papers_by_cause.yaml",
        "rows: {csv: papers_by_cause.csv}",
        "rows: {csv: papers_by_cause.csv}\ndefault: {then: ['\"proof_of_job_loss\"'], source: [papers]}",
    )
    found = tried(tables)
    assert of(found, "papers_by_cause")[-1] == "`papers` read as `terms` in the sources of the default"


def test_only_a_case_that_expects_something_of_the_sources_notices_them(run: Run) -> None:
    case = "- {{name: A case, profile: {{base: illness}}, expect: {{{0}}}}}\n"
    said = case.format("says: {payment_holiday: [never_pay_in_advance]}, payment_holiday: recommended")
    assert run(said).faults == ()
    assert left(tried(Path("pack")), "never_pay_in_advance") == ["`X7` read as `X8` in its sources"]
    cited = case.format("cites: {instalments: {never_pay_in_advance: [X7]}}")
    assert run(cited).faults == ()
    assert left(tried(Path("pack")), "never_pay_in_advance") == []
    assert left(tried(Path("pack")), "explain_cause") == ["`X6` read as `X7` in its sources"]


def notes(found: Mutation, owner: str) -> list[list[str]]:
    """What is said of each unnoticed change of the sources of a rule beside its place."""
    faults = [fault for fault in surviving(found) if f"`{owner}`" in fault.message]
    return [[note.label for note in fault.notes] for fault in faults if "sources" in fault.label]


def test_a_case_in_which_it_shows_is_told_with_what_goes_unnoticed(run: Run) -> None:
    case = "- {{name: Case {0}, profile: {{base: illness{1}}}, expect: {{payment_holiday: recommended}}}}\n"
    fee = ", third_parties: [{kind: caller, asks_for_fee: true}]"
    assert run(case.format(1, "") + case.format(2, fee)).faults == ()
    found = tried(Path("pack"))
    assert notes(found, "temporary_hardship.hardship_will_pass") == [
        ["it comes out otherwise here, and in 1 more, where nothing looks at it"]
    ]
    assert notes(found, "capacity") == [[]]  # no answer tells what a figure rests on
    assert notes(found, "hang_up") == [["it comes out otherwise here, where nothing looks at it"]]


def test_what_two_places_cite_shows_in_no_answer_when_one_drops_it(tables: Path) -> None:
    case = "- {name: A case, profile: {base: ill}, expect: {missing: [proof_of_illness]}}\n"
    assert write_and_run(tables, {"cases.yaml": case}).faults == ()
    found = tried(tables)
    by_change = dict(zip(left(found, "papers_by_cause"), notes(found, "papers_by_cause"), strict=True))
    assert by_change["`papers` left out of the sources of row `ill`"] == []
    assert by_change["`papers` read as `S1` in the sources of row `ill`"] == [
        "it comes out otherwise here, where nothing looks at it"
    ]


def test_several_loans_cite_alike_by_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(JOINT, "pack", ignore=shutil.ignore_patterns("cases.yaml"))
    both = "- {name: Both, profile: {base: two}, expect: {joint: {cites: [J1, J2]}}}\n"
    further = "{lower_instalment: {loan_is_online: [J3]}}"
    second = (
        f"- {{name: The second, profile: {{base: two}}, expect: {{loans: {{two: {{cites: {further}}}}}}}}}\n"
    )
    results = write_and_run(Path("pack"), {"cases.yaml": second, "profiles/two.json": TWO})
    assert results.faults == ()
    assert len(left(tried(Path("pack")), "joint")) == 4
    results = write_and_run(Path("pack"), {"cases.yaml": both + second})
    assert results.faults == ()
    found = tried(Path("pack"))
    assert left(found, "joint") == left(found, "lower_instalment.loan_is_online") == []
    assert min(check(Path("pack"), results, 1)) > 3
