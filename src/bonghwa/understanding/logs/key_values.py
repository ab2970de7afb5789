"""Lines of `key=value` pairs (logfmt), as written by Go services, Heroku, Grafana, Docker and many others."""

import re

_PAIR = re.compile(
    r"(?P<key>[A-Za-z_@][\w.@/-]{0,63})=(?:\"(?P<quoted>(?:[^\"\\]|\\.){0,8000})\"|(?P<plain>[^\s\"]{0,1000}))(?=\s|$)"
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
MAX_PAIRS = 64
_MARKS = frozenset(
    ("level", "lvl", "msg", "message", "time", "ts", "severity", "err", "error", "at", "timestamp")
)


def read(line: str) -> dict[str, str] | None:
    """Pairs of a line that consists of pairs only (two at least, one with a usual name); None for other lines."""
    pairs: dict[str, str] = {}
    position, end = 0, len(line)
    while position < end and len(pairs) < MAX_PAIRS:
        match = _PAIR.match(line, position)
        if match is None:
            return None
        quoted = match["quoted"]
        value = match["plain"] if quoted is None else _ESCAPED.sub(_unescape, quoted)
        pairs.setdefault(match["key"], value or "")
        position = match.end()
        while position < end and line[position] in " \t":
            position += 1
    return pairs if len(pairs) > 1 and not _MARKS.isdisjoint(pairs) else None


def _unescape(match: re.Match[str]) -> str:
    return _PLAIN_ESCAPES.get(match[1], match[1])
