"""The shape of a line: its message without header, every variable-looking part replaced by `<*>`."""

import re

from bonghwa.understanding.logs import frames, text_lines, variables
from bonghwa.understanding.logs.parsing import parse_line
from bonghwa.understanding.logs.record import LogRecord

# Only these first signs can open a time stamp, a syslog priority or a JSON object.
_MAY_HAVE_HEADER = re.compile(
    r"[\[(]?(?:\d{1,4}[-/.:]?\d{1,2}[-/. :]|\d{6,19}[ T.-]|[IWEF]\d{4} |(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[ ,])|<\d{1,3}>|\{\s*\"|\[ *\d+\.\d{6}\]|[\w.:-]{2,40}+ \S++ \S++ \[\d\d?/"
    r"|\S{1,120}+[ \t]{1,4}+(?:\|[ \t]{1,4})?(?:19|20)\d\d[-/.]\d\d[-/.]\d\d[T ]\d\d:"
)


def words_of(text: str, *, with_source: bool = False) -> str:
    """The masked words of a line or joined trace, before holes that span words are joined.

    The header (time, host, level, thread) is left out; `with_source` keeps the logger or program in front.
    """
    if "\n" in text and (trace := frames.read_trace(text)) is not None:
        return trace_text(trace)
    if _MAY_HAVE_HEADER.match(text):
        if text[0] == "{":
            return record_words(parse_line(text), with_source=with_source)
        header = text_lines.read(text)
        if header.format == "access":
            return access_words(header.attributes)
        return (
            _with_source(header.attributes, header.body) if with_source else variables.mask_words(header.body)
        )
    return variables.mask_words(text)


def record_words(record: LogRecord, *, with_source: bool = True) -> str:
    """The masked words of a record: its stack trace, its access line, or its message."""
    if "\n" in record.body and (trace := frames.read_trace(record.body)) is not None:
        return trace_text(trace)
    if record.format == "access":
        return access_words(record.attributes)
    return _with_source(record.attributes, record.body) if with_source else variables.mask_words(record.body)


def _with_source(attributes: dict[str, str], body: str) -> str:
    source = attributes.get("logger") or attributes.get("service")
    return variables.mask_words(f"{source}: {body}" if source else body)


_DIGIT = re.compile(r"\d")


def digits_matter(words: str) -> bool:
    """Whether lines that differ only in digits may have other words (an error code, a class of status)."""
    return _DIGIT.search(words) is not None


def shape_of_words(words: str) -> str:
    """The final shape of masked words."""
    return words if "\n" in words else variables.mask_phrases(words)


def trace_text(trace: frames.StackTrace) -> str:
    """A stack trace as its exception types and functions."""
    head = " < ".join(trace.types) or variables.mask_words(trace.headline)
    return "\n".join((head, *(f"  at {frame}" for frame in trace.frames)))


def access_words(attributes: dict[str, str]) -> str:
    """An access line as method, path and class of status: 200 and 500 are different events."""
    target = attributes.get("http.target", "").split("?", 1)[0]
    return f"{attributes.get('http.method', '-')} {variables.mask_words(target)} {attributes['http.status'][0]}xx"
