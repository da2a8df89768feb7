"""Profiles from files, folders and standard input, for who calls the engine from a program."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from engine import bundle, read_profile
from engine.diagnostics import Faulty
from engine.profile.dictionary import Dictionary
from engine.profile.load import first_loan, product_dictionary, read_profiles

EXAMPLES = Path(__file__).parents[2] / "examples" / "profiles"


class Torn(BytesIO):
    """A stream whose other side is gone."""

    def read(self, *_: object) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_file_is_read_by_the_products_dictionary_unless_another_is_given(product: Dictionary) -> None:
    path = EXAMPLES / "illness.json"
    assert read_profile(path).sha256 == read_profile(str(path), product).sha256


def test_every_fault_of_a_file_is_raised(tmp_path: Path) -> None:
    (tmp_path / "wu.json").write_text('{"borower": {}, "lone": {}}', encoding="utf-8")
    with pytest.raises(Faulty) as refused:
        read_profile(tmp_path / "wu.json")
    assert [one.code for one in refused.value.diagnostics] == ["P308", "P308"]


def test_of_several_loans_the_first_is_taken() -> None:
    stream = TextIOWrapper(BytesIO(b'{"loans": [{"id": "b"}, {"id": "a"}]}'))
    assert first_loan("-", stream).id == "b"
    with pytest.raises(Faulty):
        first_loan("-", stream)


def test_a_stream_that_breaks_is_told(product: Dictionary) -> None:
    profiles, faults = read_profiles(["-"], product, TextIOWrapper(Torn()))
    assert profiles == []
    assert [one.message for one in faults] == ["`standard input` can't be read: input/output error"]


def test_a_stream_without_end_is_not_read_to_its_end(product: Dictionary) -> None:
    with Path("/dev/zero").open(encoding="utf-8") as stream:
        _, faults = read_profiles(["-"], product, stream)
    assert [one.code for one in faults] == ["F104"]


def test_a_dictionary_of_the_product_that_was_spoilt_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemas = tmp_path / "_bundle" / "schemas"
    schemas.mkdir(parents=True)
    (schemas / "profile.schema.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(bundle, "_ENGINE", tmp_path)
    with pytest.raises(Faulty, match=r"profile\.schema\.json"):
        product_dictionary()
