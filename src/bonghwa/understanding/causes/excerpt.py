"""An excerpt as the diagnosis reads it: lines with their level and their place in a chain of exceptions."""

import re
from collections.abc import Sequence
from itertools import accumulate

import msgspec

MAX_CHARACTERS = 2_000_000
MAX_LINE = 4_000

_LEVELS = {
    "trace": "debug", "debug": "debug", "fine": "debug", "finer": "debug", "finest": "debug", "verbose": "debug",
    "info": "info", "information": "info", "notice": "info", "normal": "info",
    "warn": "warning", "warning": "warning", "wrn": "warning",
    "error": "error", "err": "error", "severe": "error", "eror": "error",
    "crit": "fatal", "critical": "fatal", "fatal": "fatal", "emerg": "fatal", "alert": "fatal", "panic": "fatal",
    "심각": "error", "경고": "warning", "정보": "info", "오류": "error", "严重": "error", "警告": "warning", "信息": "info",
    "嚴重": "error", "致命的": "fatal", "重大": "error",
}  # fmt: skip
RANK = {"debug": 0, "info": 1, "warning": 2, "": 3, "error": 3, "fatal": 3}

_NAMES = "|".join(sorted(_LEVELS, key=len, reverse=True))
# A level is a word in capitals near the start, or in brackets, or the value of a level field.
_CAPITALS = re.compile(rf"(?<![A-Za-z0-9_.$])({_NAMES.upper()})(?![A-Za-z0-9_.$])")
_MARKED = re.compile(
    rf"""(?ix) (?: \[ \s? | (?:level|severity|lvl|log\.level) ["']? \s? [=:] \s? ["']? | \s-\s | ^ )
         (?:[a-z_]{{1,20}}:)? ({_NAMES}) (?= \s? [\]"',:}}] | \s-\s | \s*$ )"""
)
_GLOG = re.compile(r"^([IWEF])\d{4} \d\d:\d\d:\d\d")
_PINO = re.compile(r'"level"\s?:\s?([1-6])0\b')
_STAMP = re.compile(
    r"^[\[(<]?(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d/\d\d/\d\d|[A-Z][a-z]{2}\s{1,2}\d{1,2} \d\d:\d\d|\d\d:\d\d:\d\d)"
)
_CONTINUES = re.compile(
    r"^(?:\s|at\s|\.\.\.\s|caused by|traceback|during handling|the above exception|--- end|--->|stack trace|\}|\))",
    re.IGNORECASE,
)
_INNER = re.compile(r"^\s*(?:caused by\b|---> |\(inner exception|causedby)", re.IGNORECASE)
_WRAPS = re.compile(
    r"^\s*(?:the above exception was the direct cause|during handling of the above exception)", re.IGNORECASE
)


_FRAME = re.compile(
    r"^\s{0,40}(?:at\s+[\w.$<>/@-]{1,300}\s?[(\[]|at\s+\S{1,300}:\d+|File \".{1,300}\", line \d)"
)


class Line(msgspec.Struct, frozen=True):
    """One line of the text.

    `number` counts from 1; `outer` says that a deeper exception of the same trace follows or came before; `trust`
    (0 to 1) says how much its piece of evidence counts.
    """

    number: int
    text: str
    low: str
    level: str = ""
    outer: bool = False
    trust: float = 1.0

    @property
    def is_frame(self) -> bool:
        """Whether the line is a stack frame: names of code, not a message."""
        return _FRAME.match(self.text) is not None


class Excerpt(msgspec.Struct, frozen=True):
    """Lines plus one lower-case text to search in; `starts[i]` is where line i begins in `low`."""

    lines: tuple[Line, ...]
    low: str
    starts: tuple[int, ...]


def level_of(text: str) -> str:
    """debug, info, warning, error, fatal, or "" where the line names none."""
    head = text[:240]
    if found := _GLOG.match(head):
        return {"I": "info", "W": "warning", "E": "error", "F": "fatal"}[found[1]]
    if found := _PINO.search(head):
        return ("debug", "debug", "info", "warning", "error", "fatal")[int(found[1]) - 1]
    if found := _MARKED.search(head):
        return _LEVELS[found[1].lower()]
    if found := _CAPITALS.search(head):
        return _LEVELS[found[1].lower()]
    return ""


def _bounded(log: str) -> list[tuple[int, str]]:
    """Numbered lines within the limits: of a longer text the middle is left out, of a longer line likewise."""
    numbered = list(enumerate(log.replace("\x00", " ").splitlines(), 1))
    if len(log) > MAX_CHARACTERS:
        numbered = _ends(numbered)
    result: list[tuple[int, str]] = []
    for number, line in numbered:
        cut = line if len(line) <= MAX_LINE else line[: MAX_LINE * 3 // 4] + " … " + line[-MAX_LINE // 4 :]
        # Shippers write the line ends of a trace as \n or #012.
        parts = cut.replace("#012", "\\n").split("\\n") if "#012" in cut or "\\n" in cut else [cut]
        result.extend((number, part) for part in parts if part.strip())
    return result


def _ends(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    sizes = list(accumulate(min(len(line), MAX_LINE) + 1 for _, line in numbered))
    total, half = sizes[-1], MAX_CHARACTERS // 2
    return [pair for pair, size in zip(numbered, sizes, strict=True) if size <= half or size > total - half]


def _outer_lines(texts: list[str], records: list[int]) -> set[int]:
    """Indexes of lines that only wrap a deeper exception of the same record."""
    last_inner: dict[int, int] = {}
    first_wrap: dict[int, int] = {}
    for index, text in enumerate(texts):
        if _INNER.match(text):
            last_inner[records[index]] = index
        elif _WRAPS.match(text):
            first_wrap.setdefault(records[index], index)
    return {
        index
        for index, record in enumerate(records)
        if index < last_inner.get(record, -1) or index > first_wrap.get(record, len(texts))
    }


def read(log: str, trust: Sequence[float] = ()) -> Excerpt:
    """The excerpt of any text, with the trust in each of its lines where it is not 1; linear in its length."""
    numbered = _bounded(log)
    levels: list[str] = []
    records: list[int] = []
    record, current = 0, ""
    for index, (_, text) in enumerate(numbered):
        continues = index > 0 and _CONTINUES.match(text) is not None
        own = "" if continues else level_of(text)
        stamped = _STAMP.match(text) is not None
        if own or stamped:
            record, current = record + 1, own
        levels.append(current if continues else own)
        records.append(record)
    outer = _outer_lines([text for _, text in numbered], records)
    lines = tuple(
        Line(number, text, text.lower(), levels[index], index in outer, trust[number - 1] if trust else 1.0)
        for index, (number, text) in enumerate(numbered)
    )
    starts = tuple(accumulate((len(line.low) + 1 for line in lines), initial=0))[:-1] if lines else ()
    return Excerpt(lines, "\n".join(line.low for line in lines), starts)
