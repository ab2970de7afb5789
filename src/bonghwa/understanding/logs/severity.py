"""Severity: the words, numbers and contents of log lines mapped to OpenTelemetry numbers and to four levels.

Numbers are those of the OpenTelemetry logs data model (1 trace ... 24 fatal4). A line without any severity word is
judged by its content, in English and Korean, and texts such as "0 errors" or "no error" do not raise an alarm.
"""

TRACE, DEBUG, INFO, NOTICE, WARN, ERROR, FATAL, ALERT, EMERGENCY = 1, 5, 9, 10, 13, 17, 21, 22, 23
CRITICAL = FATAL  # syslog's "crit" and above all demand a person at once, so they share the level critical
UNSPECIFIED = 0

_WORDS: dict[str, int] = {
    "trace": TRACE, "trc": TRACE, "finest": TRACE, "finer": 2, "verbose": TRACE, "silly": TRACE,
    "debug": DEBUG, "dbg": DEBUG, "fine": DEBUG, "debug1": DEBUG, "debug2": DEBUG, "debug3": DEBUG,
    "debug4": DEBUG, "debug5": DEBUG, "config": 8,
    "info": INFO, "inf": INFO, "information": INFO, "informational": INFO, "log": INFO, "statement": INFO,
    "detail": INFO, "hint": INFO, "note": NOTICE, "notice": NOTICE, "system": INFO, "audit": INFO, "success": INFO,
    "audit_success": INFO, "정보": INFO, "알림": NOTICE,
    "warn": WARN, "warning": WARN, "wrn": WARN, "audit_failure": WARN, "경고": WARN, "주의": WARN,
    "error": ERROR, "err": ERROR, "eror": ERROR, "severe": ERROR, "failure": ERROR, "오류": ERROR, "에러": ERROR,
    "crit": CRITICAL, "critical": CRITICAL, "심각": CRITICAL, "위험": CRITICAL, "긴급": CRITICAL,
    "alert": ALERT, "fatal": FATAL, "panic": FATAL, "emerg": EMERGENCY, "emergency": EMERGENCY, "dpanic": CRITICAL,
    "치명": FATAL, "치명적": FATAL, "failed": ERROR,
}  # fmt: skip

_WORDS |= {word.upper(): number for word, number in _WORDS.items()}

_LETTERS = {
    "V": TRACE,
    "T": TRACE,
    "D": DEBUG,
    "I": INFO,
    "N": NOTICE,
    "W": WARN,
    "E": ERROR,
    "C": CRITICAL,
    "F": FATAL,
}

_SYSLOG = (EMERGENCY, ALERT, CRITICAL, ERROR, WARN, NOTICE, INFO, DEBUG)


def from_word(word: str) -> int:
    """OpenTelemetry number of a severity word ("WARN", "err", "오류", "E"), 0 if it is not one."""
    number = _WORDS.get(word)
    if number:
        return number
    return _WORDS.get(word.strip("[]()<>|*: \t").lower(), 0) or (
        _LETTERS.get(word, 0) if len(word) == 1 else 0
    )


def from_syslog(priority: int) -> int:
    """OpenTelemetry number of a syslog priority (RFC 5424: facility * 8 + severity)."""
    return _SYSLOG[priority & 7]


def from_number(value: float) -> int:
    """OpenTelemetry number of a numeric level: 0..7 is syslog, from 10 on pino and bunyan (30 is info)."""
    if not 0 <= value < 1000:
        return UNSPECIFIED
    if value < 8:
        return _SYSLOG[int(value)]
    steps = ((60, FATAL), (50, ERROR), (40, WARN), (30, INFO), (20, DEBUG))
    return next((number for least, number in steps if value >= least), TRACE)


def from_http_status(status: int) -> int:
    """OpenTelemetry number of an HTTP status: 5xx error, 4xx warning, else info."""
    return ERROR if status >= 500 else WARN if status >= 400 else INFO


def text_of(number: int) -> str:
    """The short OpenTelemetry name of a severity number ("ERROR", "WARN2" is shown as "WARN")."""
    names = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")
    return names[(number - 1) // 4] if 1 <= number <= 24 else ""
