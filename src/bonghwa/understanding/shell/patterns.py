"""Regular expressions by their text, compiled once.

The standard library keeps 512 of them; the judges use more, and compiling one costs as much as judging a command.
"""

import re
from functools import lru_cache

_compiled = lru_cache(maxsize=4096)(re.compile)


def match(pattern: str, text: str) -> re.Match[str] | None:
    """The match at the beginning of `text`."""
    return _compiled(pattern).match(text)


def fullmatch(pattern: str, text: str) -> re.Match[str] | None:
    """The match of the whole `text`."""
    return _compiled(pattern).fullmatch(text)


def search(pattern: str, text: str) -> re.Match[str] | None:
    """The first match anywhere in `text`."""
    return _compiled(pattern).search(text)


def replace(pattern: str, replacement: str, text: str) -> str:
    """`text` with every match replaced."""
    return _compiled(pattern).sub(replacement, text)


def every(pattern: str, text: str) -> list[str]:
    """Every match (or its only group)."""
    return _compiled(pattern).findall(text)
