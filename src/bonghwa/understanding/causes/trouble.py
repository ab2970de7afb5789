"""Telling a text in which something went wrong from an ordinary one, without knowing what went wrong."""

import re

from .excerpt import Excerpt, Line

_BAD = re.compile(
    r"(?:error|exception)s?\b|\b(?:fatal|panic|panicked|failed|failure|cannot|can't|could not|couldn't|unable to|"
    r"abort(?:ed|ing)?|crash(?:ed|ing)?|corrupt(?:ed|ion)?|critical|severe|denied|refused|rejected|unreachable|"
    r"traceback|unexpectedly|killed|timed out|exhausted|exceeded|missing|invalid|no such|not found|"
    r"reset by peer|unhealthy)\b|오류|에러|실패|장애|예외|불가|거부|초과"
)
_CALM = re.compile(
    r"\b(?:0|no|without|zero) (?:errors?|failures?|failed)"
    r"|(?:errors?|exceptions?|failures?|timeouts?)(?: count)?[=:]\s?0\b|fail(?:ed|ures?)[=:]\s?0\b"
    r"|errors=(?:remount|continue|panic)|allocation failure\)|error_log|errorlevel|error\.log|on-?error|error handler"
    r"|오류 없|(?<!비)정상"
)
# A line of an access log whose request was answered well: its address and sizes mean nothing.
_SERVED = re.compile(r"http/\d(?:\.\d)?\" [123]\d\d\b")


# Fields in which a look says what it could not see; that is no trouble of what it looked at.
_UNSEEN = ("obstacles=", "not_found=")


def is_calm(line: Line) -> bool:
    """Whether the line says that all is well: a request served, or none of what an informational line names."""
    if line.low.startswith(_UNSEEN) or _SERVED.search(line.low) is not None:
        return True
    return line.level in {"info", "debug"} and _CALM.search(line.low) is not None


def _is_bad(line: Line) -> bool:
    if line.level in {"error", "fatal"}:
        return True
    if line.level in {"info", "debug"}:
        return False
    return (
        _BAD.search(line.low) is not None
        and _CALM.search(line.low) is None
        and _SERVED.search(line.low) is None
    )


def is_troubled(line: Line) -> bool:
    """Whether the line reports trouble, or at least warns."""
    return line.level == "warning" or _is_bad(line)


def troubled_lines(excerpt: Excerpt) -> tuple[int, ...]:
    """Indexes of the lines that report trouble."""
    return tuple(at for at, line in enumerate(excerpt.lines) if _is_bad(line))
