"""Telling a text in which something went wrong from an ordinary one, without knowing what went wrong."""

import re

from .excerpt import Excerpt, Line

_BAD = re.compile(
    r"\b(?:error|exception|fatal|panic|failed|failure|cannot|can't|could not|couldn't|unable to|abort(?:ed|ing)?|"
    r"crash(?:ed|ing)?|corrupt(?:ed|ion)?|critical|severe|denied|refused|rejected|unreachable|traceback)\b"
    r"|오류|에러|실패|장애|예외|불가|거부|초과"
)
_CALM = re.compile(
    r"\b(?:0|no|without|zero) (?:errors?|failures?|failed)|(?:errors?|exceptions?|failures?|timeouts?)(?: count)?[=:]\s?0\b|fail(?:ed|ures?)[=:]\s?0\b"
    r"|error_log|errorlevel|error\.log|on-?error|error handler|오류 없|(?<!비)정상"
)


def is_calm(line: Line) -> bool:
    """Whether an informational line says that there were none of what it names ("errors: 0")."""
    return line.level in {"info", "debug"} and _CALM.search(line.low) is not None


def _is_bad(line: Line) -> bool:
    if line.level in {"error", "fatal"}:
        return True
    if line.level in {"info", "debug"}:
        return False
    return _BAD.search(line.low) is not None and _CALM.search(line.low) is None


def troubled_lines(excerpt: Excerpt) -> tuple[int, ...]:
    """Indexes of the lines that report trouble."""
    return tuple(at for at, line in enumerate(excerpt.lines) if _is_bad(line))
