"""Slips of a key in the words of operations: "제기동", "restrat". Names are treated in `names.py`."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bonghwa.understanding.language.hangul import letters
from bonghwa.understanding.language.reading import Reading
from bonghwa.understanding.language.words import VOCABULARY

_KOREAN = [
    "재시작",
    "재기동",
    "재가동",
    "재부팅",
    "리스타트",
    "리로드",
    "인증서",
    "무결성",
    "디스크",
    "메모리",
    "씨피유",
    "크론탭",
    "스케줄",
    "담당자",
    "아이피",
    "데드락",
    "블로킹",
    "로그인",
    "에러로그",
    "헬스체크",
    "취약점",
    "티켓을",
    "사용량",
    "백업을",
    "배포해",
    "반영해",
    "중지해",
    "종료해",
    "기동해",
    "승인해",
    "반려해",
    "삭제해",
    "정리해",
    "배포좀",
    "중지좀",
    "기동좀",
    "서비스",
    "시스템",
    "정책을",
    "상태를",
    "상태좀",
]
_ENGLISH = [
    "restart",
    "reboot",
    "reload",
    "deploy",
    "rollback",
    "status",
    "certificate",
    "certificates",
    "security",
    "integrity",
    "session",
    "sessions",
    "resource",
    "resources",
    "memory",
    "approve",
    "reject",
    "schedule",
    "deployment",
    "deployments",
    "history",
    "ticket",
    "blocking",
    "deadlock",
    "password",
    "running",
    "expiry",
    "subscribe",
    "summarize",
    "diagnose",
    "service",
    "server",
    "servers",
    "system",
    "production",
    "development",
    "process",
    "cleanup",
    "backup",
    "shutdown",
    "bounce",
    "terminate",
    "extract",
    "access",
    "connect",
]
_REAL = frozenset(
    [
        "reject",
        "restate",
        "restarts",
        "restarted",
        "deploys",
        "deployed",
        "deployer",
        "reboots",
        "reloads",
        "reloaded",
        "services",
        "accessed",
        "accesses",
        "connects",
        "process",
        "processed",
        "tickets",
        "approves",
        "approved",
        "rejects",
        "rejected",
        "approver",
        "statues",
        "severs",
        "serve",
        "server",
        "service",
        "sever",
        "several",
        "sessions",
        "session",
        "seasons",
        "season",
        "mission",
        "cession",
        "passion",
        "expert",
        "exert",
        "expire",
        "expired",
        "export",
        "report",
        "rapport",
        "resort",
        "support",
        "bound",
        "pounce",
        "ounce",
        "bounced",
        "terminal",
        "terminated",
        "extracts",
        "extracted",
        "schedules",
        "scheduled",
        "scheduler",
        "histories",
        "systems",
        "processes",
        "runnings",
        "cunning",
        "running",
        "ruining",
        "runnings",
        "gunning",
        "summarise",
        "summarised",
        "summarized",
        "connected",
        "subscriber",
        "subscribed",
        "subscribes",
        "diagnosed",
        "diagnoses",
        "thicket",
        "picket",
        "wicket",
        "cricket",
        "ticketing",
        "deployment",
        "employ",
        "employee",
        "destroy",
        "relay",
        "reloader",
        "rebook",
        "passwords",
        "backups",
        "resources",
        "resourced",
        "blocking",
        "clocking",
        "flocking",
        "locking",
        "mocking",
        "rocking",
        "docking",
        "memories",
        "productions",
    ],
)
_BY_LETTERS = {letters(word): word for word in _KOREAN}
_SPELLINGS = tuple(_BY_LETTERS)
_HANGUL_WORD = re.compile(r"[가-힣]{3,12}")
_LATIN_WORD = re.compile(r"(?<![a-z0-9\-./_'])[a-z]{6,14}(?![a-z0-9\-./_'])")
_MOST = 40  # words looked at in one sentence


def _korean_fixes(text: str) -> list[tuple[int, str]]:
    fixes: list[tuple[int, str]] = []
    for match in list(_HANGUL_WORD.finditer(text))[:_MOST]:
        word = match.group()
        if VOCABULARY.match(word):
            continue
        for size in (4, 3):
            near = process.extractOne(letters(word[:size]), _SPELLINGS, scorer=OSA.distance, score_cutoff=1)
            if near and near[1] == 1 and len(_BY_LETTERS[near[0]]) == size <= len(word):
                fixes.append((match.start(), _BY_LETTERS[near[0]]))
                break
    return fixes


def corrected(reading: Reading) -> Reading:
    """The same sentence with one-letter slips in known words put right (never inside quotes)."""
    fixes = (
        [(start, len(word), word) for start, word in _korean_fixes(reading.text)] if reading.korean else []
    )
    for match in list(_LATIN_WORD.finditer(reading.text))[:_MOST]:
        word = match.group()
        if VOCABULARY.match(word) or word in _REAL:
            continue
        near = process.extractOne(word, _ENGLISH, scorer=OSA.distance, score_cutoff=1)
        if near and near[1] == 1 and near[0] + "s" != word:
            fixes.append((match.start(), len(word), near[0]))
    if not fixes:
        return reading
    text = reading.cased
    for start, length, word in sorted(fixes, reverse=True):
        text = text[:start] + word + text[start + length :]
    return Reading(text)
