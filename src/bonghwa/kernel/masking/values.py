"""Where a value that follows a name ends."""

import re

_LONGEST = 4096
_UNQUOTED = re.compile(r"[^\s\"'`]{1,4096}")
_CUT = re.compile(
    r"&(?:amp;)?[A-Za-z_][\w.-]{0,40}=|[,;|](?=$|[\s\"'])|[,;][ ]?[A-Za-z_][\w. -]{0,40}[=:]|;(?=[A-Z][a-z]+$)|</|&lt;|\\[nrt\"']|&quot;|%22|%26\w{1,40}%3[Dd]"
    r"|[)\]}>]+[,;.]*$|[)\]}>]+[,;:]"
)


def value_at(text: str, start: int, quote: str | None) -> tuple[int, int]:
    """The stretch of the value that begins at `start`, after the opening `quote` if there is one."""
    if quote:
        stop = _closing(text, start, text[start - len(quote) : start])
        if stop >= 0:
            return start, stop
    found = _UNQUOTED.match(text, start)
    if found is None:
        return start, start
    cut = _CUT.search(text, start, found.end())
    return start, cut.start() if cut else found.end()


def _closing(text: str, start: int, quote: str) -> int:
    """Where the quoted value ends: at the next such quote that is not escaped; -1 if it is cut off."""
    limit = min(len(text), start + _LONGEST)
    position = start
    while (stop := text.find(quote, position, limit)) >= 0:
        if quote == "'" and stop > start and text.startswith("''", stop):  # YAML and SQL double it
            position = stop + 2
            continue
        backslashes = 0
        while stop - backslashes - 1 >= start and text[stop - backslashes - 1] == "\\":
            backslashes += 1
        if backslashes % 2 == 0 or quote.startswith("\\"):
            return stop
        position = stop + 1
    return -1
