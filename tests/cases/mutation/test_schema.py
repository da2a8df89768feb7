"""The schema of `mutants.yaml` keeps what holds of the schemas of all files that an author writes."""

from collections.abc import Callable

import pytest

from tests.rulebook import test_schemas as of_all

CHECKS = (
    of_all.test_a_schema_is_one,
    of_all.test_a_schema_and_what_it_joins_is_one_with_no_reference_left,
    of_all.test_a_schema_says_in_chinese_and_english_what_it_is_for,
    of_all.test_every_key_an_author_can_write_is_explained_in_chinese_and_english,
    of_all.test_a_record_either_names_its_keys_or_says_what_others_hold,
    of_all.test_every_pattern_is_closed_on_both_sides_and_said_in_words,
    of_all.test_every_keyword_has_a_fast_check,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__name__))
def test_it_is_one_of_them(check: Callable[[str], None]) -> None:
    check("mutants")
