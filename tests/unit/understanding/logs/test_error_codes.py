"""The error-code standard: codes are found where they stand alone, and the table explains them."""

import re

from bonghwa.understanding.logs import DOMAINS, ERROR_CODES, explain_code, find_codes, parse_line
from bonghwa.vocabulary.severity import Level


def test_codes_are_found_once_each_and_in_order() -> None:
    assert find_codes("DB5001 after EXT4029, again DB5001") == ("DB5001", "EXT4029")


def test_what_only_resembles_a_code_is_left() -> None:
    assert find_codes("MYDB5001 DB50011 DB3001 XAI4001 db5001 AUTH40") == ()


def test_a_record_gives_the_code_of_its_field() -> None:
    record = parse_line('{"level":"error","msg":"login","error_code":"AUTH5001"}')
    assert find_codes(record) == ("AUTH5001",)
    assert record.attributes["error.code"] == "AUTH5001"


def test_domains_can_be_changed() -> None:
    assert find_codes("MES5001 DB5001", domains=("MES",)) == ("MES5001",)
    assert find_codes("DB5001", domains=()) == ()


def test_every_row_of_the_table_keeps_to_the_standard() -> None:
    for code, row in ERROR_CODES.items():
        assert code == row.code
        assert re.fullmatch(rf"(?:{'|'.join(DOMAINS)})[45]\d{{3}}", code)
        assert row.meaning
    assert {re.match(r"[A-Z]+", code).group() for code in ERROR_CODES} == set(DOMAINS)  # type: ignore[union-attr]  # matched above


def test_an_unlisted_code_is_explained_by_its_class() -> None:
    ours, theirs = explain_code("DB5999"), explain_code("MES4001")
    assert ours is not None
    assert ours.level is Level.HIGH
    assert theirs is not None
    assert theirs.level is Level.WARNING
    assert explain_code("hello") is None
