"""Finding the catalogue's signs in an excerpt."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from .cause import Cause, Sign
from .excerpt import Excerpt, Line
from .index import candidates
from .phrase import Phrase, holds, position
from .trouble import is_calm

MAX_MARKS = 300  # of one phrase; more lines of the same do not change a verdict
NEIGHBOURS = 10  # lines before and after that count as "beside"


class Mark(msgspec.Struct, frozen=True):
    """A sign seen in a line: `at` is the line's index, `column` where the phrase ended in it."""

    sign: Sign
    at: int
    column: int
    strength: float


def _lines_with(anchor: str, excerpt: Excerpt) -> Iterator[int]:
    at, low, starts, count = 0, excerpt.low, excerpt.starts, 0
    while count < MAX_MARKS and (at := low.find(anchor, at)) >= 0:
        index = bisect_right(starts, at) - 1
        yield index
        count += 1
        if index + 1 >= len(starts):
            return
        at = starts[index + 1]


def _says(phrases: Iterable[str], line: Line) -> bool:
    return any(holds(phrase, line.low) for phrase in phrases)


def _beside(sign: Sign, excerpt: Excerpt, at: int) -> bool:
    around = excerpt.lines[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
    return not sign.beside or any(_says(sign.beside, line) for line in around)


def _of_sign(sign: Sign, phrases: Iterable[Phrase], excerpt: Excerpt) -> tuple[Mark, ...]:
    seen: dict[int, int] = {}
    for phrase in phrases:
        for at in _lines_with(phrase.anchor, excerpt):
            column = position(phrase, excerpt.lines[at].low)
            if column > seen.get(at, -1):
                seen[at] = column
    marks = []
    for at in sorted(seen):
        line = excerpt.lines[at]
        if is_calm(line) or _says(sign.unless, line) or not _beside(sign, excerpt, at):
            continue
        marks.append(Mark(sign, at, seen[at], sign.weight * (0.5 if _says(sign.less, line) else 1.0)))
    enough = len({excerpt.lines[mark.at].number for mark in marks}) >= sign.at_least
    return tuple(marks) if enough else ()


def find_marks(excerpt: Excerpt) -> dict[str, tuple[Mark, ...]]:
    """The marks of every cause of the catalogue that has any, by the cause's key."""
    signs: dict[int, tuple[Cause, Sign, list[Phrase]]] = {}
    for entry in candidates(excerpt.low):
        signs.setdefault(entry.order, (entry.cause, entry.sign, []))[2].append(entry.phrase)
    found: dict[str, tuple[Mark, ...]] = {}
    for order in sorted(signs):
        cause, sign, phrases = signs[order]
        if marks := _of_sign(sign, phrases, excerpt):
            found[cause.key] = found.get(cause.key, ()) + marks
    return found
