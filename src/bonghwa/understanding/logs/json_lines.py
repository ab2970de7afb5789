"""Records written as JSON, whichever library wrote them, turned into the common record."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec

from bonghwa.understanding.logs import severity, timestamps

MAX_ATTRIBUTES = 64
MAX_VALUE = 1000
_DEPTH = 4

_decode = msgspec.json.Decoder().decode

_TIME = ("@timestamp", "timestamp", "time", "ts", "datetime", "asctime", "date", "timeMillis", "eventTime", "t",
         "Timestamp", "__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP", "TimeCreated", "created_at")  # fmt: skip
_SEVERITY = ("level", "severity", "log.level", "levelname", "lvl", "loglevel", "log_level", "severityText",
             "SeverityText", "severity_text", "Level", "LevelDisplayName", "type")  # fmt: skip
_BODY = ("message", "msg", "MESSAGE", "event", "body", "Body", "log", "short_message", "@message", "textPayload",
         "Message", "text", "error.message", "description")  # fmt: skip
_STACK = ("stack_trace", "error.stack_trace", "stack", "exc_info", "exception.stacktrace", "stacktrace", "err.stack",
          "error.stack", "traceback", "thrown.extendedStackTrace", "errorVerbose", "exception", "exc_text",
          "full_message")  # fmt: skip

# Names that mean the same thing, and the name by which everybody here asks for it.
_NAMES = {
    "logger_name": "logger", "log.logger": "logger", "loggerName": "logger", "logger.name": "logger",
    "name": "logger", "target": "logger", "logger": "logger", "SourceContext": "logger",
    "SYSLOG_IDENTIFIER": "service", "_SYSTEMD_UNIT": "unit", "service": "service", "service.name": "service",
    "app": "service", "application": "service", "thread_name": "thread", "process.thread.name": "thread",
    "threadName": "thread", "thread": "thread", "_PID": "pid", "process.pid": "pid", "process": "pid", "pid": "pid",
    "hostname": "host", "host.name": "host", "_HOSTNAME": "host", "host.hostname": "host", "host": "host",
    "exception.type": "exception.type", "error.type": "exception.type", "err.type": "exception.type",
    "thrown.name": "exception.type", "exception.class": "exception.type", "error.name": "exception.type",
    "exc_type": "exception.type", "error.class": "exception.type", "exception.exc_type": "exception.type",
    "error.code": "error.code", "error_code": "error.code", "errorCode": "error.code", "code": "error.code",
    "err.code": "error.code", "status": "http.status", "status_code": "http.status", "statusCode": "http.status",
    "http.status_code": "http.status", "http.response.status_code": "http.status", "res.statusCode": "http.status",
    "traceId": "trace_id", "trace.id": "trace_id", "trace_id": "trace_id", "spanId": "span_id", "span.id": "span_id",
}  # fmt: skip

_SHAPES = (
    ("__REALTIME_TIMESTAMP", "journald"), ("ecs.version", "ecs"), ("fields.message", "tracing"), ("target", "tracing"),
    ("@version", "logstash"), ("logger_name", "logback"), ("instant.epochSecond", "log4j2"), ("event", "structlog"),
    ("loggerName", "log4j2"), ("hostname", "pino"), ("caller", "zap"), ("levelname", "python-json"),
)  # fmt: skip


class Fields(msgspec.Struct, frozen=True):
    """What a structured line says, before its severity is judged."""

    time: datetime | None
    number: int
    word: str
    body: str
    attributes: dict[str, str]
    format: str
    inner: str | None = None
    """The wrapped line of a container runtime, to be read in its turn."""


def read(line: str | bytes, default_time: datetime | None = None) -> Fields | None:
    """Fields of one JSON object; None if the line is not a JSON object."""
    try:
        data = _decode(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not data:
        return None
    if "log" in data and "stream" in data and isinstance(data["log"], str):
        return _container(data, default_time)
    flat = _flatten(data)
    form = next((name for key, name in _SHAPES if key in flat), "json")
    return from_fields(flat, form, default_time)


class _Plan(msgspec.Struct, frozen=True):
    """Where a line with these keys holds its time, severity and message, and what its other keys are called."""

    time: str
    severity: str
    body: str
    others: tuple[tuple[str, str], ...]
    format: str


@lru_cache(maxsize=1024)
def _plan_for(keys: tuple[str, ...]) -> _Plan | None:
    """The plan of a set of keys (one source writes few such sets); None if such lines need a closer look."""
    if len(keys) > MAX_ATTRIBUTES or any(len(key) > MAX_VALUE for key in keys):
        return None
    unusual = {*_STACK, "PRIORITY", "syslog_severity", "fields.message"}
    time = next((key for key in _TIME if key in keys), None)
    level = next((key for key in _SEVERITY if key in keys), None)
    body = next((key for key in _BODY if key in keys), None)
    if time is None or level is None or body is None or not unusual.isdisjoint(keys):
        return None
    names: dict[str, str] = {}
    for key in keys:
        if key not in (time, level, body):
            names.setdefault(_NAMES.get(key, key), key)
    others = tuple((key, name) for name, key in names.items())
    return _Plan(time, level, body, others, next((name for key, name in _SHAPES if key in keys), "json"))


def read_plain(line: str | bytes, default_time: datetime | None = None) -> Fields | None:
    """The usual flat line with texts for time, severity and message, quickly; None for anything else."""
    try:
        data = _decode(line)
    except (ValueError, RecursionError):
        return None
    plan = _plan_for(tuple(data)) if data.__class__ is dict else None
    if plan is None:
        return None
    word, body = data[plan.severity], data[plan.body]
    if word.__class__ is not str or body.__class__ is not str or not body:
        return None
    number = severity.from_word(word)
    time = _stamp(data[plan.time], default_time)
    if not number or time is None:
        return None
    attributes: dict[str, str] = {}
    for key, name in plan.others:
        value = data[key]
        if value.__class__ is dict:
            return None
        if value.__class__ is str:
            if value:
                attributes[name] = value if len(value) <= MAX_VALUE else value[:MAX_VALUE]
        elif value is not None:
            attributes[name] = _text(value)[:MAX_VALUE]
    return Fields(time, number, word[:32], body, attributes, plan.format)


def _stamp(value: object, default_time: datetime | None) -> datetime | None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        time = None
    return time if time is not None and time.tzinfo is UTC else timestamps.from_field(value, default_time)


def from_fields(flat: Mapping[str, Any], form: str, default_time: datetime | None = None) -> Fields:
    """The common fields of a record given as flat names and values (also used for logfmt)."""
    used: set[str] = set()
    time = _time(flat, used, default_time)
    number, word = _severity(flat, used)
    body, stack = _texts(flat, used)
    attributes: dict[str, str] = {}
    for key, value in flat.items():
        if key in used or value is None or value == "":
            continue
        name = _NAMES.get(key) or _NAMES.get(key.removeprefix("fields.")) or key.removeprefix("fields.")
        if name not in attributes:
            attributes[name[:MAX_VALUE]] = _text(value)[:MAX_VALUE]
        if len(attributes) >= MAX_ATTRIBUTES:
            break
    if stack and stack not in body:
        body = f"{body}\n{stack}" if body else stack
    return Fields(time=time, number=number, word=word, body=body, attributes=attributes, format=form)


def _container(data: Mapping[str, Any], default_time: datetime | None) -> Fields:
    attributes = {"stream": _text(data["stream"])[:MAX_VALUE]}
    nested = data.get("attrs")
    if isinstance(nested, dict):
        for key, value in list(nested.items())[: MAX_ATTRIBUTES - 1]:
            attributes[str(key)[:MAX_VALUE]] = _text(value)[:MAX_VALUE]
    line = data["log"].rstrip("\r\n")
    time = timestamps.from_field(data.get("time"), default_time)
    return Fields(time=time, number=0, word="", body=line, attributes=attributes, format="docker", inner=line)


def _flatten(data: Mapping[str, Any]) -> dict[str, Any]:
    """Nested objects as dotted names, bounded in depth and number."""
    flat: dict[str, Any] = {}
    pending: list[tuple[str, Mapping[str, Any], int]] = [("", data, 0)]
    while pending and len(flat) < MAX_ATTRIBUTES * 4:
        prefix, members, depth = pending.pop()
        for key, value in members.items():
            name = f"{prefix}{key}"
            if isinstance(value, dict) and depth < _DEPTH:
                pending.append((f"{name}.", value, depth + 1))
            else:
                flat[name] = value
    return flat


def _time(flat: Mapping[str, Any], used: set[str], default_time: datetime | None) -> datetime | None:
    for key in _TIME:
        value = flat.get(key)
        if value is None:
            continue
        if isinstance(value, str) and value.isdigit() and len(value) >= 10:
            value = int(value)
        time = timestamps.from_field(value, default_time)
        if time is not None:
            used.add(key)
            return time
    seconds, nanos = flat.get("instant.epochSecond"), flat.get("instant.nanoOfSecond", 0)
    if isinstance(seconds, int) and isinstance(nanos, int):
        used.update(("instant.epochSecond", "instant.nanoOfSecond"))
        return timestamps.from_epoch(seconds + nanos / 1e9)
    return None


def _severity(flat: Mapping[str, Any], used: set[str]) -> tuple[int, str]:
    for key in ("PRIORITY", "syslog_severity"):
        value = flat.get(key)
        if value is not None and str(value)[:2].isdigit():
            used.add(key)
            return severity.from_syslog(int(str(value)[:2])), str(value)[:2]
    for key in _SEVERITY:
        value = flat.get(key)
        number = 0
        if isinstance(value, str):
            number = (
                severity.from_number(int(value))
                if value.isdigit() and len(value) < 4
                else severity.from_word(value)
            )
        elif isinstance(value, int | float) and not isinstance(value, bool):
            number = severity.from_number(value)
        if number:
            used.add(key)
            return number, _text(value)[:32]
    for key in ("severityNumber", "SeverityNumber", "severity_number"):
        value = flat.get(key)
        if isinstance(value, int) and 1 <= value <= 24:
            used.add(key)
            return value, severity.text_of(value)
    levelno = flat.get("levelno")
    if isinstance(levelno, int):
        used.add("levelno")
        return severity.from_number(levelno + 10 if levelno < 60 else levelno), str(levelno)
    return 0, ""


def _texts(flat: Mapping[str, Any], used: set[str]) -> tuple[str, str]:
    """The message, and the stack trace if there is one."""
    body = stack = ""
    for key in ("fields.message", *_BODY):
        value = flat.get(key)
        if isinstance(value, str) and value:
            used.add(key)
            body = value
            break
        if (
            isinstance(value, list)
            and value
            and all(isinstance(item, int) and 0 <= item < 256 for item in value)
        ):
            used.add(key)
            body = bytes(value).decode(
                "utf-8", errors="replace"
            )  # journald writes unprintable texts as byte lists
            break
    for key in _STACK:
        value = flat.get(key)
        if isinstance(value, str) and "\n" in value:
            used.add(key)
            stack = value
            break
    if not body:
        for key in (
            "error",
            "err",
            "err.message",
            "error.message",
            "exception.message",
            "exception",
            "thrown.message",
        ):
            value = flat.get(key)
            if isinstance(value, str) and value:
                used.add(key)
                body = value
                break
    return body, stack


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value) if not isinstance(value, int) or value.bit_length() < 256 else "number"
    try:
        return msgspec.json.encode(value).decode()
    except (TypeError, ValueError, RecursionError, UnicodeError):
        return ""
