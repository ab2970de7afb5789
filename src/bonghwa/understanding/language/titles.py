"""Free words of a request: the title of a ticket, the reason of a refusal."""

import re

from bonghwa.understanding.language.reading import Reading

_ORDER = re.compile(
    r"(?:장애|인시던트|이슈|긴급|버그|지라|jira|개선|문의)? ?(?:티켓|이슈|지라|인시던트|장애)?(?:을|를)? ?(?:하나|한 ?건|한개|새로|좀)? ?(?:로|으로)? ?(?:등록|만들어?|생성|열어|발행|올려|끊어|작성|접수|신고|남겨|파)(?:을|를)? ?(?:해|하고)? ?(?:줘요?|주세요|주십시오|주라|줄래요?|줄 ?수 ?있(?:어|나요)\??|해줘|해주세요|부탁(?:드립니다|드려요|해요|해)?|바랍니다|요망|좀|해라|해)*",
    re.IGNORECASE,
)
_ORDER_EN = re.compile(
    r"(?:please |can you |could you |i |we |pls )*(?:create|open|file|raise|make|log|submit|report|register|add|write(?: up)?|need|new)(?: me| us)?(?: up)?(?: a| an| the| new)*(?: (?:incident|bug|jira|urgent|critical|support|high[- ]priority|p1))?(?: (?:tickets?|issues?|incidents?|report))?(?: (?:for|about|on|that|saying|titled|regarding|because|:|-))?",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:please|pls|now|plz|asap|for me|하나|좀|지금|새로|빨리|one|it|this|that|이거|그거|이건|티켓|이슈|장애|incident|ticket)*$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[\s,.:;\-~!]+|[\s,.:;\-~!?]+$")
_TAIL = re.compile(
    r" ?(?:라고|이라고|라는|이라는|건으로|으로|로|에 대해서?|에 대한|관련(?:해서|으로)?|때문에|건|문제로)$"
)
_INCIDENT = re.compile(r"장애|인시던트|\b(?:incident|outage)\b|다운|죽|먹통|50\d")
_REASON = re.compile(
    r"(?:사유(?:는|:)?|이유(?:는|:)?|because|reason:?|since|due to|as) (.{2,120})$|(?:reject|deny|refuse|decline)[^,:]{0,40}?(?:[,:]| -) ?(.{2,120})$|(?:반려|거절|거부)[가-힣]*[.,:] ?(.{2,120})$",
    re.IGNORECASE,
)
_REASON_BEFORE = re.compile(
    r"([가-힣A-Za-z0-9 ]{2,60}?)(?:이라|라서|이라서|해서|으로|때문에|므로|니까) (?:반려|거절|거부)"
)


def title_of(reading: Reading) -> str | None:
    """What a ticket is about: the quoted text, or what is left of the sentence without the order itself."""
    if reading.quotes:
        return reading.quotes[0]
    text = reading.cased
    pattern = _ORDER if reading.korean else _ORDER_EN
    match = pattern.search(text)
    rest = (text[: match.start()] + " " + text[match.end() :]) if match else text
    rest = _LEADING.sub("", _LEADING.sub("", re.sub(r"\s+", " ", rest)))
    rest = _TAIL.sub("", rest)
    return None if _FILLER.fullmatch(rest.replace(" ", "")) or len(rest) < 3 else rest[:200]


def type_of(text: str) -> str | None:
    """The type "incident" where something broke, else None."""
    return "incident" if _INCIDENT.search(text) else None


def reason_of(cased: str) -> str | None:
    """Why a request is refused, as said."""
    match = _REASON.search(cased) or _REASON_BEFORE.search(cased)
    return next(group for group in match.groups() if group).strip(" .") if match else None
