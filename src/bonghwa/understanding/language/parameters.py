"""The parameters of each intent, read from the sentence."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from bonghwa.understanding.language import dates
from bonghwa.understanding.language.identifiers import Identifiers
from bonghwa.understanding.language.layers import products
from bonghwa.understanding.language.policies import policy_parameters
from bonghwa.understanding.language.reading import Reading
from bonghwa.understanding.language.titles import reason_of, title_of, type_of

Words = frozenset[str]
Reader = Callable[[Reading, Identifiers, Words], dict[str, Any]]

_EXCEL = re.compile(r"엑셀|\b(?:excel|xlsx?|spreadsheet)\b")
_CSV = re.compile(r"(?<![a-z])csv(?![a-z])")
_ROLLING = re.compile(
    r"순차|차례|하나씩|한 ?대씩|롤링|무중단|\b(?:rolling|one (?:by one|at a time)|sequential(?:ly)?|no downtime|zero downtime)\b"
)
_RELOAD = re.compile(r"리로드|재로드|\breload\b")
_REBOOT = re.compile(r"재부팅|리부팅|리부트|\breboot\b")
_FORCE = re.compile(r"강제|\bforce(?:d|fully)?\b|kill -9")
_METRICS = (
    ("cpu", r"씨피유|시피유|(?<![a-z])cpus?(?![a-z])"), ("heap", r"힙|\bheap\b"),
    ("memory", r"메모리|(?<![a-z])(?:memory|mem|ram)(?![a-z])"), ("swap", r"스왑|\bswap\b"), ("disk", r"디스크|(?<!사)용량|\b(?:disk|storage|space)\b"),
    ("threads", r"스레드|쓰레드|\bthreads?\b"), ("load", r"로드애버리지|\bload average\b"), ("network", r"네트워크|트래픽|\bnetwork\b"),
)  # fmt: skip
_FIELDS = (
    ("ip", r"아이피|(?<![a-z])ips?(?![a-z])|주소|\baddress(?:es)?\b"), ("account", r"계정|아이디|유저|\b(?:accounts?|os users?|usernames?)\b"),
    ("path", r"경로|위치|디렉토리|디렉터리|어디|\b(?:paths?|director(?:y|ies)|where|location|folder)\b"),
    ("owner", r"담당|책임자|누구|누가|연락처|운영팀|\b(?:owners?|owns?|contacts?|in charge|responsible|who|maintainers?)\b"),
    ("domain", r"도메인|\b(?:domains?|urls?)\b|유알엘"), ("hostname", r"호스트|\bhost ?names?\b"), ("version", r"버전|\bversions?\b"), ("os", r"운영체제|사양|\bos\b"),
)  # fmt: skip
_LOGS = (
    ("catalina", r"카탈리나|catalina"), ("slow_query", r"슬로우 ?쿼리|slow[ _-]?query"), ("access", r"(?:접근|액세스|엑세스) ?로그|access[ _-]?log"),
    ("gc", r"(?<![a-z])gc ?(?:로그|logs?)"), ("system", r"시스템 ?로그|syslog|system log"), ("audit", r"감사 ?로그|audit log"), ("deploy", r"배포 ?로그|deploy(?:ment)? log"),
    ("application", r"(?:앱|어플리케이션|애플리케이션) ?로그|app(?:lication)? log"), ("thread_dump", r"스레드 ?덤프|thread dump"),
)  # fmt: skip
_PRODUCT_ERROR_LOG = re.compile(r"에러 ?로그|오류 ?로그|error[ _-]?log")
_PATTERN_CODE = re.compile(
    r"\b[A-Z]{2,5}-\d{3,6}\b|\b\w*(?:Exception|OutOfMemory(?:Error)?|Error)\b|\b[45]\d\d\b(?= ?(?:에러|오류|error|응답|코드))"
)
_PATTERN_GREP = re.compile(
    r"(?:grep|find|search for|search|look for|filter)(?: for)? (?!errors?\b|the\b|all\b|logs?\b|any\b)([\w.\-:]{3,60})|containing ([\w.\-:]{3,60})",
    re.IGNORECASE,
)
_PATTERN_KO = re.compile(
    r"([A-Za-z][\w.\-]{2,40})(?:이|가|만|을|를|라는|란|으로|로)? ?(?:찾아|검색|포함|들어간|발생|난 ?거|걸린)"
)
_TARGETS = (
    ("backup", r"백업|\bbackups?\b"), ("tmp", r"tmp|템프|임시|\btemp(?:orary)?\b"), ("cache", r"캐시|\bcaches?\b"), ("dump", r"덤프|\bdumps?\b"), ("log", r"로그|\blogs?\b"),
)  # fmt: skip
_CLEAN_MODES = (
    ("archive", r"아카이브|보관|\barchive\b"),
    ("compress", r"압축|\b(?:compress|gzip|zip)\b"),
    ("delete", r"삭제|지워|\b(?:delete|remove|purge)\b"),
)
_SCOPES = (
    ("brute_force", r"무차별|로그인 ?(?:시도|실패)|brute|failed log ?in|login (?:attempts?|failures?)"), ("ports", r"포트|\bports?\b"),
    ("accounts", r"계정|권한|\b(?:accounts?|permissions?|privileges?|sudoers?|users?)\b"), ("vulnerabilities", r"취약|vulnerab"),
    ("files", r"파일|\bfiles?\b|바이너리|binar"),
)  # fmt: skip
_JOBS = (
    ("db_backup", r"백업|\bback ?ups?\b"), ("health_check", r"헬스 ?체크|health ?check|점검"), ("log_cleanup", r"로그 ?(?:정리|삭제|청소|압축)|log (?:clean|rotat|purge|archiv)|clean(?:ing)? (?:up )?(?:the )?(?:old )?logs?|purge logs|rotate logs"),
    ("disk_cleanup", r"디스크 ?정리|용량 ?정리|임시 ?파일|tmp|clean ?up|정리"), ("restart", r"재시작|재기동|\brestart"), ("sync", r"동기화|\bsync"), ("report", r"리포트|보고서|\breports?\b"),
    ("statistics", r"통계|집계|statistics"), ("script", r"[\w/.\-]+\.(?:sh|py|pl)\b|스크립트|\bscript"),
)  # fmt: skip
_FILE_TYPES = re.compile(
    r"(?<![a-z])(html?|jsp|war|jar|css|js|class|xml|properties|sql|zip|png|jpg)(?![a-z])"
)
_REVISION = re.compile(
    r"\b(?:branch|tag|commit|version) ([\w./\-]{1,60})|\b(v\d+(?:\.\d+)+|\d+\.\d+\.\d+)\b|([\w./\-]{1,60}) (?:브랜치|태그|branch|tag)|\b(main|master|latest)\b|(최신)"
)
_THEIR_SR = re.compile(r"(?<![a-z])sr|변경 ?요청|change request")
_EVERYWHERE = re.compile(r"전체|모든|전부|목록|리스트|\b(?:all|list|any|every)\b|서버")
_PORT = re.compile(r"(?<!\d)(\d{2,5})(?: ?번)? ?포트|(?:port|포트) ?(\d{2,5})")


def _listed(table: tuple[tuple[str, str], ...], text: str) -> list[str]:
    return [name for name, pattern in table if re.search(pattern, text)]


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next(iter(_listed(table, text)), None)


def _kept(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}


def _service(text: str) -> str | None:
    return next(iter(products(text)), None)


def _deploy(reading: Reading, ids: Identifiers, words: Words) -> dict[str, Any]:
    text = reading.text
    revision = _REVISION.search(text)
    source = (
        "sr" if not ids.sr and _THEIR_SR.search(text) else "attachment" if "attachment" in words else None
    )
    return _kept(
        sr=ids.sr,
        source=source,
        revision=next((g for g in revision.groups() if g), None) if revision and not ids.sr else None,
        file_types=sorted(set(_FILE_TYPES.findall(text)))
        if "attachment" in words and "war" not in text
        else None,
        restart="!restart" in words,
        rolling=bool(_ROLLING.search(text)),
    )


def _service_action(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    text = reading.text
    mode = "reload" if _RELOAD.search(text) else "reboot" if _REBOOT.search(text) else None
    return _kept(
        service=_service(text),
        rolling=bool(_ROLLING.search(text)),
        mode=mode,
        force=bool(_FORCE.search(text)),
    )


def _look(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    port = _PORT.search(reading.text)
    return _kept(
        service=_service(reading.text), port=int(next(g for g in port.groups() if g)) if port else None
    )


def _resources(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    metrics = _listed(_METRICS, reading.text)
    return _kept(metrics=[m for m in metrics if not (m == "memory" and "heap" in metrics)])


def _logs(reading: Reading, ids: Identifiers, words: Words) -> dict[str, Any]:
    text, cased = reading.text, reading.cased
    pattern: str | None = next(iter(reading.quotes), None)
    for finder in (_PATTERN_CODE, _PATTERN_GREP, _PATTERN_KO):
        if pattern is None and (match := finder.search(cased)):
            pattern = next((g for g in match.groups() if g), match.group())
    log = _first(_LOGS, text)
    if log is None and _service(text) in ("nginx", "apache") and _PRODUCT_ERROR_LOG.search(text):
        log = "error"
    return _kept(
        pattern=pattern,
        since=dates.since(text),
        level="error" if "error" in words and log != "error" else None,
        log=log,
        lines=ids.lines,
        format="xlsx" if _EXCEL.search(text) else "csv" if _CSV.search(text) else None,
    )


def _cleanup(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    text = reading.text
    return _kept(
        older_than=dates.older_than(text), target=_first(_TARGETS, text), mode=_first(_CLEAN_MODES, text)
    )


def _integrity(reading: Reading, _ids: Identifiers, words: Words) -> dict[str, Any]:
    shell = bool(re.search(r"웹 ?[쉘셸]|web ?shell", reading.text))
    return _kept(
        mode="compare" if "compare" in words else None,
        scope="webshell" if shell else None,
        since=dates.since(reading.text),
    )


def _certificates(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    return _kept(within=dates.within(reading.text), everywhere=bool(_EVERYWHERE.search(reading.text)))


def _cron(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    time, day = dates.schedule(reading.text)
    return _kept(time=time, day=day, job=next(iter(reading.quotes), None) or _first(_JOBS, reading.text))


def _lookup(reading: Reading, ids: Identifiers, words: Words) -> dict[str, Any]:
    listing = "fleet_list" in words and bool(
        re.search(r"전체|모든|목록|리스트|\ball\b|\blist\b|inventory", reading.text)
    )
    return _kept(
        ip=ids.address, fields=None if ids.address else _listed(_FIELDS, reading.text), everywhere=listing
    )


def _access(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    topics = (
        ("vpn", r"vpn|브이피엔"), ("deploy", r"배포|반영|\bdeploy|\brelease"), ("restart", r"재시작|재기동|\brestart"), ("rollback", r"롤백|원복|roll ?back"),
        ("stop", r"중지|종료|내리|\bstop|shut ?down"), ("start", r"(?<!재)기동|\bstart\b"), ("backup", r"백업|back ?up"), ("certificate", r"인증서|\bcert"), ("log", r"로그(?!인)|\blogs?\b"),
    )  # fmt: skip
    return _kept(topic=_first(topics, reading.text))


def _requests(reading: Reading, ids: Identifiers, words: Words) -> dict[str, Any]:
    text = reading.text
    status = _first(
        (
            ("failed", r"실패|\bfail(?:ed|ures?)?\b"), ("succeeded", r"성공(?! ?여부)|\b(?:succeeded|successful)\b"), ("overdue", r"지연|밀린|overdue|late\b"),
            ("open", r"남|미처리|미완료|대기|진행 ?중|열린|\b(?:open|pending|outstanding|remaining|left|in progress|unresolved)\b"), ("done", r"완료|끝난|처리된|\b(?:closed|done|completed|finished)\b"),
        ),
        text,
    )  # fmt: skip
    last = re.search(
        r"마지막|가장 최근|직전|\b(?:last|latest|most recent)\b(?! (?:week|month|\d|year|night))", text
    ) and not re.search(r"최근 ?\d|목록|list", text)
    limit = re.search(
        r"(?:최근|마지막|last|latest|recent) (\d{1,3})(?:건|개| deploy| release)|(\d{1,3}) ?건", text
    )
    return _kept(
        sr=ids.sr,
        period=dates.period(text) or dates.since(text),
        status=status,
        view="timeline" if re.search(r"타임라인|timeline", text) else None,
        assignee="me" if "mine" in words else None,
        limit=int(next(g for g in limit.groups() if g)) if limit else 1 if last else None,
    )


def _decision(reading: Reading, ids: Identifiers, _words: Words) -> dict[str, Any]:
    return _kept(request_id=ids.request or ids.sr, reason=reason_of(reading.cased))


def _ticket(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    return _kept(title=title_of(reading), type=type_of(reading.text))


def _session(_reading: Reading, ids: Identifiers, _words: Words) -> dict[str, Any]:
    return _kept(pid=ids.pid)


def _security(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    return _kept(scope=_first(_SCOPES, reading.text), since=dates.since(reading.text))


def _timed(reading: Reading, ids: Identifiers, _words: Words) -> dict[str, Any]:
    return _kept(since=dates.since(reading.text), pattern=next(iter(reading.quotes), None), ticket=ids.ticket)


def _policy(reading: Reading, _ids: Identifiers, _words: Words) -> dict[str, Any]:
    return policy_parameters(reading.cased)


_READERS: dict[str, Reader] = {
    "deploy": _deploy, "restart_service": _service_action, "stop_service": _service_action, "start_service": _service_action,
    "service_status": _look, "health_check": _look, "resource_usage": _resources, "log_extract": _logs, "disk_cleanup": _cleanup,
    "integrity_check": _integrity, "tls_expiry": _certificates, "cron_add": _cron, "cron_remove": _cron, "server_lookup": _lookup,
    "access_guide": _access, "sr_status": _requests, "deploy_history": _requests, "approve": _decision, "reject": _decision,
    "policy_change": _policy, "ticket_create": _ticket, "kill_session": _session, "security_audit": _security,
    "diagnose": _timed, "summarise": _timed, "incident_list": _timed, "rollback": _deploy, "ticket_list": _requests,
}  # fmt: skip


def parameters_of(
    intent: str,
    reading: Reading,
    ids: Identifiers,
    words: Words,
    today: dt.date | None = None,
) -> dict[str, Any]:
    """Parameters of `intent` said in the sentence; with `today`, `since_date` beside `since`."""
    reader = _READERS.get(intent)
    params = reader(reading, ids, words) if reader else {}
    if today is not None and isinstance(said := params.get("since") or params.get("period"), str):
        date = dates.since_date(said, today)
        if date is not None:
            params["since_date"] = date.isoformat()
    return params
