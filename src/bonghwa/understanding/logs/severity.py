"""Severity: the words, numbers and contents of log lines mapped to OpenTelemetry numbers and to four levels.

Numbers are those of the OpenTelemetry logs data model (1 trace ... 24 fatal4). A line without any severity word is
judged by its content, in English and Korean, and texts such as "0 errors" or "no error" do not raise an alarm.
"""

import re

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

# Texts that mention trouble in order to deny it; they are cut out before content is judged.
_DENIALS = re.compile(
    r"\b(?:no|0|zero|without(?: any)?|not an?|free of|never)[ \t]{1,3}"
    r"(?:\w{1,20}[ \t]{1,3})?"
    r"(?:errors?|warnings?|failures?|failed|exceptions?|problems?|issues?|faults?|critical|alarms?|panics?)\b"
    r"|\b(?:errors?|failures?|failed|warnings?|exceptions?|err|fail(?:ures)?|err_?count|error_?count)"
    r"[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?(?:0(?![\w.])|none\b|null\b|nil\b|false\b|no\b|ok\b|\[\]|\"\"|''|<nil>)"
    r"|\berror[_-]?(?:log|page|code|handler|file|reporting|rate|threshold|level)s?[ \t]{0,2}[:=]"
    r"|\b(?:0|no) (?:of \d{1,9} )?(?:failed|errors?)\b"
    r"|\bfail(?:over|-over|fast|safe|-fast|-safe)\b|\bstderr\b"
    r"|(?:오류|에러|실패|장애|경고|이상)[ \t]{0,2}(?:\d{0,1}0[ \t]?건|없음|없이|없습니다|없다|복구|해소|해결|해제)"
    r"|(?:오류|에러|실패|장애)[ \t]{0,2}[:=]?[ \t]{0,2}0(?!\d|\.)(?:건|개)?"
    r"|\b(?:retry|recovered|resolved|cleared|fixed)[ \t]+(?:after|from)[ \t]+(?:the[ \t]+)?(?:errors?|failures?)\b",
    re.IGNORECASE,
)

_FATAL_TEXT = re.compile(
    r"out ?of ?memory|OutOfMemoryError|\bOOM\b|oom-kill|kernel panic|segfault|segmentation fault|core dumped"
    r"|\bpanic(?:ked)?\b(?!button)|no space left on device|ENOSPC|disk (?:is )?full|data(?:base)? corrupt"
    r"|\bFATAL\b|\bEMERG\b|\bCRITICAL\b|unrecoverable|StackOverflowError|BUG: |hardware error|machine check"
    r"|read-only file ?system|cannot allocate memory|fsync failed|split.?brain"
    r"|치명|심각한|서비스 ?(?:중단|장애)|시스템 ?(?:다운|장애)|디스크 ?(?:가득|풀|용량 ?부족)|메모리 ?부족",
    re.IGNORECASE,
)

_ERROR_TEXT = re.compile(
    r"\berrors?\b|\bexception\b|[a-z](?:Exception|Error)\b|\bfail(?:ed|ure|s)\b|\bfail\b|\bcannot\b|\bcan'?t\b"
    r"|\bcould ?n[o']t\b|\bunable to\b|\brefused\b|\babort(?:ed|ing)?\b|\bcrash(?:ed)?\b|\bdenied\b|\btraceback\b"
    r"|\bunreachable\b|\bno route to host\b|\bconnection (?:reset|closed unexpectedly|lost|timed? ?out)\b"
    r"|\btimed? ?out\b|\bdeadlock\b|\bbroken pipe\b|\bcorrupt(?:ed|ion)?\b|\bforbidden\b|\bunauthorized\b"
    r"|\bunhandled\b|\buncaught\b|\bexited (?:abnormally|with (?:code|status) [1-9])|\bterminated abnormally\b"
    r"|\bkilled\b|\billegal\b|\bfault\b|\bORA-\d{5}\b|\bECONN\w+|\bETIMEDOUT\b|\bEACCES\b|\bEMFILE\b|\bEPERM\b"
    r"|\bnot (?:reachable|responding)\b|\bunavailable\b|\bundefined method\b|\bnull ?pointer\b|\bnot found\b"
    r"|\btoo many open files\b|\bpermission denied\b|\bbad gateway\b|\bsegv\b|\binvalid (?:user|token|argument)\b"
    r"|오류|에러|실패|장애|거부|불가(?!피)|중단|초과|끊김|끊어|예외|응답 ?없|비정상|다운(?!로드)|할 수 없|못했|만료됨?",
    re.IGNORECASE,
)

_WARN_TEXT = re.compile(
    r"\bwarn(?:ing)?s?\b|\bdeprecated\b|\bretry(?:ing)?\b|\bretries\b|\bslow\b|\bdegraded\b|\bthrottl\w+"
    r"|\bexpir(?:ed|es|ing)\b|\bnearly full\b|\babove threshold\b|\bhigh (?:load|usage)\b|\bskipp(?:ed|ing)\b"
    r"|\bunexpected\b|\bsuspicious\b|\bunknown user\b|\buser unknown\b|\bmissing\b|\bignor(?:ed|ing)\b"
    r"|\bfallback\b|\bfalling back\b|\bbreak-in\b|\bdropp(?:ed|ing)\b|\bbacking off\b"
    r"|경고|주의|지연|재시도|임계|부족|느림|만료 ?(?:예정|임박)|의심|누락|이상 ?징후",
    re.IGNORECASE,
)

# A softer reading for words that are an error only when nobody declared a severity.
_MILD = re.compile(
    r"\b(?:not found|denied|invalid user|authentication failure|failed password|forbidden|unauthorized)\b",
    re.IGNORECASE,
)

_LIMIT = 4096


def from_word(word: str) -> int:
    """OpenTelemetry number of a severity word ("WARN", "err", "오류", "E"), 0 if it is not one."""
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


def from_content(text: str) -> int:
    """Judge a text that declares no severity; 9 (info) when nothing in it sounds like trouble."""
    text = text[:_LIMIT]
    if not (_ERROR_TEXT.search(text) or _WARN_TEXT.search(text) or _FATAL_TEXT.search(text)):
        return INFO
    text = _DENIALS.sub(" ", text)
    if _FATAL_TEXT.search(text):
        return FATAL
    if _ERROR_TEXT.search(text):
        return WARN if _MILD.search(text) and not _ERROR_TEXT.search(_MILD.sub(" ", text)) else ERROR
    return WARN if _WARN_TEXT.search(text) else INFO


def raise_by_content(number: int, text: str) -> int:
    """A declared error whose content tells of a fatal event (out of memory, disk full) becomes critical."""
    if ERROR <= number < FATAL and _FATAL_TEXT.search(text[:_LIMIT]):
        return FATAL
    return number


def text_of(number: int) -> str:
    """The short OpenTelemetry name of a severity number ("ERROR", "WARN2" is shown as "WARN")."""
    names = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")
    return names[(number - 1) // 4] if 1 <= number <= 24 else ""
