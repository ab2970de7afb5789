"""What a line tells by its content: trouble, in English and Korean, and trouble that is only mentioned to be denied.

Words are looked up one by one and judged with their neighbours, so that "0 errors", "no error", "error_log=" and
"errors: none" raise no alarm. Linear in the length of the text, of which the first 4,096 characters count.
"""

import re

from bonghwa.understanding.logs.severity import ERROR, FATAL, INFO, UNSPECIFIED, WARN

_LIMIT = 4096
_WORDS = re.compile(r"[a-z\']+|[0-9]+|[=:]|[가-힣]+")


def _table() -> dict[str, int]:
    fatal = "fatal panic panicked emerg emergency segfault outofmemoryerror oom stackoverflowerror unrecoverable critical severe"
    error = (
        "error errors err exception exceptions fail failed fails failure failures failing cannot can't cant couldn't unable"
        " refused abort aborted aborting crash crashed traceback unreachable timeout timedout deadlock deadlocked corrupt"
        " corrupted corruption unhandled uncaught killed illegal fault faulted unavailable econnrefused econnreset etimedout"
        " eacces emfile enospc eperm enoent ehostunreach epipe nullpointer segv hung lost rejected overflow exhausted"
        " inaccessible errimagepull imagepullbackoff crashloopbackoff oomkilled undefined violation unresponsive died dead broken oops"
    )
    mild = "denied forbidden unauthorized invalid"
    warn = (
        "warn warning warnings deprecated retry retrying retries slow degraded throttled throttling expired expires expiring"
        " skipped skipping unexpected suspicious missing ignored ignoring fallback dropped dropping exceeded exceeds"
        " interrupted stale overdue evicted insufficient"
    )
    table = dict.fromkeys(warn.split(), WARN)
    table.update(dict.fromkeys(mild.split(), WARN))
    table.update(dict.fromkeys(error.split(), ERROR))
    table.update(dict.fromkeys(fatal.split(), FATAL))
    return table


_TROUBLE = _table()
_NAMED_ERRORS = ("exception", "error")

_FATAL_PHRASES = (
    "out of memory", "outofmemory", "oom-kill", "kernel panic", "segmentation fault", "core dumped", "no space left",
    "disk is full", "disk full", "data corrupt", "database corrupt", "hardware error", "machine check", "read-only file",
    "cannot allocate memory", "fsync failed", "split brain", "split-brain", "stack overflow", "system is going down",
    "치명", "서비스 중단", "서비스 장애", "서비스중단", "시스템 다운", "시스템 장애", "디스크 가득", "디스크 용량 부족",
    "메모리 부족", "디스크 풀",
)  # fmt: skip
_ERROR_PHRASES = (
    "connection reset", "timed out", "time out", "no route to host", "too many open files", "not responding", "bad gateway",
    "could not", "no module named", "no such file", "not reachable", "exited abnormally", "exited with code", "terminated abnormally", "connection closed unexpectedly",
    "ora-0", "ora-1", "ora-2", "ora-3",
)  # fmt: skip
_WARN_PHRASES = ("not found", "nearly full", "above threshold", "high load", "break-in", "backing off", "falling back",
                 "authentication failure", "user unknown")  # fmt: skip
# A failed login is an everyday attack, no outage: these phrases take the words in them out of the judgement.
_LOGIN = re.compile(
    r"authentication failures?|failed password|failed none|invalid user|failed login|login failed|auth fail\b"
)

_DENYING = frozenset(("no", "zero", "without", "never", "0", "00", "not", "non", "free"))
_DENIED_AFTER = frozenset(("0", "none", "null", "nil", "false", "no", "ok"))
_NAMES_AFTER = frozenset(
    ("log", "page", "handler", "file", "reporting", "rate", "threshold", "level", "logs", "code")
)
_SAFE_BEFORE = frozenset(("recovered", "resolved", "cleared", "fixed"))

_KOREAN = (
    (ERROR, ("오류", "에러", "실패", "장애", "거부", "중단", "초과", "끊김", "끊어", "예외", "비정상", "못했", "할 수 없", "응답 없",
             "응답없", "불가능", "접속 불가", "연결 불가", "사용 불가", "다운됨", "다운되", "서버 다운", "만료됨", "만료되")),
    (WARN, ("경고", "주의", "지연", "재시도", "임계", "부족", "느림", "만료", "의심", "누락", "이상 징후", "이상징후")),
)  # fmt: skip
_KOREAN_DENIAL = re.compile(
    r"(?:오류|에러|실패|장애|경고|이상|예외)(?:가|이|는|은|율)? {0,2}[:=]? {0,2}(?:0 ?(?:건|개|회|%)|0(?![\d.])|없음|없이|없습니다|없다|없었"
    r"|복구|해소|해결|해제|조치 ?완료)|(?:중단|지연) ?없이"
)


def from_content(text: str) -> int:
    """OpenTelemetry severity of a text that declares none; 9 (info) when nothing in it sounds like trouble."""
    low = text[:_LIMIT].lower()
    if any(phrase in low for phrase in _FATAL_PHRASES):
        return FATAL
    worst = INFO
    if not low.isascii():
        worst = _korean(low)
    if _LOGIN.search(low):
        worst = max(worst, WARN)
        low = _LOGIN.sub(" ", low)
    if worst < ERROR and any(phrase in low for phrase in _ERROR_PHRASES):
        worst = ERROR
    if worst < WARN and any(phrase in low for phrase in _WARN_PHRASES):
        worst = WARN
    words = _WORDS.findall(low)
    for place, word in enumerate(words):
        number = _TROUBLE.get(word) or (ERROR if word.endswith(_NAMED_ERRORS) else UNSPECIFIED)
        if number > worst and not _denied(words, place):
            worst = number
    return worst


def is_fatal(text: str) -> bool:
    """Whether a text tells of an event that no service survives (out of memory, disk full)."""
    low = text[:_LIMIT].lower()
    return any(phrase in low for phrase in _FATAL_PHRASES)


def _denied(words: list[str], place: int) -> bool:
    """Whether the neighbours of a word take its threat away."""
    before = words[max(0, place - 2) : place]
    if before and (
        before[-1] in _DENYING
        or (before[0] in _DENYING and before[-1] not in ("=", ":") and not before[-1].isdigit())
    ):
        return True
    if not _SAFE_BEFORE.isdisjoint(words[max(0, place - 3) : place]):
        return True
    after = words[place + 1 : place + 3]
    if not after:
        return False
    if after[0] in _NAMES_AFTER:
        return len(after) > 1 and after[1] in ("=", ":")
    if after[0] in ("=", ":"):
        return len(after) > 1 and after[1] in _DENIED_AFTER
    return after[0] in ("free", "less") or (words[place] == "fail" and after[0] in ("over", "safe", "fast"))


def _korean(low: str) -> int:
    low = _KOREAN_DENIAL.sub(" ", low)
    return next((number for number, stems in _KOREAN if any(stem in low for stem in stems)), INFO)
