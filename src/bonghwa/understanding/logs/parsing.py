"""One line of any known format to one record; never raises."""

import re
from datetime import datetime
from functools import lru_cache

from bonghwa.understanding.logs import json_lines, key_values, severity, text_lines, trouble
from bonghwa.understanding.logs.encoding import decode
from bonghwa.understanding.logs.record import LogRecord
from bonghwa.vocabulary.severity import Level

MAX_BODY = 64 * 1024
_JSON_LIMIT = 1024 * 1024
_NESTING = 2
_OPENING_BRACES = ("{", b"{")

_ANSI = re.compile(r"\x1b\[[0-9;?]{0,32}[ -/]?[@-~]")
_EXCEPTION = re.compile(
    r"(?:^|[\s:\"'(\[])(?P<type>(?:[A-Za-z_$][\w$]{0,99}(?:\.|::|\\)){0,12}[A-Z][\w$]{0,99}(?:Exception|Error|Throwable))(?=[\s:;,)\]\"'.]|$)"
)
_HTTP_STATUS = re.compile(
    r"(?:\bstatus(?:[_ ]?code)?|\bHTTP(?:/\d(?:\.\d)?)?|\bresponse code)[\"' ]{0,2}[:=]?[ \"']{0,2}(?P<status>[1-5]\d\d)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,14}(?:-?\d{4,6}(?![A-Za-z0-9]))?")
_CODE_WITH_NUMBER = re.compile(r"ORA-\d{5}|MY-\d{6}|AH\d{5}|(?:AI|AUTH|DB|VAL|EXT|COMMON)[45]\d{3}")
_EXCEPTION_SIGNS = ("Exception", "Error", "Throwable")
_HTTP_SIGNS = ("tatus", "STATUS", "HTTP", "http", "esponse code")
_ERRNO = frozenset(
    [
        "EACCES",
        "EADDRINUSE",
        "EADDRNOTAVAIL",
        "EAGAIN",
        "EBADF",
        "EBUSY",
        "ECONNABORTED",
        "ECONNREFUSED",
        "ECONNRESET",
        "EEXIST",
        "EHOSTUNREACH",
        "EINVAL",
        "EISDIR",
        "EMFILE",
        "ENETUNREACH",
        "ENFILE",
        "ENOENT",
        "ENOMEM",
        "ENOSPC",
        "ENOTCONN",
        "ENOTDIR",
        "ENOTEMPTY",
        "ENOTFOUND",
        "EPERM",
        "EPIPE",
        "EPROTO",
        "EROFS",
        "ETIMEDOUT",
        "EDQUOT",
    ]
)


def parse_line(line: str | bytes, *, default_time: datetime | None = None) -> LogRecord:
    """Read one record (one line, or a joined trace) of any known format.

    Args:
        line: text, or bytes in UTF-8, CP949 or UTF-16; line ends and colour codes are dropped.
        default_time: stands in for a missing time, year or zone.
    """
    try:
        if line[:1] in _OPENING_BRACES and len(line) <= _JSON_LIMIT:
            fields = json_lines.read_plain(line, default_time)
            if fields is not None:
                return _finish(
                    fields.time,
                    fields.number,
                    fields.word,
                    body=fields.body,
                    attributes=fields.attributes,
                    form=fields.format,
                )
        text = decode(line) if isinstance(line, bytes) else line
        return _parse(text, default_time, _NESTING)
    except (ValueError, OverflowError, RecursionError, ArithmeticError):
        # A hostile line must never stop a tailer; what could not be read is kept as plain text.
        text = line if isinstance(line, str) else line.decode("utf-8", errors="replace")
        return _plain(text[:MAX_BODY], default_time)


def _plain(text: str, time: datetime | None) -> LogRecord:
    number = trouble.from_content(text)
    return LogRecord(time=time, severity_number=number, severity_text=severity.text_of(number),
                     level=Level.of_severity_number(number), body=text, attributes={}, format="text")  # fmt: skip


def _parse(line: str, default_time: datetime | None, nesting: int) -> LogRecord:
    text = line.rstrip("\r\n\0")
    if "\x1b" in text:
        text = _ANSI.sub("", text[: 4 * MAX_BODY])
    start = text.lstrip()[:1]
    if start == "{" and len(text) <= _JSON_LIMIT:
        fields = json_lines.read(text, default_time)
        if fields is not None:
            return _structured(fields, default_time, nesting)
    if "=" in text:
        pairs = key_values.read(text[:MAX_BODY])
        if pairs is not None:
            return _structured(json_lines.from_fields(pairs, "logfmt", default_time), default_time, 0)
    header = text_lines.read(text[:MAX_BODY], default_time)
    body = header.body.lstrip()
    if nesting and body.startswith("{") and header.format != "text":
        fields = json_lines.read(body, default_time)
        if fields is not None:
            inner = _structured(fields, default_time, nesting - 1)
            return _finish(
                inner.time or header.time,
                inner.severity_number if fields.number else header.number,
                inner.severity_text,
                body=inner.body,
                attributes={**header.attributes, **inner.attributes},
                form=inner.format,
            )
    return _finish(
        header.time or default_time,
        header.number,
        header.word,
        body=header.body,
        attributes=header.attributes,
        form=header.format,
    )


def _structured(fields: json_lines.Fields, default_time: datetime | None, nesting: int) -> LogRecord:
    if fields.inner is not None and nesting:
        inner = _parse(fields.inner, default_time, nesting - 1)
        form = fields.format if inner.format == "text" else f"{fields.format}+{inner.format}"
        return _finish(
            fields.time or inner.time,
            inner.severity_number,
            inner.severity_text,
            body=inner.body,
            attributes={**fields.attributes, **inner.attributes},
            form=form,
        )
    return _finish(
        fields.time or default_time,
        fields.number,
        fields.word,
        body=fields.body,
        attributes=dict(fields.attributes),
        form=fields.format,
    )


def _finish(
    time: datetime | None, number: int, word: str, *, body: str, attributes: dict[str, str], form: str
) -> LogRecord:
    """Judge the severity and take the facts that stand in the message itself."""
    if len(body) <= _LONGEST_REMEMBERED:
        facts, judged, fatal = _facts(body)
    else:
        body = body[:MAX_BODY]
        facts, judged, fatal = _read_facts(body)
    for name, value in facts:
        attributes.setdefault(name, value)
    if not number:
        number = judged
        status = attributes.get("http.status", "")
        if status.isdigit() and len(status) == 3:
            number = max(number, severity.from_http_status(int(status)))
    elif fatal and severity.ERROR <= number < severity.FATAL:
        number = severity.FATAL
    return LogRecord(
        time=time, severity_number=number, severity_text=word or severity.text_of(number),
        level=Level.of_severity_number(number), body=body, attributes=attributes, format=form,
    )  # fmt: skip


_Facts = tuple[tuple[tuple[str, str], ...], int, bool]


def _read_facts(body: str) -> _Facts:
    """What a message tells by itself: attributes, severity by content, and whether it reports a fatal event."""
    facts: list[tuple[str, str]] = []
    if (
        any(sign in body for sign in _EXCEPTION_SIGNS)
        and (match := _EXCEPTION.search(body[:8192])) is not None
    ):
        facts.append(("exception.type", match["type"]))
    if any(sign in body for sign in _HTTP_SIGNS) and (match := _HTTP_STATUS.search(body[:2048])) is not None:
        facts.append(("http.status", match["status"]))
    for code in _CODE.findall(body[:4096]):
        if code in _ERRNO or _CODE_WITH_NUMBER.fullmatch(code):
            facts.append(("error.code", code))
            break
    return tuple(facts), trouble.from_content(body), trouble.is_fatal(body)


# Sources repeat themselves: remembering the last messages spares most of the work.
_LONGEST_REMEMBERED = 1000
_facts = lru_cache(maxsize=4096)(_read_facts)
