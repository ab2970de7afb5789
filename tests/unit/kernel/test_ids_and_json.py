"""Ids sort by time; canonical JSON is RFC 8785."""

import hashlib
import math
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, json

from bonghwa.kernel.canonical_json import canonical_json, sha256_of
from bonghwa.kernel.ids import new_id, new_secret


def test_ids_made_later_sort_later() -> None:
    ids = [new_id() for _ in range(500)]
    assert len(set(ids)) == 500
    assert [i[:13] for i in ids] == sorted(i[:13] for i in ids)
    assert all(i[14] == "7" and i[19] in "89ab" and len(i) == 36 for i in ids)


def test_secrets_are_long_and_differ() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) >= 43


# RFC 8785, sections 3.2.2 and 3.2.3, and appendix B
EXAMPLES: list[tuple[Any, bytes]] = [
    (
        {
            "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
            "literals": [None, True, False],
        },
        (
            b'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ),
    ),
    (
        {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7},
        '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'.encode(),
    ),
    ([0.0, -0.0, 5e-324, 1e21, 999999999999999900000.0], b"[0,0,5e-324,1e+21,999999999999999900000]"),
]


@pytest.mark.parametrize(("value", "expected"), EXAMPLES)
def test_the_examples_of_the_standard(value: Any, expected: bytes) -> None:
    assert canonical_json(value) == expected


class _Fact(Struct, frozen=True):
    at: datetime
    b: int = 1


def test_structs_and_times_are_json_too() -> None:
    value = _Fact(datetime(2026, 1, 2, 3, 4, 5, 600, tzinfo=UTC))
    assert canonical_json(value) == b'{"at":"2026-01-02T03:04:05.000600Z","b":1}'
    assert sha256_of(value) == hashlib.sha256(canonical_json(value)).hexdigest()


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**60])
def test_what_json_cannot_say_is_refused(value: float) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical_json({"n": value})


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_VALUES)
def test_canonical_json_says_the_same_and_only_one_way(value: Any) -> None:
    once = canonical_json(value)
    assert json.decode(once) == value
    assert canonical_json(json.decode(once)) == once
