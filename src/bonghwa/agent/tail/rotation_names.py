"""Names that rotation gives: which name a rotated file probably had while it was written."""

from functools import lru_cache

_WORDS = frozenset({"old", "bak", "prev", "copy", "last"})
_LONGEST = 255
_MOST_MARKS = 8
_LONGEST_END = 8


@lru_cache(maxsize=65_536)
def possible_originals(name: str) -> tuple[str, ...]:
    """Names of which `name` may be a rotation: `app.log.1` and `app-20260102.log` may come from `app.log`."""
    if len(name) > _LONGEST:
        return ()
    found = list(_without_marks(name))
    stem, dot, end = name.rpartition(".")
    if dot and end.isascii() and end.isalpha() and len(end) <= _LONGEST_END:
        found += [f"{shorter}.{end}" for shorter in _without_marks(stem)]
    return tuple(found)


def _without_marks(name: str) -> list[str]:
    """`name` with one, two … of the marks at its end taken away: .1, -20260102, _03T04, .old and the like."""
    found = []
    for _ in range(_MOST_MARKS):
        cut = max(name.rfind("."), name.rfind("-"), name.rfind("_"))
        if cut <= 0 or not _is_mark(name[cut + 1 :]):
            break
        name = name[:cut]
        found.append(name)
    return found


def _is_mark(text: str) -> bool:
    if text.lower() in _WORDS:
        return True
    return text[:1].isdigit() and text.isascii() and all(char in "0123456789T:Z" for char in text)
