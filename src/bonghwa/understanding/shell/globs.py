"""Whether a written pattern could name a file of a guarded pattern."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bonghwa.understanding.shell.expansions import HOLE, TAME
from bonghwa.understanding.shell.words import ONE, STAR

_WITHIN = frozenset({STAR, TAME})
_MARK = re.compile("[\ue000-\ue003]")
_PIECES = re.compile(r"\*\*|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A guarded pattern: `*` stays within one name, `**` crosses names; with its fixed beginning and end."""

    pattern: str
    prefix: str
    suffix: str
    pieces: tuple[str, ...]
    dotted: bool
    """Whether a name in it begins with a dot, which no glob reaches."""


def guarded_pattern(pattern: str) -> Guarded:
    """The prepared form of one pattern."""
    return Guarded(
        pattern,
        pattern.partition("*")[0],
        pattern.rpartition("*")[2],
        tuple(_PIECES.findall(pattern)),
        "/." in pattern,
    )


def guarded_patterns(patterns: Sequence[str]) -> tuple[Guarded, ...]:
    """The prepared form of a table."""
    return tuple(guarded_pattern(pattern) for pattern in patterns)


def first_named(written: str, patterns: Sequence[Guarded]) -> str | None:
    """The first pattern for which some path fits both it and `written`.

    In `written`, marks stand for globs (never across `/`, never a leading dot) and for unknown text (anything). Most
    pairs differ in their fixed beginning or end, so that only few are walked letter by letter.
    """
    marks = list(_MARK.finditer(written))
    prefix = written[: marks[0].start()] if marks else written
    suffix = written[marks[-1].end() :] if marks else written
    undotted = HOLE not in written and "/." not in written
    for item in patterns:
        if undotted and item.dotted:
            continue
        if not (prefix.startswith(item.prefix) or item.prefix.startswith(prefix)):
            continue
        if not (suffix.endswith(item.suffix) or item.suffix.endswith(suffix)):
            continue
        if _fits(written, item.pieces):
            return item.pattern
    return None


def _fits(written: str, pieces: tuple[str, ...]) -> bool:
    states = {0}
    _open_up(states, pieces)
    previous = "/"
    for letter in written:
        states = _step(states, letter, pieces, at_start=previous == "/")
        if not states:
            return False
        previous = letter
    return len(pieces) in states


def _open_up(states: set[int], pieces: tuple[str, ...]) -> None:
    """Let stars of the guarded pattern stand for nothing."""
    for state in tuple(states):
        at = state
        while at < len(pieces) and pieces[at] in {"*", "**"}:
            at += 1
            states.add(at)


def _step(states: set[int], letter: str, pieces: tuple[str, ...], *, at_start: bool) -> set[int]:
    if letter == HOLE or letter in _WITHIN:
        return _swallow(states, pieces, crosses=letter == HOLE, dotless=at_start and letter != HOLE)
    after: set[int] = set()
    for state in states:
        if state == len(pieces):
            continue
        piece = pieces[state]
        if piece == "**" or (piece == "*" and letter != "/"):
            after.add(state)
        elif piece == letter or (
            letter == ONE and piece not in {"/", "*"} and not (at_start and piece == ".")
        ):
            after.add(state + 1)
    _open_up(after, pieces)
    return after


def _swallow(states: set[int], pieces: tuple[str, ...], *, crosses: bool, dotless: bool) -> set[int]:
    """Every place of the guarded pattern that unknown text can lead to."""
    after = set(states)
    for state in states:
        at = state
        while at < len(pieces):
            piece = pieces[at]
            if (not crosses and piece == "/") or (dotless and at == state and piece == "."):
                break
            at += 1
            after.add(at)
    _open_up(after, pieces)
    return after
