"""One fact has one place, whichever way the rules call it."""

from engine.interview.places import at, entry_of, fact_at, names_of_all, naming_field, placed, put
from engine.profile.facts import ListForm
from engine.program.model import Program
from tests.evaluation.generate_facts import dictionary

GENERATED = dictionary()


def test_a_loan_among_several_is_told_by_its_place(small: Program) -> None:
    told: dict[str, object] = {"loans": [{}, {}]}
    assert placed(small.dictionary, told, "loan.days_overdue", 1) == ("loans[2].days_overdue",)
    assert placed(small.dictionary, told, "loans[1].days_overdue", 1) == ("loans[1].days_overdue",)


def test_a_single_loan_is_told_by_itself(small: Program) -> None:
    assert placed(small.dictionary, {"loan": {}}, "loans[1].days_overdue", 0) == ("loan.days_overdue",)
    assert put({}, small.dictionary, "loans", [{"product": "weilidai"}]) == {"loan": {"product": "weilidai"}}


def test_while_nobody_has_told_of_a_loan_it_is_asked_which_there_are(small: Program) -> None:
    assert placed(small.dictionary, {}, "loan.days_overdue", 0) == ("loans",)
    assert placed(small.dictionary, {"loan": None}, "loans", 0) == ("loans",)


def test_a_record_that_is_missing_is_told_by_its_facts() -> None:
    inside = placed(GENERATED, {}, "evidence[2].issuer", 0)
    assert inside == ("evidence[2].issuer.name", "evidence[2].issuer.is_public")
    assert placed(GENERATED, {}, "borrower", 0) == (
        "borrower.has_contacted_lender",
        "borrower.savings",
        "borrower.debts",
    )


def test_what_is_put_is_found_and_nothing_else_is_changed(small: Program) -> None:
    told = {"evidence": [{"kind": "payslip"}, {"kind": "other"}], "as_of": "2026-11-22"}
    more = put(told, small.dictionary, "evidence[2].issued_on", "2026-11-01")
    assert more["evidence"] == [{"kind": "payslip"}, {"kind": "other", "issued_on": "2026-11-01"}]
    assert told["evidence"] == [{"kind": "payslip"}, {"kind": "other"}]
    assert at(more, "evidence[2].issued_on") == "2026-11-01"
    assert at(more, "evidence[3].issued_on") is None
    assert at(more, "as_of.day") is None
    assert put({}, small.dictionary, "evidence[1].kind", "payslip") == {"evidence": []}


def test_the_day_of_the_assessment_is_no_fact_to_ask_for(small: Program) -> None:
    assert fact_at(small.dictionary, "as_of") is None
    assert fact_at(small.dictionary, "no.such_fact") is None


def test_an_entry_is_of_the_innermost_list() -> None:
    assert entry_of("declaration.conflicts[2].document") == ("declaration.conflicts", 2)
    assert entry_of("evidence[1].stamps[3].made_on") == ("evidence[1].stamps", 3)
    assert entry_of("borrower.savings") is None


def test_entries_are_called_by_their_first_field_with_a_fixed_set() -> None:
    fields = {fact.name: fact.form for fact in GENERATED.facts if isinstance(fact.form, ListForm)}
    assert {name: naming_field(form) for name, form in fields.items()} == {
        "borrower.debts": "",
        "loan.kinds": "",
        "loans": "",
        "evidence": "kind",
        "evidence.stamps": "",
    }


def test_loans_are_called_by_their_ids_or_their_places(small: Program) -> None:
    assert names_of_all(small.dictionary, {"loans": [{"id": "spring"}, {}]}) == ("spring", "2")
    assert names_of_all(small.dictionary, {"loan": {}}) == ()
