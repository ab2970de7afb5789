"""A cheap first look at raw bytes: could this line be a warning or worse? It may say yes too often, never no wrongly."""

import re

# Alternatives for a byte matcher (hyperscan or re), all to be compiled caseless; linear, without look-around.
INTERESTING_PATTERNS: tuple[bytes, ...] = (
    rb"warn",
    rb"error|(?:\b|_)err(?:\b|_|[0-9])|errimage",
    rb"fail",
    rb"fatal",
    rb"crit",
    rb"panic",
    rb"severe",
    rb"alert",
    rb"emerg",
    rb"except",
    rb"traceback",
    rb"abort",
    rb"crash",
    rb"refused|denied|reject|forbid|unauthori",
    rb"time[ds]? ?-?out",
    rb"unreachable|not reachable|unavailable|unable|not found|no route",
    rb"can ?not|can'?t|segv|couldn't|could not",
    rb"out of memory|oom|killed|no space|segfault|segmentation|core dump",
    rb"deadlock|corrupt|broken|reset by|lost|overflow|exhaust|exceed",
    rb"invalid|illegal|unexpected|unknown user|user unknown|violat|hung|dead|died|insufficient|evict|backoff|oops|stale|overdue|interrupt|no such|no module|unresponsive|inaccess|high load|split.?brain|(?:is|disk|nearly) full|going down|above threshold|backing off|unhandled|uncaught|undefined|null ?pointer",
    rb"deprecat|retry|retries|slow|degrad|throttl|expire|expiring|suspicious|break-in|dropp|missing|skipp|ignor|fall(?:ing )?back",
    rb"ORA-[0-9]{5}",
    rb"(?:AI|AUTH|DB|VAL|EXT|COMMON)[45][0-9]{3}",
    rb"E(?:CONN|TIMEDOUT|ACCES|PERM|NOSPC|MFILE|NOENT|PIPE|HOSTUNREACH|ADDRINUSE|NOMEM)",
    rb"\" [45][0-9]{2} |status(?:[_ ]?code)?[\"' :=]{1,4}[45][0-9]{2}|HTTP/[0-9.]{1,3}\"? [45][0-9]{2}",
    rb"[\"'](?:level|severity|lvl)[\"'] ?: ?[\"']?(?:[456]0|[0-4][,}\"'])",
    rb"[\"']PRIORITY[\"'] ?: ?[\"']?[0-4]",
    rb"fault|unrecoverable|not responding|read-only file|machine check|hardware error|BUG:",
    "오류|에러|실패|장애|거부|불가|중단|초과|끊|예외|응답 ?없|비정상|다운|할 수 없|못했|만료|경고|주의|지연|재시도|임계|부족|느림|의심|누락|이상|심각|위험|긴급|치명".encode(),
    "오류|에러|실패|장애|거부|불가|중단|초과|끊|예외|비정상|다운|만료|경고|주의|지연|재시도|임계|부족|의심|누락|이상|심각|위험|긴급|치명".encode(
        "cp949"
    ),
    rb"^<(?:[0-9]|[1-9][0-9]|1[0-8][0-9]|19[01])>",
    rb"[EWF][0-9]{4} [0-9]{2}:| [EWF] [A-Za-z]",
    rb"^[ \t]+at |^Caused by|^ *File \"",
    rb"\x00",
)

_REFERENCE = re.compile(b"|".join(b"(?:" + pattern + b")" for pattern in INTERESTING_PATTERNS), re.IGNORECASE)


def is_interesting(line: bytes) -> bool:
    """Whether a line could be a warning or worse (reference for faster matchers of INTERESTING_PATTERNS)."""
    return _REFERENCE.search(line) is not None
