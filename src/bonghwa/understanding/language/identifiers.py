"""Numbers that name something: change requests, approval requests, sessions, addresses, line counts."""

import re
from typing import NamedTuple

_SR = re.compile(r"(?<![a-z])sr[ \-_#:]{0,2}(\d[\d\-]{0,20})(?![\d.])(?: ?번)?(?: ?건)?")
_REQUEST = re.compile(r"(?<![a-z0-9])((?:req|apr|apv|cr|chg|rq)[ \-_#]?\d[\d\-]{0,20})(?![a-z0-9])")
_REQUEST_KO = re.compile(
    r"(?:요청|신청|결재|승인|건)(?:번호)? ?#?(\d{1,10})(?!\d)(?!시|분|일|월|년|대|줄|인)|#(\d{1,10})|(?<![\d\-a-z])(\d{1,10}) ?번? ?(?:요청|신청|건|결재|승인|반려|거절|거부)"
)
_REQUEST_EN = re.compile(
    r"\b(?:request|requests|approval|proposal|approve|reject|deny|refuse|decline) (?:request |number |no\.? |id )?#?(\d{1,10})\b"
)
_PID_BEHIND = re.compile(
    r"(?:세션|session|pid|spid|sid|process|프로세스|커넥션|connection|쿼리|query|backend)(?: ?(?:번호|id|아이디|no\.?|number|num|은|는))? ?[#:=]? ?\(?(\d{1,10})(?!\d)(?! ?(?:개|분|시간|초|일))",
)
_PID_BEFORE = re.compile(
    r"(?<![\d\-.a-z])(\d{1,10}) ?번? ?(?:세션|session|pid|프로세스|커넥션|connection|쿼리|query)"
    r"|(?:kill|terminate|disconnect|drop|end) (?:-9 )?#?(\d{2,10})\b|(?<![\d\-.a-z])(\d{3,10}) ?번? ?(?:을|를|좀)? ?(?:죽여|킬|kill|끊어|강제)",
)
_ADDRESS = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_LINES = re.compile(
    r"(?<!\d)(\d{1,6}) ?(?:줄|라인|행|(?:error |log |last )?lines?\b)|(?:last|recent|tail(?: -n)?|최근|마지막) (\d{1,6}) (?:error|log|entr|line)"
)
_TICKET = re.compile(r"(?<![a-z])((?:inc|itsm|tkt|tk|ops)[ \-_#]?\d{1,12})(?!\d)")


class Identifiers(NamedTuple):
    """The identifiers of a sentence and the stretches they occupy (so that no node number is read there)."""

    sr: str | None
    request: str | None
    pid: str | None
    address: str | None
    lines: int | None
    ticket: str | None
    spans: tuple[tuple[int, int], ...]


def _first(match: re.Match[str] | None) -> str | None:
    return next((group for group in match.groups() if group), None) if match else None


def find_identifiers(text: str) -> Identifiers:
    """Reads identifiers from lower-case text; SR numbers come back as `SR-n`, request ids in upper case."""
    spans: list[tuple[int, int]] = []

    def take(pattern: re.Pattern[str]) -> re.Match[str] | None:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in spans):
                spans.append(match.span())
                return match
        return None

    address = take(_ADDRESS)
    sr = take(_SR)
    coded = take(_REQUEST)
    ticket = take(_TICKET)
    pid = take(_PID_BEHIND) or take(_PID_BEFORE)
    lines = take(_LINES)
    request = coded or take(_REQUEST_KO) or take(_REQUEST_EN)
    name = _first(request)
    spans.extend(m.span() for m in _SR.finditer(text))
    return Identifiers(
        sr=f"SR-{sr.group(1).rstrip('-')}" if sr else None,
        request=re.sub(r"[ _#]", "-", name).upper() if name else None,
        pid=_first(pid),
        address=address.group() if address else None,
        lines=int(_first(lines) or 0) or None,
        ticket=ticket.group(1).upper().replace(" ", "-") if ticket else None,
        spans=tuple(spans),
    )
