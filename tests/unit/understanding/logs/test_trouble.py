"""What a line without a severity word tells by its content, and what only looks like trouble."""

import pytest

from bonghwa.understanding.logs import INTERESTING_PATTERNS, is_interesting, parse_line
from bonghwa.understanding.logs.severity import from_number, from_syslog, from_word
from bonghwa.understanding.logs.trouble import _TROUBLE
from bonghwa.vocabulary.severity import Level

_TEXTS: list[tuple[str, Level]] = [
    ("connect to db01 port 5432: Connection refused", Level.HIGH),
    ("java.lang.OutOfMemoryError: Java heap space", Level.CRITICAL),
    ("write /var/log/app.log: no space left on device", Level.CRITICAL),
    ("kernel panic - not syncing", Level.CRITICAL),
    ("upstream timed out while reading", Level.HIGH),
    ("NullPointerException in cart", Level.HIGH),
    ("디스크 용량 부족으로 서비스 중단", Level.CRITICAL),
    ("접속 실패: 응답 없음", Level.HIGH),
    ("인증서 만료 예정 7일 전", Level.WARNING),
    ("응답 지연 경고", Level.WARNING),
    ("retrying in 5 s", Level.WARNING),
    ("option foo is deprecated", Level.WARNING),
    ("authentication failure; user=guest", Level.WARNING),
    ("finished with 0 errors and 0 warnings", Level.INFO),
    ("no errors found", Level.INFO),
    ("no such problem, without any error", Level.INFO),
    ("errors: 0, failures: 0, skipped=0", Level.INFO),
    ("error=none status=ok", Level.INFO),
    ("error_log=/var/log/nginx/e.log", Level.INFO),
    ("error log = /var/log/e.log", Level.INFO),
    ("배치 완료: 오류 0건, 성공 20건", Level.INFO),
    ("점검 결과 장애 없음", Level.INFO),
    ("장애 복구 완료", Level.INFO),
    ("파일 다운로드 완료", Level.INFO),
    ("errors: 12", Level.HIGH),
    ("10 errors", Level.HIGH),
    ("오류 10건 발생", Level.HIGH),
    ("user logged in", Level.INFO),
    ("", Level.INFO),
]


@pytest.mark.parametrize(("text", "level"), _TEXTS)
def test_content_tells_the_level(text: str, level: Level) -> None:
    assert parse_line(text).level is level


@pytest.mark.parametrize("text", [text for text, level in _TEXTS if level is not Level.INFO])
def test_the_first_look_never_rejects_trouble(text: str) -> None:
    assert is_interesting(text.encode())
    assert is_interesting(text.encode("cp949"))


def test_the_first_look_knows_every_word_of_trouble() -> None:
    unknown = [word for word in _TROUBLE if not is_interesting(word.encode())]
    assert unknown == []
    assert not is_interesting(b"GET /index.html 200 in 3 ms for user anna")
    assert all(isinstance(pattern, bytes) for pattern in INTERESTING_PATTERNS)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("WARN", 13),
        ("[error]", 17),
        ("Crit", 21),
        ("emerg", 23),
        ("E", 17),
        ("심각", 21),
        ("debug", 5),
        ("banana", 0),
    ],
)
def test_severity_words_have_opentelemetry_numbers(word: str, number: int) -> None:
    assert from_word(word) == number


def test_numeric_levels_follow_their_conventions() -> None:
    assert [from_number(level) for level in (10, 20, 30, 40, 50, 60)] == [1, 5, 9, 13, 17, 21]
    assert [from_syslog(priority) for priority in range(8)] == [23, 22, 21, 17, 13, 10, 9, 5]
    assert from_number(-1) == 0
    assert from_number(float("nan")) == 0


def test_a_declared_error_about_a_full_disk_is_critical() -> None:
    assert (
        parse_line("2024-05-06 07:08:09 ERROR [main] a.B - No space left on device").level is Level.CRITICAL
    )
    assert parse_line("2024-05-06 07:08:09 INFO [main] a.B - error page shown").level is Level.INFO
