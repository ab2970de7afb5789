"""Whatever the text is, the diagnosis ends, soon, with a well-formed verdict."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.understanding.causes import (
    BY_KEY,
    CATALOGUE,
    INCONCLUSIVE,
    NO_FAULT,
    diagnose,
    diagnose_evidence,
)
from bonghwa.understanding.causes.excerpt import MAX_CHARACTERS, read
from bonghwa.understanding.causes.phrase import compile_phrase, holds

PHRASES = [
    text.replace("*", " x ").strip("<>") for cause in CATALOGUE for sign in cause.signs for text in sign.says
]

hostile = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(PHRASES),
        st.sampled_from(["\n", "\\n", "#012", "Caused by: ", "İ"]),
    ),
    max_size=25,
).map("".join)


@given(hostile)
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_well_formed_verdict(text: str) -> None:
    finding = diagnose(text)
    assert finding.cause in {*BY_KEY, NO_FAULT, INCONCLUSIVE}
    assert 0 <= finding.confidence <= 1
    lines = max(1, len(text.replace("\x00", " ").splitlines()))
    for hypothesis in finding.hypotheses:
        assert 0 <= hypothesis.confidence <= 1
        assert all(1 <= quote.line <= lines for quote in hypothesis.evidence)
    assert [one.confidence for one in finding.hypotheses] == sorted(
        (one.confidence for one in finding.hypotheses), reverse=True
    )


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.text(max_size=5), hostile), max_size=4))
@settings(max_examples=60, deadline=None)
def test_only_ids_that_were_given_are_cited(items: list[tuple[str, str, str]]) -> None:
    given_ids = {identifier for identifier, _, _ in items}
    for hypothesis in diagnose_evidence(items).hypotheses:
        assert hypothesis.pieces
        assert set(hypothesis.pieces) <= given_ids


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read(data: bytes) -> None:
    assert diagnose(data.decode("utf-8", "replace")).severity in {"critical", "high", "warning", "info"}


@pytest.mark.parametrize("text", PHRASES[::40])
def test_a_phrase_is_found_in_a_line_that_says_it(text: str) -> None:
    assert holds(text.replace("#", "7") if "#" in text else text, "x " + text.replace("#", "7") + " y")


def test_a_phrase_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to search for"):
        compile_phrase("*")


@pytest.mark.parametrize(
    "unit",
    [
        "2025-03-01 10:00:00 ERROR connection refused by peer, disk quota exceeded, permission denied\n",
        "error " * 10,
        "Caused by: ",
        "relation relation relation ",
        "\\n",
        "100% /var 1 1 1 ",
    ],
)
def test_a_megabyte_that_repeats_itself_is_read_to_its_end(unit: str) -> None:
    # Quadratic work on this much text would run into the suite's time limit.
    text = unit * (1_000_000 // len(unit)) + "\nERROR write failed: No space left on device"
    assert "disk_full" in {one.cause for one in diagnose(text).hypotheses}


def test_of_a_text_beyond_the_limit_both_ends_are_read() -> None:
    line = "2025-03-01 10:00:00 INFO all is well\n"
    filler = line * (2 * MAX_CHARACTERS // len(line))
    excerpt = read("first line\n" + filler + "last line")
    assert len(excerpt.low) <= MAX_CHARACTERS + 200
    assert excerpt.lines[0].text == "first line"
    assert excerpt.lines[-1].text == "last line"
    assert diagnose(filler + "ERROR: No space left on device").cause == "disk_full"
