"""Phrases: the small language in which the catalogue says what a line contains.

A phrase is lower-case text. `*` stands for anything within the line, `<` and `>` for the start and the end of a
word, `#` for one digit. Matching is a left-to-right search for the pieces between the stars, so it takes linear
time whatever the line holds; no regular expression is involved.
"""

from functools import cache

import msgspec

_DIGITS = frozenset("0123456789")


class Piece(msgspec.Struct, frozen=True):
    parts: tuple[str, ...]  # literal runs with exactly one digit between neighbours
    starts_word: bool
    ends_word: bool


class Phrase(msgspec.Struct, frozen=True):
    """A compiled phrase; `anchor` is its longest literal run, which every matching line must contain."""

    pieces: tuple[Piece, ...]
    anchor: str


@cache
def compile_phrase(text: str) -> Phrase:
    """The phrase written as `text`.

    Raises:
        ValueError: the text has no literal run to search for.
    """
    pieces = []
    for raw in text.split("*"):
        word = raw.strip(" ") if "*" in text else raw
        if not word:
            continue
        starts, ends = word.startswith("<"), word.endswith(">")
        pieces.append(Piece(tuple(word[starts : len(word) - ends].split("#")), starts, ends))
    anchor = max((part for piece in pieces for part in piece.parts), key=len, default="")
    if not anchor:
        raise ValueError(f"the phrase {text!r} holds nothing to search for: write some literal text in it")
    return Phrase(tuple(pieces), anchor)


def _is_word(line: str, at: int) -> bool:
    return 0 <= at < len(line) and (line[at].isalnum() or line[at] == "_")


def _end(piece: Piece, line: str, start: int) -> int:
    """Where the piece ends if it begins at `start`, else -1."""
    at = start
    for index, part in enumerate(piece.parts):
        if index:
            if at >= len(line) or line[at] not in _DIGITS:
                return -1
            at += 1
        if not line.startswith(part, at):
            return -1
        at += len(part)
    if piece.starts_word and _is_word(line, start - 1):
        return -1
    return -1 if piece.ends_word and _is_word(line, at) else at


def _find(piece: Piece, line: str, begin: int) -> int:
    """The end of the first place at or after `begin` where the piece stands, or -1."""
    first = piece.parts[0]
    if not first:  # begins with a digit
        for at in range(begin, len(line)):
            if line[at] in _DIGITS and (end := _end(piece, line, at)) >= 0:
                return end
        return -1
    at = line.find(first, begin)
    while at >= 0:
        end = _end(piece, line, at)
        if end >= 0:
            return end
        at = line.find(first, at + 1)
    return -1


def position(phrase: Phrase, line: str) -> int:
    """The offset just after the phrase's first occurrence in a lower-case line, or -1."""
    at = 0
    for piece in phrase.pieces:
        at = _find(piece, line, at)
        if at < 0:
            return -1
    return at


def holds(text: str, line: str) -> bool:
    """Whether the lower-case line contains the phrase."""
    phrase = compile_phrase(text)
    return phrase.anchor in line and position(phrase, line) >= 0
