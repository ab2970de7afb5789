"""Lines of the shippers and servers in common use become records; each row of the table is one line as really written."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bonghwa.understanding.logs import decode, parse_line
from bonghwa.vocabulary.severity import Level

_NOW = datetime(2024, 5, 7, 12, 0, tzinfo=UTC)
_AT = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
_AT_MILLIS = _AT + timedelta(milliseconds=123)
_SEOUL = _AT - timedelta(hours=9)

# line, format, level, time, start of the body, some attributes
_LINES: list[tuple[str, str, Level, datetime | None, str, dict[str, str]]] = [
    (
        '{"timestamp":"2024-05-06T07:08:09.123Z","level":"ERROR","fields":{"message":"lost","order":7},"target":"shop::cart"}',
        "tracing", Level.HIGH, _AT_MILLIS, "lost", {"logger": "shop::cart", "order": "7"},
    ),
    (
        '{"event":"pool empty","level":"warning","timestamp":"2024-05-06T07:08:09Z","logger":"db"}',
        "structlog", Level.WARNING, _AT, "pool empty", {"logger": "db"},
    ),
    (
        '{"level":50,"time":1714979289123,"pid":12,"hostname":"web","msg":"no","err":{"type":"TypeError","message":"m","stack":"TypeError: m\\n    at f (a.js:1:2)"}}',
        "pino", Level.HIGH, _AT_MILLIS, "no\nTypeError: m", {"pid": "12", "host": "web", "exception.type": "TypeError"},
    ),
    (
        '{"@timestamp":"2024-05-06T07:08:09.123Z","log.level":"WARN","message":"slow","ecs.version":"1.2.0","process.thread.name":"main","log.logger":"a.B"}',
        "ecs", Level.WARNING, _AT_MILLIS, "slow", {"thread": "main", "logger": "a.B"},
    ),
    (
        '{"instant":{"epochSecond":1714979289,"nanoOfSecond":123000000},"thread":"main","level":"FATAL","loggerName":"a.B","message":"end"}',
        "log4j2", Level.CRITICAL, _AT_MILLIS, "end", {"logger": "a.B", "thread": "main"},
    ),
    (
        '{"level":"error","ts":1714979289.123,"caller":"cart/add.go:12","msg":"cannot add","error":"EOF"}',
        "zap", Level.HIGH, _AT_MILLIS, "cannot add", {"error": "EOF"},
    ),
    (
        '{"log":"2024-05-06 07:08:09.123 ERROR 1 --- [main] shop.Cart : No space left on device\\n","stream":"stderr","time":"2024-05-06T07:08:09Z"}',
        "docker+spring-boot", Level.CRITICAL, _AT, "No space left on device", {"stream": "stderr", "logger": "shop.Cart"},
    ),
    (
        '{"__REALTIME_TIMESTAMP":"1714979289123000","PRIORITY":"4","MESSAGE":"unit entered failed state","_PID":"1","SYSLOG_IDENTIFIER":"systemd"}',
        "journald", Level.WARNING, _AT_MILLIS, "unit entered", {"service": "systemd", "pid": "1"},
    ),
    (
        'time="2024-05-06T07:08:09Z" level=error msg="could not pull \\"a\\"" image=a',
        "logfmt", Level.HIGH, _AT, 'could not pull "a"', {"image": "a"},
    ),
    (
        '<11>1 2024-05-06T07:08:09.123Z web su 77 ID47 [ex@1 iut="3"] su failed for lonvick',
        "syslog-rfc5424", Level.HIGH, _AT_MILLIS, "su failed", {"host": "web", "service": "su", "pid": "77", "ex@1.iut": "3"},
    ),
    (
        "May  6 07:08:09 web1 sshd[123]: Failed password for root from 192.0.2.4 port 22 ssh2",
        "syslog-rfc3164", Level.WARNING, _AT, "Failed password", {"host": "web1", "service": "sshd", "pid": "123"},
    ),
    (
        "May  6 07:08:09 web1 kernel: [ 12.345678] Out of memory: Killed process 12 (java)",
        "syslog-rfc3164", Level.CRITICAL, _AT, "Out of memory", {"service": "kernel"},
    ),
    (
        '192.0.2.1 - bob [06/May/2024:16:08:09 +0900] "GET /cart?id=1 HTTP/1.1" 502 123 "-" "curl/8"',
        "access", Level.HIGH, _AT, '"GET /cart', {"http.status": "502", "http.method": "GET", "user": "bob"},
    ),
    (
        "2024/05/06 07:08:09 [error] 12#13: *7 connect() failed (111: Connection refused) while connecting to upstream",
        "nginx-error", Level.HIGH, _AT, "connect() failed", {"pid": "12"},
    ),
    (
        "[Mon May 06 07:08:09.123 2024] [proxy:error] [pid 1:tid 2] [client 192.0.2.4:5] AH00898: Error reading",
        "apache-error", Level.HIGH, _AT_MILLIS, "AH00898", {"logger": "proxy", "client": "192.0.2.4:5"},
    ),
    (
        "06-May-2024 07:08:09.123 SEVERE [main] org.apache.catalina.core.StandardService.initInternal Failed to start",
        "tomcat", Level.HIGH, _AT_MILLIS, "Failed to start", {"thread": "main"},
    ),
    (
        "2024-05-06 07:08:09.123  INFO 12 --- [  restartedMain] com.example.App  : Started App in 2.3 seconds",
        "spring-boot", Level.INFO, _AT_MILLIS, "Started App", {"logger": "com.example.App", "pid": "12"},
    ),
    ("2024-05-06 07:08:09,123 - app.db - WARNING - pool almost empty", "python", Level.WARNING, _AT_MILLIS, "pool", {"logger": "app.db"}),
    ("ERROR:root:lost", "python", Level.HIGH, _NOW, "lost", {"logger": "root"}),
    (
        "2024-05-06 07:08:09.123 KST [123] bob@shop ERROR:  deadlock detected",
        "postgresql", Level.HIGH, _AT_MILLIS - timedelta(hours=9), "deadlock", {"user": "bob", "db": "shop"},
    ),
    (
        "2024-05-06T07:08:09.123456Z 8 [ERROR] [MY-010119] [Server] Aborting",
        "mysql", Level.HIGH, _AT + timedelta(microseconds=123456), "Aborting", {"error.code": "MY-010119"},
    ),
    ("123:M 06 May 2024 07:08:09.123 * Ready to accept connections", "redis", Level.INFO, _AT_MILLIS, "Ready", {"role": "M"}),
    ("123:M 06 May 2024 07:08:09.123 # fork: Cannot allocate memory", "redis", Level.CRITICAL, _AT_MILLIS, "fork", {}),
    ("[12345.678901] EXT4-fs error (device sda1): bad entry", "kernel", Level.HIGH, _NOW, "EXT4-fs", {"service": "kernel"}),
    ("E0506 07:08:09.123000    1 reflector.go:12] Failed to list", "klog", Level.HIGH, _AT_MILLIS, "Failed", {"caller": "reflector.go:12"}),
    (
        "Error\t5/6/2024 7:08:09 AM\tService Control Manager\t7031\tNone\tThe Spooler service terminated unexpectedly",
        "windows-event", Level.HIGH, _AT, "The Spooler", {"event_id": "7031"},
    ),
    ("2024-05-06T07:08:09.123Z ERROR shop::db: failed attempt=1", "tracing", Level.HIGH, _AT_MILLIS, "failed", {"logger": "shop::db"}),
    ("2024-05-06 07:08:09 [오류] 데이터베이스 연결 실패", "bracketed", Level.HIGH, _AT, "데이터베이스", {}),
    (
        "web_1  | 2024-05-06 07:08:09.123 7 ERROR shop.cart [req-1 - - -] order lost",
        "openstack", Level.HIGH, _AT_MILLIS, "order lost", {"prefix": "web_1", "logger": "shop.cart", "pid": "7"},
    ),
    ("결제 서비스 장애 발생", "text", Level.CRITICAL, _NOW, "결제", {}),
    ("Connection refused", "text", Level.HIGH, _NOW, "Connection", {}),
    ("05-06 07:08:09.123  1702  2395 W Watchdog: slow", "logcat", Level.WARNING, _AT_MILLIS, "slow", {"logger": "Watchdog"}),
]  # fmt: skip


@pytest.mark.parametrize("row", _LINES, ids=[row[1] for row in _LINES])
def test_a_line_becomes_a_record(row: tuple[str, str, Level, datetime | None, str, dict[str, str]]) -> None:
    line, form, level, time, body, attributes = row
    for given in (line, line.encode()):
        record = parse_line(given, default_time=_NOW)
        assert (record.format, record.level, record.time) == (form, level, time)
        assert record.body.startswith(body)
        assert attributes.items() <= record.attributes.items()


def test_a_december_line_read_in_january_belongs_to_last_year() -> None:
    record = parse_line("Dec 31 23:59:59 web1 app: late", default_time=datetime(2024, 1, 1, 0, 5, tzinfo=UTC))
    assert record.time == datetime(2023, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_a_missing_zone_is_that_of_the_default_time() -> None:
    seoul = timezone(timedelta(hours=9))
    record = parse_line("2024-05-06 07:08:09 ERROR x", default_time=datetime(2024, 5, 6, tzinfo=seoul))
    assert record.time == _SEOUL


def test_a_line_without_a_year_and_without_a_default_has_no_time() -> None:
    assert parse_line("May  6 07:08:09 web1 app: x").time is None


def test_colour_codes_are_dropped() -> None:
    record = parse_line("\x1b[2m2024-05-06T07:08:09Z\x1b[0m \x1b[31mERROR\x1b[0m shop: lost")
    assert (record.level, record.body) == (Level.HIGH, "lost")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_korean_text_survives_its_encoding(encoding: str) -> None:
    text = "2024-05-06 07:08:09 ERROR 결제 서버 연결 실패 (code=500, retry=3)"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"\xff", b"\xc7\xd1\xb1", b"a\xed\xa0\x80b", b"\x00", b"", b"\x80" * 50])
def test_broken_bytes_still_become_text(data: bytes) -> None:
    assert isinstance(decode(data), str)
    record: Any = parse_line(data)
    assert record.severity_number == 9
