"""No bytes from a log may crash anything that reads them, and fingerprints do not move with what changes."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bonghwa.understanding.logs import (
    Grouper,
    Joiner,
    decode,
    explain,
    find_codes,
    fingerprint,
    is_interesting,
    parse_line,
    read_trace,
)

_FRAGMENTS = st.sampled_from(
    [
        '{"level":', '"msg":"', "}", "[", "]", "<34>1 ", "2024-05-06T07:08:09Z ", "May  6 07:08:09 h p[1]: ", "ERROR ",
        "\tat a.B.c(D.java:1)\n", "Caused by: x.YException: ", 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n',
        "goroutine 1 [running]:\n", "key=value ", 'a="b\\', "=", "\x00", "\x1b[31m", "오류", "<*>", "0x", "::", "99999999999",
        "http://", "C:\\a\\b", "/a/b/c", "1.2.3.4:5", "\n", " ", "%", "{" * 50,
    ]
)  # fmt: skip
_LINES = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(_FRAGMENTS, max_size=20).map(lambda parts: "".join(parts).encode()),
    st.text(max_size=60).map(lambda text: text.encode("utf-16", "surrogatepass")),
)


@given(_LINES)
@settings(max_examples=300, deadline=None)
def test_any_bytes_become_a_record_and_a_fingerprint(data: bytes) -> None:
    record = parse_line(data, default_time=datetime(2024, 5, 6, tzinfo=UTC))
    assert 1 <= record.severity_number <= 24
    assert record.time is None or record.time.tzinfo is UTC
    assert all(isinstance(value, str) for value in record.attributes.values())
    assert len(fingerprint(record).value) == 32
    assert fingerprint(decode(data)) == fingerprint(decode(data))
    read_trace(record.body)
    find_codes(record)
    assert is_interesting(data) in (True, False)


@given(st.lists(_LINES, max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_lines_are_joined_without_loss_and_grouped(lines: list[bytes]) -> None:
    texts = [decode(line) for line in lines]
    joiner = Joiner(max_lines=3, max_chars=500)
    joined = [record for text in texts if (record := joiner.push(text)) is not None]
    last = joiner.flush()
    counted = sum(record.lines for record in joined) + (last.lines if last else 0)
    assert counted == len(lines)
    assert all(len(record.text) <= 500 for record in joined)

    grouper = Grouper(max_shapes=5, cache_size=4)
    shapes = [grouper.add(line) for line in lines]
    again = Grouper(max_shapes=5, cache_size=4).add_many(lines)
    assert shapes == again
    grouping = grouper.grouping()
    assert len(grouping.group_of) <= 6
    assert sum(group.count for group in grouping.groups) == len(lines)
    if len(texts) > 1:
        assert explain(texts[0], texts[1])


_NUMBERS = st.integers(min_value=0, max_value=10**12)


_WORDS = st.tuples(_NUMBERS, st.uuids(), st.ip_addresses(v=4))


@given(_WORDS, _WORDS)
@settings(max_examples=200, deadline=None)
def test_a_fingerprint_does_not_move_with_numbers_identifiers_and_addresses(
    first: tuple[object, ...], second: tuple[object, ...]
) -> None:
    def line(values: tuple[object, ...]) -> str:
        number, identifier, address = values
        return f"Request {identifier} from {address} failed after {number} ms (attempt={number})"

    assert fingerprint(line(first)) == fingerprint(line(second))


@given(st.integers(min_value=946684800, max_value=2114380800))
@settings(max_examples=100, deadline=None)
def test_a_fingerprint_does_not_move_with_time(seconds: int) -> None:
    when = datetime.fromtimestamp(seconds, UTC)
    reference = fingerprint("2024-05-06 07:08:09,123 ERROR [worker-1] shop.Cart - Order 12 lost")
    text = (
        f"{when:%Y-%m-%d %H:%M:%S},{when.microsecond // 1000:03d} ERROR [worker-7] shop.Cart - Order 99 lost"
    )
    assert fingerprint(text) == reference
    assert fingerprint(parse_line(text)) == reference
