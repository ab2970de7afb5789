"""A sentence made comparable: one width, one case, no invisible characters, quotes set aside."""

import re
import unicodedata
from functools import cached_property
from typing import NamedTuple

LIMIT = 2_000
"""Characters that are read; what follows is ignored and the reading says so."""

_GAP = "\ufffc"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]{0,16}[ -/]?[@-~]")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u3000]+")
_QUOTED = re.compile(
    r"\"([^\"\n]{1,200})\"|“([^”\n]{1,200})”|‘([^’\n]{1,200})’|「([^」\n]{1,200})」|`([^`\n]{1,200})`"
    r"|(?<![\w'])'([^'\n]{1,200})'(?![a-z])",
    re.IGNORECASE,
)
_LETTER_RUNS = re.compile(r"([ㄱ-ㆎ]+)")
_LETTERS = frozenset(chr(code) for code in range(0x3131, 0x318F))
_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")


class Compact(NamedTuple):
    """Text without white space, and for each of its characters the place in the spaced text."""

    text: str
    places: tuple[int, ...]


def _lower(text: str) -> str:
    """Lower case, one character for one, so that places stay true."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _clean(raw: str) -> str:
    text = _ESCAPES.sub(" ", raw[: LIMIT * 2])
    # single letters such as "ㅋㅋ" stay themselves: NFKC would make them parts of syllables
    text = "".join(
        part if part[:1] in _LETTERS else unicodedata.normalize("NFKC", part)
        for part in _LETTER_RUNS.split(text)
    )[: LIMIT * 2]
    text = "".join(
        char for char in text if char == "\n" or unicodedata.category(char)[0] != "C" or char in "\t\r"
    )
    text = text.replace("’", "'") if "‘" not in text else text
    return _SPACES.sub(" ", text)[:LIMIT].strip()


class Reading:
    """The views of one sentence that the other readers share.

    `cased` and `text` (lower case) have equal length; in `text` the inside of quotes is blanked, so that a
    quoted order is not an order; `quotes` keeps the quoted texts in their own case.
    """

    def __init__(self, raw: str) -> None:
        self.long = len(raw) > LIMIT
        self.cased = _clean(raw)
        self.quotes = tuple(next(g for g in m.groups() if g) for m in _QUOTED.finditer(self.cased))
        self.open = _lower(self.cased)
        self.text = _QUOTED.sub(lambda m: _GAP * len(m.group()), self.open)
        self.korean = bool(_HANGUL.search(self.cased))

    @cached_property
    def compact(self) -> Compact:
        """Lower-case text without spaces: Korean writers put them anywhere."""
        places = tuple(place for place, char in enumerate(self.text) if not char.isspace() or char == "\n")
        return Compact("".join(self.text[place] for place in places), places)
