"""Private keys in text: PEM (RFC 7468) over several lines, on one line with escapes, cut short, or as a lone line."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import zip_longest

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span, pattern_rule

_LONGEST = 65_536
_BODY_WIDTHS = (64, 70)
_BEGIN = re.compile(r"-{4,5} ?BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}")
_END = re.compile(r"-{4,5} ?END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}")
# What a key's body is made of: base64, line ends (also escaped), PEM headers, quoting and log decoration.
_BODY = re.compile(
    r"(?:\s|\\+[nrt]|[\"'|>+]|\\|Proc-Type: ?[\w,]+|DEK-Info: ?[\w,-]+|(?:Version|Comment): ?[^\n\\]{0,80}"
    r"|[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{1,15}={1,2}|[A-Za-z0-9+/]{4,15}(?=\s*(?:$|\\n|-)))*+"
)


def _pem(text: str) -> Iterator[Span]:
    begins = list(_BEGIN.finditer(text))
    ends = deque(_END.finditer(text))
    position = 0
    for begin, following in zip_longest(begins, begins[1:]):
        while ends and ends[0].start() < begin.start():
            lone = ends.popleft()
            yield Span(
                _tail_start(text, max(position, lone.start() - 8192), lone.start()),
                lone.end(),
                "private-key",
                context=True,
            )
            position = lone.end()
        limit = following.start() if following else len(text)
        if ends and ends[0].start() < min(limit, begin.end() + _LONGEST):
            stop = ends.popleft().end()
        else:
            body = _BODY.match(text, begin.end(), min(limit, begin.end() + _LONGEST))
            stop = body.end() if body else begin.end()
            while stop > begin.end() and text[stop - 1] in " \t\r\n\"'|>":
                stop -= 1
        position = stop
        yield Span(begin.start(), stop, "private-key", context=True)
    for lone in ends:
        yield Span(
            _tail_start(text, max(position, lone.start() - 8192), lone.start()),
            lone.end(),
            "private-key",
            context=True,
        )
        position = lone.end()


def _tail_start(text: str, lowest: int, stop: int) -> int:
    """Where the base64 lines before a lone END line begin."""
    start = stop
    pieces = list(re.finditer(r"(?:[A-Za-z0-9+/=]|(?<!\\)\\(?=[nr]))+|\s+", text[lowest:stop]))
    for piece in reversed(pieces):
        if lowest + piece.end() != start:
            break
        start = lowest + piece.start()
    while start < stop and text[start].isspace():
        start += 1
    return start


def _random_line(value: str) -> bool:
    """Base64 of random bytes has all three sorts of characters; a hexadecimal digest or a ruler has not."""
    return (
        any(c.isdigit() for c in value)
        and any(c.isupper() for c in value)
        and any(c.islower() for c in value)
    )


def _lone_lines(text: str) -> Iterator[Span]:
    """A text that is one line of a key's body: logs split keys into lines, PEM lines have 64 characters, OpenSSH 70."""
    line = text.strip()
    if len(line) in _BODY_WIDTHS and re.fullmatch(r"[A-Za-z0-9+/]+", line) and _random_line(line):
        start = text.index(line)
        yield Span(start, start + len(line), "private-key")


PRIVATE_KEYS: tuple[Rule, ...] = (
    Rule(Kind.PRIVATE_KEY, r"^\s*[a-z0-9+/]{64,70}\s*$", _lone_lines),
    Rule(Kind.PRIVATE_KEY, "private key", _pem),
    pattern_rule(
        Kind.PRIVATE_KEY,
        "private-key",
        "ls0tls1crudjti",
        r"LS0tLS1CRUdJTi(?!BDRVJ|BQVUJ|BDRVJU)[A-Za-z0-9+/=]{12,}",
    ),
    pattern_rule(
        Kind.PRIVATE_KEY,
        "private-key",
        "private-lines",
        r"Private-Lines: \d+\s+(?P<secret>(?:[A-Za-z0-9+/=]{1,64}\s*)+)",
    ),
)
