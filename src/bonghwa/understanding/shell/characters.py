"""Characters that have no business in a command: they hide what will really run."""

import re
import unicodedata

MARKS = "\ue000-\uf8ff"
"""Private-use characters; the word reader uses some of them as marks, so none may come from outside."""

_PLAIN = re.compile(r"[\t\n\x20-\x7e]*\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7a3\ud7b0-\ud7ff]")
_INVISIBLE_HANGUL = frozenset("\u115f\u1160\u3164\uffa0")
_LETTER_KINDS = frozenset({"Lo", "Ll", "Lu", "Mn", "Mc", "Nd", "So", "Sc"})
_FOREIGN = re.compile("[\u0370-\u058f\u13a0-\u13ff\u1d00-\u1dbf\u2100-\u218f\ua640-\ua69f\uab30-\uabbf]")


def complaint(text: str) -> str | None:
    """Why the characters of `text` may not be trusted, or None when they may.

    Control characters, bidirectional and zero-width marks, unusual spaces, full-width forms, look-alike punctuation
    and letters of scripts that imitate Latin are refused everywhere; Korean, Chinese and Japanese text is welcome.
    """
    if _PLAIN.match(text):
        return None
    found = _CONTROL.search(text)
    if found:
        return f"Control character U+{ord(found[0]):04X} at character {found.start() + 1} hides what really runs."
    for place, letter in enumerate(text):
        if letter < "\x7f":
            continue
        why = _suspicion(letter)
        if why:
            return f"{why} U+{ord(letter):04X} at character {place + 1} hides what really runs."
    return None


def _suspicion(letter: str) -> str | None:  # noqa: PLR0911  # one plain branch for each sign or form of the grammar
    if letter in _INVISIBLE_HANGUL:
        return "Invisible character"
    if _HANGUL.match(letter):
        return None
    kind = unicodedata.category(letter)
    if kind in {"Cf", "Cs", "Co", "Cn", "Cc", "Zs", "Zl", "Zp", "Sk", "Lm"} or "\ufe00" <= letter <= "\ufe0f":
        return "Invisible or unassigned character"
    if "\uff00" <= letter <= "\uffef" or kind.startswith("P") or kind == "Sm":
        return None if letter in "·…、。「」『』《》" else "Look-alike character"
    if _FOREIGN.match(letter) or unicodedata.normalize("NFKC", letter).isascii():
        return "Look-alike character"
    if kind not in _LETTER_KINDS:
        return "Unusual character"
    return None
