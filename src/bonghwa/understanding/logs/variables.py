"""The parts of a log line that change from one occurrence to the next, replaced by `<*>`.

Two steps, so that streams are fast: `mask_word` looks at one blank-separated word alone (its results are cached, log
lines use few words), `mask_phrases` then joins what spans words (dates, sizes, lists) once per distinct line shape.
"""

import re
from functools import lru_cache

HOLE = "<*>"
MAX_TEXT = 8192
_LONG_WORD = 160
_MAX_WORDS = 400

_TOP_LEVEL = (
    "com|net|org|edu|gov|mil|int|info|biz|local|localdomain|lan|internal|arpa|kr|jp|cn|tw|hk|de|fr|uk|ru|br|nl|pl|it|es"
    "|ca|au|eu|cz|ua|se|ch|mx|ar|tr|ro|hu|vn|th|sg"
)

# What a word may hold, most telling first.
_PARTS = re.compile(
    r"(?P<secret><secret:[a-z0-9-]{1,40}:[a-z]{1,40}>)"  # a masked value: another each time, whoever masked it
    r"|(?P<url>\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s\"'<>|]*[^\s\"'<>|.,;:!?)\]}])"
    r"|(?P<uuid>\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b)"
    r"|(?P<mail>\b[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,12}\b)"
    r"|(?P<mac>\b(?:[0-9a-fA-F]{2}[:-]){5,19}[0-9a-fA-F]{2}\b)"
    r"|(?P<ipv6>(?<![\w:.])(?=[0-9a-fA-F:]*(?:\d|::))(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4}(?![\w:]))"
    r"|(?P<path>(?<![\w/])(?:[A-Za-z]:(?=[\\/])|~)?(?:[/\\][\w.+@%~$#,=&*<>-]*[\w*$-](?:\{[\w,]*\})?){2,}[/\\]?(?:\?[^\s\"'<>]*)?)"
    r"|(?P<folder>(?<![\w/<>*.)])/[A-Za-z_][\w.+%-]*/?(?:\?[^\s\"'<>]*)?)"
    rf"|(?P<host>(?<![\w.@/-])(?:[A-Za-z0-9_-]{{1,63}}\.){{1,8}}(?:{_TOP_LEVEL})(?![\w-]|\.\w))"
    r"|(?P<port>\b(?:[\w-]{1,63}\.){1,8}[\w-]{1,63}:\d{1,5}\b|\blocalhost(?::\d{1,5})?\b)"
    r"|(?P<digest>\b(?:SHA|MD)\d{1,3}:[\w+/=:.-]{8,})"
    r"|(?P<kept>(?<![A-Za-z0-9])(?:[Ii][Pp][Vv][46]|(?:AI|AUTH|DB|VAL|EXT|COMMON)[45]\d{3}|(?:ORA|MY|PLS|TNS|IMP|RMAN)-\d{3,6}"
    r"|AH\d{5}|SQLSTATE\W?\w{5})(?![A-Za-z0-9]))"
    r"|(?P<hex0x>\b0[xX][0-9a-fA-F]+)"
    r"|(?P<run>[A-Za-z]*\d[A-Za-z0-9]*)"
    r"|(?P<hex>(?<![A-Za-z0-9])(?:[0-9a-f]{8,}|[0-9A-F]{8,})(?![A-Za-z0-9]))"
)
_HEX_RUN = re.compile(r"(?:[0-9a-f]{5,}|[0-9A-F]{5,})$")
_CHANGES = re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)")
_DIGITS = re.compile(r"\d+")
_PURE_HEX = re.compile(r"[0-9a-f]{8,}|[0-9A-F]{8,}")
_LETTERLESS = re.compile(r"[^A-Za-z\\~@*]*")
_SIZED = re.compile(r"\d+(?:[KMGTP]i?[Bb]?|[Bb]|ms|us|ns|sec|secs|[smhd])$")
# Holes with nothing but signs or one or two letters between them: task_<*>_m_<*>, <*>T<*>, 80x25.
_JOINED = re.compile(r"<\*>(?:[.:,/_+%#-]{0,3}(?:[A-Za-z]{1,2}[-_.:]?)?<\*>)+")
_SIGNED = re.compile(r"(?:(?<=[_=:,(\[ ])|^)[-+](?=<\*>)|(?<![\w>])<(?=<\*>)(?!<\*>>)")

# Words without any of these signs hold nothing that changes.
_SUSPECT = re.compile(r"<secret:|[0-9/\\@]|\w\.\w|[0-9a-f]{8}|[0-9A-F]{8}|localhost")


def _part(match: re.Match[str]) -> str:
    if match.lastgroup != "run":
        return match[0] if match.lastgroup == "kept" else HOLE
    return _run(match[0])


def _run(run: str) -> str:
    """A run of letters and digits: a number, hexadecimal digits, a size or a random identifier is a hole as a whole."""
    if run.isdigit() or _HEX_RUN.match(run) or _SIZED.match(run):
        return HOLE
    if len(run) >= 6 and len(_CHANGES.findall(run)) >= 3:
        return HOLE
    return _DIGITS.sub(HOLE, run)


_EDGES = "()[]{},.:;\"'!?=|"
_MAY_BE_KEPT = frozenset("IiADVECS")


def _mask(word: str) -> str:
    if not _SUSPECT.search(word):
        return word
    core = word.strip(_EDGES)
    if core.isalnum() and core.isascii() and core[0] not in _MAY_BE_KEPT and core[:2] not in ("0x", "0X"):
        masked = HOLE if core.isdigit() or _PURE_HEX.fullmatch(core) else _JOINED.sub(HOLE, _run(core))
        return word.replace(core, masked, 1)
    if _LETTERLESS.fullmatch(word) and word.count("/") < 2 and "::" not in word:
        masked = _DIGITS.sub(HOLE, word)  # addresses, times, amounts: the common case, quickly
    else:
        masked = _PARTS.sub(_part, word.replace("\\042", '"'))
    if HOLE not in masked:
        return masked
    masked = _JOINED.sub(HOLE, masked)
    return _SIGNED.sub("", masked)


@lru_cache(maxsize=1 << 16)
def _mask_cached(word: str) -> str:
    return _mask(word)


def mask_word(word: str) -> str:
    """One word without blanks, its numbers, addresses, paths and identifiers replaced by `<*>`."""
    if len(word) > _LONG_WORD:
        return _mask(word[:MAX_TEXT])
    return _mask_cached(word)


def mask_words(text: str) -> str:
    """All words of a text (at most 400), masked one by one, with single blanks between them."""
    return " ".join(map(mask_word, text[:MAX_TEXT].split(None, _MAX_WORDS)[:_MAX_WORDS]))


_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6},?"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TWO_HOLES = ("<*> <", "<*>,", "<*>;", "<*> |", "<*>|")
# Signs of which one must be there, what to look for, and what takes its place.
_PHRASES: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = tuple(
    (signs, re.compile(pattern), replacement)
    for signs, pattern, replacement in (
        # Sat Jun 18 02:23:10 2005, 6 May 2024
        (
            _MONTHS,
            rf"\b(?:{_DAY} )?{_MONTH} <\*>(?: <\*>){{0,2}}(?: (?:AM|PM))?(?: [A-Z]{{3,4}}(?= <\*>|$))?(?: <\*>)?(?!\w)",
            HOLE,
        ),
        (_MONTHS, rf"\b(?:{_DAY} )?<\*>[- ]?{_MONTH}[- ]?<\*>(?: <\*>)?(?: (?:AM|PM))?", HOLE),
        # 5.2 KB, 300 ms, <1 sec
        (
            (HOLE,),
            r"<\*> ?(?:[KMGTP]i?B|[kmg]b|B|ms|msecs?|us|ns|s|secs?|seconds?|mins?|minutes?|hours?)(?![\w>])",
            HOLE,
        ),
        (("<<",), r"(?<![\w>])<(?=<\*>)(?!<\*>>)", ""),
        # a quoted word with a hole, an object with an address, a numbered range of hosts, a request context
        (('"', "'"), r"(?P<q>[\"'])[^\"'\s]{0,200}<\*>[^\"'\s]{0,200}(?P=q)", rf"\g<q>{HOLE}\g<q>"),
        (("{<*>}",), r"\b[A-Za-z]\w{0,60}\{<\*>\}", HOLE),
        (("-[<*>]",), r"(?<=\w-)\[<\*>\]", HOLE),
        (
            (" -]", " <*>]", "[-]"),
            r"\[(?:-|(?:[a-z]{1,12}-)?<\*>(?: -){2,8}|(?:[a-z]{1,12}-)?(?:<\*>|-)(?: (?:<\*>|-)){2,8})\]",
            f"[{HOLE}]",
        ),
        # a list of holes is one hole
        (_TWO_HOLES, r"<\*>(?:(?:, ?| ?\| ?|; ?)<\*>)+", HOLE),
        (("<*> <*>", "<*> **"), r"<\*>(?: (?:<\*>|\*{3,4}(?!\S)))+", HOLE),
    )
)
_LISTED = re.compile(r"(?<!\S)(?P<item>\S{0,40}<\*>\S{0,40})(?:,? (?P=item))+(?!\S)")


# The same few words with a hole again and again (node-1 0x3 <ok> node-2 0x5 <ok>), and lists of short signs (X+ Y- Z).
_REPEATED = re.compile(r"(?<!\S)(?P<item>(?:\S{1,40} ){1,3}?\S{1,40})(?: (?P=item))+(?!\S)")
_SIGNS = re.compile(r"(?<!\S)(?:[A-Za-z][+-]? ){3,}[A-Za-z][+-]?(?!\S)")


def mask_phrases(masked: str) -> str:
    """Holes that span words (dates, quantities with units, lists of numbers), joined."""
    if HOLE in masked:
        for signs, pattern, replacement in _PHRASES:
            if any(sign in masked for sign in signs):
                masked = pattern.sub(replacement, masked)
        if masked.count(HOLE) > 1:
            masked = _LISTED.sub(r"\g<item>", masked)
            masked = _REPEATED.sub(_repeated, masked)
    return _SIGNS.sub(HOLE, masked) if "+ " in masked or "- " in masked else masked


def _repeated(match: re.Match[str]) -> str:
    return match["item"] if HOLE in match["item"] else match[0]


_PAIR = re.compile(
    r"(?P<key>\b[A-Za-z][\w.-]{0,40}[\"']?(?:=|: ?(?=[\"'])))(?P<value>\"[^\"]{0,400}\"|'[^']{0,400}'|[^\s,;&)\]}\"']{1,400})"
)
_QUOTED = re.compile(r"\"[^\"]{1,400}\"|(?<![\w])'[^']{1,400}'(?!\w)|`[^`]{1,400}`")
_NAMED = re.compile(
    r"\b(?P<noun>users?|username|account|login|host|hostname|node|device|database|table|queue|topic|bucket|tenant|customer"
    r"|session|사용자|계정|호스트)(?P<gap>[:=]? )(?!(?:is|was|not|has|unknown|failed|name|from|for|by|and|or|to|in)\b)"
    r"(?P<value>[\w.@$-]{1,80})(?=$|[\s,;.:)\]])"
)


def mask_values(template: str) -> str:
    """Plain words that stand where a value stands: after `key=`, in quotes, after "user" and the like."""
    masked = _PAIR.sub(rf"\g<key>{HOLE}", template)
    masked = _QUOTED.sub(HOLE, masked)
    return _NAMED.sub(rf"\g<noun>\g<gap>{HOLE}", masked)


def forget() -> None:
    """Empty the cache of words (only measurements of a cold start need this)."""
    _mask_cached.cache_clear()
