"""A page says what it shows once, for which loan, and lists the sources of just that."""

from engine.explanation.to_markdown import to_markdown
from engine.explanation.to_text import to_text
from tests.explanation.rules_for_tests import Rules, claim
from tests.explanation.several_loans import answer, loan

RICH = {"borrower": {"savings": 100}}


def test_a_finding_whose_only_criterion_says_the_same_is_said_once_with_the_sources_of_both(
    rules: Rules,
) -> None:
    rules.laws["law_2"] = "Law, article 2"
    rules.finding("sound", claim("rich", "borrower.savings > 50", met="You have savings."))
    rules.option("one", claim("able", finding="sound", source=["law_2"], met="You have savings."))
    found = rules.answer(RICH)
    assert "✓ You have savings.  [law_2, law_1]" in to_text(found)
    for page in (to_text(found), to_markdown(found)):
        assert page.count("You have savings.") == 1


def test_a_finding_of_a_finding_that_says_the_same_is_said_once_with_what_is_to_be_done(rules: Rules) -> None:
    said = "You have no savings."
    rules.finding("inner", claim("rich", "borrower.savings > 500", unmet=said))
    rules.finding("outer", claim("inner_holds", finding="inner", unmet=said))
    rules.option("one", claim("able", finding="outer", cure="Save.", unmet=said))
    page = to_text(rules.answer(RICH))
    assert page.count("You have no savings.") == 1
    assert page.count("→ Save.") == 1


def test_a_finding_whose_criterion_says_more_is_said_with_it(rules: Rules) -> None:
    rules.finding("sound", claim("rich", "borrower.savings > 50", met="You have savings."))
    rules.option("one", claim("able", finding="sound", met="You can pay."))
    page = to_text(rules.answer(RICH))
    assert page.index("You can pay.") < page.index("You have savings.")


def test_of_a_finding_with_two_criteria_both_are_said(rules: Rules) -> None:
    same = claim("rich", "borrower.savings > 50", met="You have savings.")
    rules.finding("sound", same, claim("rich_too", "borrower.savings > 40", met="You have savings."))
    rules.option("one", claim("able", finding="sound", met="You have savings."))
    assert to_text(rules.answer(RICH)).count("You have savings.") == 3


def test_only_the_sources_of_what_is_shown_are_listed(rules: Rules) -> None:
    rules.laws |= {"law_2": "Law, article 2", "law_3": "Law, article 3"}
    rules.step("call", source=["law_2"])
    rules.step("write", source=["law_3"])
    rules.option("open", claim("late", "loan.days_overdue > 0"), steps=["call"])
    rules.option("good", claim("rich", "borrower.savings > 50"), steps=["write"])
    found = rules.answer(RICH)
    assert [one.id for one in found.sources] == ["law_1", "law_2", "law_3"]
    for page in (to_text(found, sources=True), to_markdown(found)):
        assert "article 1" in page
        assert "article 2" not in page  # the steps of what can't be judged yet aren't shown
        assert "article 3" in page


def test_a_page_that_names_no_source_lists_none(rules: Rules) -> None:
    rules.option("one", claim("rich", "borrower.savings > 50"))
    rules.option("two", claim("late", "loan.days_overdue > 0"))
    page = to_text(rules.answer({**RICH, "loan": {"days_overdue": 0}}), sources=True)
    assert "Sources" in page
    bare = to_text(answer([loan(id="card", product="credit_card")]), sources=False)
    assert "Sources" not in bare


def test_each_part_about_one_of_several_loans_says_which() -> None:
    stopped = {"has_stopped_paying": True}
    page = to_text(answer([loan(id="a"), loan(id="b")], borrower=stopped))
    headings = [line for line in page.splitlines() if line[:1].isdigit() or line.startswith("!")]
    assert headings
    assert all(line.endswith(("(loan a)", "(loan b)")) for line in headings)
    assert sum(line.startswith("!") for line in headings) == 2


def test_the_only_loan_is_not_named_again() -> None:
    assert "(loan a)" not in to_text(answer([loan(id="a")]))


def test_what_is_worked_out_is_not_called_something_that_was_not_given(rules: Rules) -> None:
    rules.languages = ("zh",)
    rules.measure("double", "borrower.savings * 2", "yuan", title="两倍存款")
    rules.option("one", claim("rich", "double > 50", unknown="存款{borrower.savings}，两倍{double}。"))
    assert "存款（未提供），两倍（还算不出）。" in to_text(rules.answer())
