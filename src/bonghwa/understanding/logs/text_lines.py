"""Records written as text: what stands before the message, for the servers and frameworks in common use.

A line is read from left to right: syslog envelope, time stamp, then one of the layouts below. Every expression is
anchored and linear; none of them sees more than the first 2,000 characters of the line.
"""

import re
from datetime import datetime

import msgspec

from bonghwa.understanding.logs import severity, timestamps, trouble

_HEAD = 2000

_LEVEL = (
    r"(?P<level>TRACE|DEBUG[1-5]?|FINEST|FINER|FINE|CONFIG|INFO|INFORMATION|NOTICE|NOTE|WARN|WARNING|ERROR|ERR|SEVERE"
    r"|CRITICAL|CRIT|ALERT|FATAL|PANIC|EMERG|EMERGENCY|LOG|STATEMENT|DETAIL|HINT|SYSTEM|FAILURE"
    r"|Info|Information|Notice|Warn|Warning|Error|Severe|Critical|Alert|Fatal|Debug|Trace"
    r"|정보|알림|경고|주의|오류|에러|심각|위험|긴급|치명)"
)


class Header(msgspec.Struct, frozen=True):
    """What stands before the message, and where the message begins."""

    format: str
    body: str
    attributes: dict[str, str]
    time: datetime | None = None
    number: int = 0
    word: str = ""


# Layouts after a leading time stamp. Names of groups are names of attributes ("exception_type" → "exception.type").
_AFTER_TIME: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(layout))
    for name, layout in (
        (
            "spring-boot",
            rf"{_LEVEL}[ \t]+(?P<pid>\d+)[ \t]+---[ \t]+(?:\[(?P<service>[^\]\[]{{0,80}})\][ \t]+)??\[(?P<thread>[^\]]{{0,120}})\](?:[ \t]\[[^\]]{{0,120}}\])?[ \t]+(?P<logger>[\w.$/\[\]-]{{1,200}})[ \t]*:[ \t]",
        ),
        (
            "postgresql",
            rf"(?:\w{{2,5}}[ \t])?\[(?P<pid>\d+)(?:-\d+)?\][ \t:]*(?:(?P<user>[\w.\[\]-]*)@(?P<db>[\w.\[\]-]*)[ \t]+)?{_LEVEL}:[ \t]+",
        ),
        (
            "mysql",
            r"(?P<thread>\d+)[ \t]+\[(?P<level>System|ERROR|Warning|Note)\][ \t]+(?:\[(?P<error_code>MY-\d+)\][ \t]+)?(?:\[(?P<logger>[\w-]+)\][ \t]+)?",
        ),
        (
            "nginx-error",
            r"\[(?P<level>debug|info|notice|warn|error|crit|alert|emerg)\][ \t]+(?P<pid>\d+)#(?P<thread>\d+):[ \t]+(?:\*\d+[ \t]+)?",
        ),
        (
            "tomcat",
            rf"{_LEVEL}[ \t]+\[(?P<thread>[^\]]{{1,120}})\][ \t]+(?P<logger>[\w$]{{1,80}}(?:\.[\w$]{{1,80}}){{1,12}}(?:\.<\w+>)?)[ \t](?![:-][ \t])",
        ),
        (
            "logback",
            rf"\[(?P<thread>[^\]]{{1,120}})\][ \t]+{_LEVEL}[ \t]+(?P<logger>[\w.$/\[\]-]{{1,200}})(?::\d+)?[ \t]*(?:\[[^\]]{{0,200}}\][ \t]*)?[-:–][ \t]+",
        ),
        (
            "log4j",
            rf"(?:-[ \t]+)?{_LEVEL}[ \t]+\[(?P<thread>.{{1,160}}?)\](?:[ \t]+(?P<logger>[\w.$/-]{{1,200}}))?[ \t]*(?:-|:|\|)[ \t]+",
        ),
        ("python", rf"{_LEVEL}[ \t]+\[(?P<logger>[A-Za-z_][\w.$/-]{{0,199}})\][ \t]+(?=\S)"),
        ("python", rf"-[ \t]+(?P<logger>[\w.<>-]{{1,200}})[ \t]+-[ \t]+{_LEVEL}[ \t]+-[ \t]+"),
        (
            "openstack",
            rf"(?P<pid>\d+)[ \t]+{_LEVEL}[ \t]+(?P<logger>[\w.-]{{1,200}})[ \t]+(?:\[(?P<request_id>(?:req-|-)[^\]]{{0,200}})\][ \t]*)?",
        ),
        (
            "logcat",
            r"(?P<pid>\d+)[ \t]+(?P<thread>\d+)[ \t]+(?P<level>[VDIWEF])[ \t]+(?P<logger>[^:]{1,100}?)[ \t]*:[ \t]+",
        ),
        (
            "tracing",
            rf"[ \t]*{_LEVEL}[ \t]+(?:ThreadId\((?P<thread>\d+)\)[ \t]+)?(?P<logger>[\w.$:/-]{{1,200}}?):[ \t]+",
        ),
        ("zap", rf"{_LEVEL}\t(?:(?P<logger>[\w.-]{{1,100}})\t)?(?P<caller>[\w./@-]{{1,200}}:\d+)\t"),
        ("component", rf"(?P<thread>\d+)[ \t]+{_LEVEL}[ \t]+(?P<logger>[\w.$-]{{1,200}}):[ \t]+"),
        ("bracketed", rf"[ \t]*\[?{_LEVEL}[ \t]*\][ \t]*:?[ \t]*(?:\[(?P<thread>[^\]]{{0,120}})\][ \t]*)?"),
        ("leveled", rf"(?:[-|,:][ \t]*)?{_LEVEL}(?=[ \t:|,\]])[ \t]*[-|:,]?[ \t]*"),
    )
)

_APACHE_ERROR = re.compile(
    r"\[(?:(?P<logger>[\w-]{0,60}):)?(?P<level>trace\d|debug|info|notice|warn|error|crit|alert|emerg)\][ \t]+"
    r"(?:\[pid (?P<pid>\d+)(?::tid (?P<thread>\d+))?\][ \t]+)?(?:\[client (?P<client>[^\]\s]{1,100})\][ \t]+)?"
)
_ACCESS = re.compile(
    r"(?P<client>[\w.:-]{2,100}) (?P<ident>\S{1,100}) (?P<user>\S{1,200}) \[(?P<when>[^\]]{10,40})\] "
    r"\"(?P<request>(?:[^\"\\]|\\.){0,1500})\" (?P<http_status>\d{3}) (?P<bytes>\d+|-)"
)
_PRIORITY = re.compile(r"<(?P<pri>\d{1,3})>(?P<version>1 )?")
_RFC5424 = re.compile(
    r"(?P<host>\S{1,255}) (?P<service>\S{1,100}) (?P<pid>\S{1,128}) (?P<message_id>\S{1,64}) "
)
_SYSLOG = re.compile(
    r"[ \t]+(?P<host>[\w.:-]{1,255})[ \t]+(?P<service>[\w./@+-]{1,100}(?:\([\w.:-]{1,60}\))?)"
    r"(?:\[(?P<pid>[\w.-]{1,20})\])?:(?:[ \t]+|$)"
)
_KERNEL = re.compile(r"(?:<\d{1,3}>)?\[ {0,8}\d{1,8}\.\d{6}\](?:\[[ \t]*[TC]\d+\])?[ \t]")
_REDIS = re.compile(r"(?P<pid>\d{1,9}):(?P<role>[MSCX])[ \t]+")
_REDIS_SIGN = re.compile(r"[ \t]+(?P<sign>[.*#-])[ \t]+")
_REDIS_SIGNS = {".": severity.DEBUG, "-": severity.INFO, "*": severity.NOTICE, "#": severity.WARN}
_KLOG = re.compile(r"(?P<letter>[IWEF])(?=\d{4} \d\d:)")
_KLOG_REST = re.compile(r"[ \t]+(?P<pid>\d+)[ \t]+(?P<caller>[\w./-]{1,200}:\d+)\][ \t]")
_PLAIN_PYTHON = re.compile(rf"{_LEVEL}:(?P<logger>[\w.-]{{1,200}}):")
_PLAIN_LEVEL = re.compile(
    rf"\[?{_LEVEL}(?:\][:\s]?|[ \t]*:|[ \t]+-|[ \t]*\|)[ \t]*|(?:ERROR|WARN|WARNING|FATAL|INFO|DEBUG)[ \t]+"
)
_WINDOWS = re.compile(
    r"(?P<level>Information|Warning|Error|Critical|Verbose|Audit Success|Audit Failure)[,\t]"
)
_WINDOWS_REST = re.compile(
    r"[,\t](?P<service>[^,\t]{1,120})[,\t](?P<event_id>\d{1,6})[,\t](?P<task>[^,\t]{0,120})[,\t]?"
)


def read(line: str, default_time: datetime | None = None) -> Header:
    """Take the header off a line of text; a line without one comes back whole, with format "text"."""
    head = line[:_HEAD]
    return (
        _envelope(line, head, default_time)
        or _access(line, head, default_time)
        or _special(line, head, default_time)
        or _timed(line, head, default_time)
        or _plain(line, head)
    )


def _envelope(line: str, head: str, default_time: datetime | None) -> Header | None:
    """RFC 5424 and RFC 3164 with their priority."""
    start = _PRIORITY.match(head)
    if start is None or int(start["pri"]) > 191:
        return None
    number = severity.from_syslog(int(start["pri"]))
    if start["version"]:
        return _rfc5424(line, head, start.end(), number, default_time)
    inner = read(line[start.end() :], default_time)
    if inner.format == "kernel" or inner.number == 0:
        return msgspec.structs.replace(inner, number=number, word=severity.text_of(number))
    return inner


def _rfc5424(
    line: str, head: str, position: int, number: int, default_time: datetime | None
) -> Header | None:
    time, end = timestamps.leading_time(head, position, default_time)
    if end == position and head[position : position + 2] == "- ":
        end = position + 1
    match = _RFC5424.match(head, end + 1)
    if match is None:
        return None
    attributes = {name: value for name, value in match.groupdict().items() if value != "-"}
    body = _skip_structured_data(line, match.end(), attributes).removeprefix("\ufeff")
    return Header(format="syslog-rfc5424", body=body, attributes=attributes, time=time, number=number,
                  word=severity.text_of(number))  # fmt: skip


_SD_PARAM = re.compile(r'(?P<name>[^=\s"\]]{1,64})="(?P<value>(?:[^"\\\]]|\\.){0,1000})"[ ]?')


def _skip_structured_data(line: str, position: int, attributes: dict[str, str]) -> str:
    if line.startswith("-", position):
        return line[position + 1 :].removeprefix(" ")
    for _ in range(16):
        if not line.startswith("[", position):
            break
        space = line.find(" ", position, position + 100)
        if space < 0:
            break
        name, position = line[position + 1 : space], space + 1
        while (match := _SD_PARAM.match(line, position)) is not None and len(attributes) < 64:
            attributes[f"{name}.{match['name']}"] = match["value"]
            position = match.end()
        if not line.startswith("]", position):
            break
        position += 1
    return line[position:].removeprefix(" ")


def _access(line: str, head: str, default_time: datetime | None) -> Header | None:
    match = _ACCESS.match(head)
    if match is None:
        return None
    groups = match.groupdict()
    time, _ = timestamps.leading_time(groups.pop("when"), 0, default_time)
    status = int(groups["http_status"])
    attributes = {name.replace("http_", "http."): value for name, value in groups.items() if value != "-"}
    parts = attributes.get("request", "").split(" ")
    if len(parts) >= 2:
        attributes["http.method"], attributes["http.target"] = parts[0], parts[1]
    number = severity.from_http_status(status)
    return Header(format="access", body=line[match.start("request") - 1 :], attributes=attributes, time=time,
                  number=number, word=severity.text_of(number))  # fmt: skip


def _special(line: str, head: str, default_time: datetime | None) -> Header | None:
    """Layouts whose first sign is not a time stamp."""
    if (match := _KERNEL.match(head)) is not None:
        return Header(format="kernel", body=line[match.end() :], attributes={"service": "kernel"})
    if (match := _REDIS.match(head)) is not None:
        time, end = timestamps.leading_time(head, match.end(), default_time)
        sign = _REDIS_SIGN.match(head, end)
        if sign is not None:
            number = _REDIS_SIGNS[sign["sign"]]
            if sign["sign"] == "#":  # the server marks its disasters as warnings, too
                number = max(number, trouble.from_content(line[sign.end() :]))
            return Header(format="redis", body=line[sign.end() :], attributes={"pid": match["pid"], "role": match["role"]},
                          time=time, number=number, word=severity.text_of(number))  # fmt: skip
    if (match := _KLOG.match(head)) is not None:
        time, end = timestamps.leading_time(head, 1, default_time)
        rest = _KLOG_REST.match(head, end)
        if rest is not None:
            return Header(format="klog", body=line[rest.end() :], attributes=rest.groupdict(), time=time,
                          number=severity.from_word(match["letter"]), word=match["letter"])  # fmt: skip
    if (match := _WINDOWS.match(head)) is not None:
        time, end = timestamps.leading_time(head, match.end(), default_time)
        rest = _WINDOWS_REST.match(head, end)
        if rest is not None:
            word = match["level"]
            return Header(format="windows-event", body=line[rest.end() :].strip('"'), attributes=rest.groupdict(),
                          time=time, number=severity.from_word(word.replace(" ", "_")), word=word)  # fmt: skip
    return None


def _timed(line: str, head: str, default_time: datetime | None) -> Header | None:
    opening = 1 if head[:1] in ("[", "(") else 0
    time, end = timestamps.leading_time(head, opening, default_time)
    if end == opening:
        return _prefixed(line, head, default_time)
    if opening and head[end : end + 1] in ("]", ")"):
        end += 1
    syslog = _SYSLOG.match(head, end) if not opening else None
    if syslog is not None and syslog["host"].lower() not in _LEVEL_WORDS:
        return _syslog(line, head, syslog, time)
    position = end
    while head[position : position + 1] in (" ", "\t", "|", ",", ";"):
        position += 1
    if opening and (match := _APACHE_ERROR.match(head, position)) is not None:
        return _header("apache-error", line, match, time)
    for name, layout in _AFTER_TIME:
        match = layout.match(head, position)
        if match is not None:
            return _header(name, line, match, time)
    return Header(format="timed", body=line[position:], attributes={}, time=time)


_STAMP_INSIDE = re.compile(
    r"\S{1,120}[ \t]{1,4}(?:\|[ \t]{1,4})?(?=(?:19|20)\d\d[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d:\d\d)"
)


def _prefixed(line: str, head: str, default_time: datetime | None) -> Header | None:
    """A line that a collector has put its own word before (a file name, `web_1 |`)."""
    match = _STAMP_INSIDE.match(head)
    if match is None:
        return None
    inner = _timed(line[match.end() :], head[match.end() :], default_time)
    if inner is None or not inner.number:
        return None
    attributes = {"prefix": match[0].strip(" \t|"), **inner.attributes}
    return msgspec.structs.replace(inner, attributes=attributes)


_LEVEL_WORDS = frozenset(
    ("info", "error", "warn", "warning", "debug", "fatal", "severe", "trace", "critical")
)


def _syslog(line: str, head: str, match: re.Match[str], time: datetime | None) -> Header:
    attributes = {name: value for name, value in match.groupdict().items() if value}
    position = match.end()
    if attributes["service"] == "kernel" and (stamp := _KERNEL.match(head, position)) is not None:
        position = stamp.end()
    inner = _PLAIN_LEVEL.match(head, position)
    word = inner["level"] if inner is not None else None
    return Header(format="syslog-rfc3164", body=line[position:], attributes=attributes, time=time,
                  number=severity.from_word(word) if word else 0, word=word or "")  # fmt: skip


def _plain(line: str, head: str) -> Header:
    for name, layout in (("python", _PLAIN_PYTHON), ("leveled", _PLAIN_LEVEL)):
        match = layout.match(head)
        if match is not None and match["level"]:
            return _header(name, line, match, None)
    return Header(format="text", body=line, attributes={})


def _header(name: str, line: str, match: re.Match[str], time: datetime | None) -> Header:
    attributes = {key: value.strip() for key, value in match.groupdict().items() if value}
    word = attributes.pop("level", "")
    if "error_code" in attributes:
        attributes["error.code"] = attributes.pop("error_code")
    return Header(format=name, body=line[match.end() :], attributes=attributes, time=time,
                  number=severity.from_word(word), word=word)  # fmt: skip
