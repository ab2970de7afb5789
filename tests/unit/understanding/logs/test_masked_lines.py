"""A masked value is a value: whoever masked it, with whatever key, the error stays the same error."""

from bonghwa.kernel.masking import Masker
from bonghwa.understanding.logs import fingerprint, parse_line


def test_two_agents_with_different_keys_give_one_fingerprint() -> None:
    line = "2026-11-21 10:00:00 ERROR login of kim@example.com from 10.1.2.3 refused, token=ghp_" + "a1B2" * 9
    first, second = (Masker(key=bytes([number]) * 32).mask(line) for number in (1, 2))
    assert first != second
    assert fingerprint(first).value == fingerprint(second).value
    assert "secret:" not in fingerprint(first).template


def test_a_bracketed_logger_does_not_swallow_the_first_word() -> None:
    record = parse_line(
        "2026-11-21 01:24:48,341 ERROR [shop.orders] order c8fb refused, cannot write its record"
    )
    assert record.body == "order c8fb refused, cannot write its record"
    assert record.attributes["logger"] == "shop.orders"


def test_tomcat_lines_keep_thread_and_class() -> None:
    record = parse_line(
        "29-Apr-2024 10:00:00.123 SEVERE [main] org.apache.catalina.core.StandardContext.start Failed"
    )
    assert record.attributes == {"thread": "main", "logger": "org.apache.catalina.core.StandardContext.start"}
