"""Secrets that are given to a name: `password=…`, `"apiKey": "…"`, `<secret>…</secret>`, in any notation."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span
from bonghwa.kernel.masking.words import is_code, is_path, is_placeholder, is_word, looks_random

# Names whose value is a secret whatever it looks like.
_STRONG = (
    r"pass(?:[_-]?(?:word|wd|phrase|code))(?:s)?|passw|pswd|psswd|passwrd|pwd|pword|(?<![A-Za-z])(?i:p[/]?w)|(?<![A-Za-z])pass|(?<=[a-z])Pass|(?<=_)pass"
    r"|(?:store|key|trust|root|bind|admin|user|db|ssh|sudo|become|login|my|ora|ftp|smtp|mail|redis|http|proxy)pass"
    r"|(?:bind|root|user|db|admin|store|key)pw|secret|requirepass|masterauth|masteruser_?pass"
    r"|비밀 ?번호|비번|패스 ?워드|암호(?![화문학])"
)
# Names whose value is a secret if it looks random.
_MEDIUM = (
    r"token|(?:api|access|secret|private|encrypt(?:ion)?|decrypt(?:ion)?|sign(?:ing)?|master|account|auth|service|license|hmac|jwt|aes|des|crypto|shared"
    r"|consumer|subscription|storage|app|rest|client|session|admin|deploy|instrumentation|cipher|kek|dek|webhook|functions|write|ingest|wrapp?ing|amz|data)[ _.-]?key(?:[_-]?(?:id|data))?"
    r"|appsecret|credentials?|creds?|(?<![A-Za-z])auth|_auth|(?<![A-Za-z])psk|pre-?shared-?key|sas|crumb|nonce_?secret"
    r"|(?:x-amz-)?signature|(?<=[?&])sig|(?<=[?&;])code|(?<=[?&;_])key|salt|pepper|otp|totp_?seed|passkey|(?<![A-Za-z])key|\bid_rsa"
    r"|토큰|인증 ?키|비밀 ?키|접근 ?키|액세스 ?키|엑세스 ?키|시크릿(?: ?키)?|암호화 ?키|서비스 ?키|API ?키"
)
_SUFFIX = r"(?:[_.-]?(?:\d{1,2}|id|prod|dev|stg|test|live|old|new|current|confirm(?:ation)?|again|value|plain|plaintext|text|b64|base64|string|str|primary|secondary|hex|raw|ro|rw))?"
_QUOTE = r"(?:\\{0,4}[\"'`]|&quot;|%22|&#3[49];)"
_SEPARATOR = (
    rf"{_QUOTE}?\]?(?:"
    rf"[ \t]{{0,8}}(?:=>|:=|==?|::?|->|→|：|=|%3[DdAa])[ \t]{{0,8}}"  # name = value
    r"|[\"']?\s{1,4}value\s?=\s?|[\"']?\s?>\s?"  # <property name="password" value="…">, <password>…
    r"|,\s{0,4}(?=\\?[\"'])"  # ("password", "…")
    r")"
)
_NAME = re.compile(
    rf"(?:(?P<strong>(?i:{_STRONG}))|(?P<medium>(?i:{_MEDIUM}))){_SUFFIX}(?P<separator>(?i:{_SEPARATOR}))(?:\(?[bBrRuU]?(?P<quote>{_QUOTE}))?\[?"
)

_UNQUOTED = re.compile(r"[^\s\"'`]{1,4096}")
_CUT = re.compile(
    r"&(?:amp;)?[A-Za-z_][\w.-]{0,40}=|[,;|](?=$|[\s\"'])|[,;][ ]?[A-Za-z_][\w. -]{0,40}[=:]|;$|</|\\[nrt\"']|&quot;|%22|%26\w{1,40}%3[Dd]|[)\]}>]+[,;.]*$|[)\]}>]+[,;:]"
)
_NOT_SECRET_NAMES = re.compile(
    r"(?i)(?:public|primary|foreign|cache|sort|partition|row|routing|host|object|group|idempotency|max|min|num|total|no|page|next|unexpected|illegal"
    r"|bypass|hash|by|reset|forgot|compass|first|last|reserved|invalid|continuation|prev)[ _.-]?$"
)
_COUNT = re.compile(
    r"\s{0,2}(?:자리|자\b|회|번|일|개|분|초|시간|월|년|건|%|chars?\b|characters?\b|days?\b|times?\b|attempts?\b)"
)
_LONGEST = 4096


def _value(text: str, start: int, quote: str | None) -> tuple[int, int]:
    """The stretch of the value that begins at `start`."""
    if quote:
        stop = _closing(text, start, quote)
        if stop >= 0:
            return start, stop
    found = _UNQUOTED.match(text, start)
    if found is None:
        return start, start
    end = found.end()
    cut = _CUT.search(text, start, end)
    while cut and cut.start() == start:
        return start, start
    return start, cut.start() if cut else end


def _closing(text: str, start: int, quote: str) -> int:
    """Where the quoted value ends: the next same quote that is not escaped, on the same line; -1 if it is cut off."""
    limit = min(len(text), start + _LONGEST)
    position = start
    while True:
        stop = text.find(quote, position, limit)
        if stop < 0:
            return -1
        backslashes = 0
        while stop - backslashes - 1 >= start and text[stop - backslashes - 1] == "\\":
            backslashes += 1
        if backslashes % 2 == 0 or quote.startswith("\\"):
            return stop
        position = stop + 1


def _assigned(text: str) -> Iterator[Span]:
    position = 0
    while found := _NAME.search(text, position):
        start, end = _value(text, found.end(), found.group("quote"))
        position = max(found.end(), start + 1) if start == end else found.end()
        if start == end:
            continue
        value = text[start:end]
        before = text[max(0, found.start() - 14) : found.start()]
        strong = found.group("strong") is not None
        if _is_secret(value, before=before, after=text[end : end + 12], found=found):
            yield Span(
                start,
                end,
                "password" if strong and "ecret" not in found.group("strong").lower() else "token",
                context=True,
            )
            position = end


def _is_secret(value: str, *, before: str, after: str, found: re.Match[str]) -> bool:
    if is_placeholder(value) or is_word(value) or is_path(value) or _NOT_SECRET_NAMES.search(before):
        return False
    quoted = found.group("quote") is not None
    if not quoted and (is_code(value) or (value.isdecimal() and _COUNT.match(after))):
        return False
    separator = found.group("separator").strip(" \t\"'\\`")
    strong = found.group("strong")
    if strong is None:
        return looks_random(value) and not re.fullmatch(r"[a-z_.:/-]+|[A-Z_.:-]+|[\d.:/-]+", value)
    if strong.lower() in {"pass", "pw", "secret"} and len(value) < 4 and not quoted:
        return False
    if strong.lower() == "secret" and re.fullmatch(r"[a-z]+(?:[-_./][a-z]+)*", value):
        return False
    if not quoted and separator == ":" and after[:1] == " " and re.fullmatch(r"[A-Za-z]+[.,]?", value):
        return False
    if separator == ">" and " " in value:
        return False
    if quoted and " " in value:
        return _looks_like_passphrase(value)
    return True


def _looks_like_passphrase(value: str) -> bool:
    """Quoted text of several words: a secret if any word of it is not plain prose."""
    return any(looks_random(word) for word in value.split())


ASSIGNMENTS = (
    Rule(
        Kind.PASSWORD,
        r"(?:pass|pw|p/w|pswd|secret|token|key|auth|cred|비밀|비번|패스|암호|토큰|키|시크릿|sig|code|salt|otp|crumb|psk|sas|pepper)"
        r"[\w. -]{0,24}[\"'`\\\]&;]{0,8}\s{0,8}(?:[=:>,\]]|->|→|：|value|%3[ad]|&quot|%22)",
        _assigned,
    ),
)
