"""An index from three-letter pieces of text to the phrases that may be in it, so that few phrases are tried."""

from collections import Counter, defaultdict
from functools import cache

import msgspec

from .catalogue import CATALOGUE
from .cause import Cause, Sign
from .phrase import Phrase, compile_phrase

_SIZE = 3


class Entry(msgspec.Struct, frozen=True):
    """One phrase of one sign; `order` is the sign's place in the whole catalogue."""

    cause: Cause
    sign: Sign
    phrase: Phrase
    order: int


class Index(msgspec.Struct, frozen=True):
    """Phrases by the piece of their anchor that the fewest other phrases hold; `short` ones are always tried."""

    by_piece: dict[str, tuple[Entry, ...]]
    short: tuple[Entry, ...]


def pieces(text: str) -> set[str]:
    """Every run of three characters in the text."""
    return {text[at : at + _SIZE] for at in range(len(text) - _SIZE + 1)}


@cache
def index() -> Index:
    """The index of the whole catalogue, built at first use."""
    entries = [
        Entry(cause, sign, compile_phrase(text), order)
        for order, (cause, sign) in enumerate((cause, sign) for cause in CATALOGUE for sign in cause.signs)
        for text in sign.says
    ]
    usage = Counter(piece for entry in entries for piece in pieces(entry.phrase.anchor))
    by_piece: defaultdict[str, list[Entry]] = defaultdict(list)
    short = []
    for entry in entries:
        known = pieces(entry.phrase.anchor)
        if known:
            by_piece[min(known, key=lambda piece: (usage[piece], piece))].append(entry)
        else:
            short.append(entry)
    return Index({piece: tuple(group) for piece, group in by_piece.items()}, tuple(short))


def candidates(low: str) -> tuple[Entry, ...]:
    """The phrases whose rarest piece is in the lower-case text."""
    known = index()
    found = list(known.short)
    for piece in pieces(low) & known.by_piece.keys():
        found.extend(known.by_piece[piece])
    return tuple(entry for entry in found if entry.phrase.anchor in low)
