"""One scan of a text that tells which rules are worth running on it.

Each rule names a cheap expression without which it cannot find anything. All of them together are matched in one
pass by Hyperscan where it is installed (about a microsecond for a log line), else one by one by `re`.
"""

import re
import threading
from collections.abc import Sequence
from typing import Protocol

try:
    import hyperscan

    HAS_HYPERSCAN = True
except ImportError:  # no wheel for this platform: slower, and otherwise the same
    HAS_HYPERSCAN = False


class TriggerScan(Protocol):
    """Tells which of its expressions occur in a text."""

    def hits(self, text: str) -> list[int]:
        """The indexes, in order, of the expressions that occur in `text`, ignoring ASCII case."""
        ...


class PatternScan:
    """A scan by `re`."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._patterns = tuple(re.compile(expression, re.ASCII | re.IGNORECASE) for expression in expressions)

    def hits(self, text: str) -> list[int]:
        return [index for index, pattern in enumerate(self._patterns) if pattern.search(text)]


class _Scratch(threading.local):
    """Hyperscan's working memory: one for each thread, since a scan releases the interpreter lock."""

    def __init__(self, database: "hyperscan.Database") -> None:
        self.space = hyperscan.Scratch(database)


class HyperscanScan:
    """A scan by Hyperscan: all expressions in one pass over the UTF-8 bytes."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[expression.encode() for expression in expressions],
            ids=list(range(len(expressions))),
            flags=[hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH] * len(expressions),
        )
        self._scratch = _Scratch(self._database)

    def hits(self, text: str) -> list[int]:
        found: list[int] = []
        self._database.scan(
            text.encode("utf-8", "surrogatepass"), _note, context=found, scratch=self._scratch.space
        )
        found.sort()
        return found


def _note(expression: int, _start: int, _end: int, _flags: int, found: object) -> None:
    if isinstance(found, list):  # the type that the library promises is no narrower
        found.append(expression)


def trigger_scan(expressions: Sequence[str]) -> TriggerScan:
    """The fastest scan that this platform has."""
    return HyperscanScan(expressions) if HAS_HYPERSCAN else PatternScan(expressions)
