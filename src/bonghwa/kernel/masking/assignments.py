"""Secrets that are given to a name: `password=…`, `"apiKey": "…"`, `<secret>…</secret>`, in any notation."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span
from bonghwa.kernel.masking.values import value_at
from bonghwa.kernel.masking.words import is_code, is_path, is_placeholder, is_word, looks_chosen, looks_random

_WORD = (
    r"pass(?:[ _-]?(?:word|wd|phrase|code))?s?|passw(?:rd)?|pswd|psswd|pwd|pword|p/?w|secret|token|key|auth|cred(?:ential)?s?|signature|sig"
    r"|salt|pepper|otp|crumb|psk|sas|code|비밀 ?번호|비번|패스 ?워드|암호|토큰|시크릿|키"
)
_SUFFIX = (
    r"(?:[_.-]?(?:\d{1,2}|id|data|prod|dev|stg|test|live|old|new|current|confirm(?:ation)?|again|value|plain|plaintext|text|b64|base64|string|str"
    r"|primary|secondary|hex|raw|ro|rw)|값)?"
)
_QUOTE = r"(?:\\{0,4}[\"'`]|&quot;|%22|&#3[49];)"
_SEPARATOR = (
    rf"(?:{_QUOTE}?\]?[ \t]{{0,8}}(?:=>|:=|==?|::?|->|→|：|＝|%3[da])[ \t]{{0,8}}"  # name = value
    rf"|{_QUOTE}?\s?,?\s{{0,12}}{_QUOTE}?value{_QUOTE}?\s?[=:]\s?"  # <property name="password" value="…">, name: …, value: …
    r"|[\"']?\s?(?:>|&gt;)\s?"  # <password>…
    r"|[\"'],\s{0,4}(?=\\?[\"'])"  # ("password", "…")
    r"|\((?=\\?[\"'])"  # setPassword("…")
    r")"
)
_NAME = re.compile(rf"(?P<word>{_WORD}){_SUFFIX}(?P<separator>{_SEPARATOR})(?:\(?[bru]?(?P<quote>{_QUOTE}))?")

# Words that are a name of their own only at a boundary (`bypass`, `monkey`), or after one of these.
_SHORT = frozenset(
    [
        "pass",
        "pw",
        "p/w",
        "auth",
        "psk",
        "sig",
        "salt",
        "otp",
        "sas",
        "code",
        "pepper",
        "key",
        "cred",
        "creds",
        "키",
        "암호",
    ]
)
_PASSWORDS = re.compile(r"pass|p/?w|pswd|pssw|비밀 ?번호|비번|패스|암호")
_OWNERS = re.compile(
    r"(?:store|key|trust|root|bind|admin|user|db|ssh|sudo|become|login|my|pg|ora|ftp|smtp|mail|redis|http|proxy|require|master|svn|git|ldap|os)$"
)
_KINDS_OF_KEY = re.compile(
    r"(?:api|access|secret|private|encrypt(?:ion)?|decrypt(?:ion)?|sign(?:ing)?|master|account|auth|service|license|hmac|jwt|aes|des|crypto|shared|consumer"
    r"|subscription|storage|app|rest|client|session|admin|deploy|instrumentation|cipher|kek|dek|webhook|function|functions|write|ingest|wrapp?ing|amz|s3|security"
    r"|인증|비밀|접근|액세스|엑세스|암호화|서비스|시크릿|보안)[ _.-]?$"
)
_NOT_SECRET = re.compile(
    r"(?:public|primary|foreign|cache|sort|partition|row|routing|host|object|group|idempotency|max|min|num|total|no|page|next|unexpected|illegal|bypass|hash|by"
    r"|reset|forgot|compass|first|last|reserved|invalid|continuation|prev|status|error|exit|zip|http|return|country|postal|source|byte|bar|color)[ _.-]?$"
)
_COUNT = re.compile(
    r"\s{0,2}(?:자리|자\b|자 |회|번|일|개|분|초|시간|월|년|건|%|chars?\b|characters?\b|days?\b|times?\b|attempts?\b)"
)
_IDENTIFIER = re.compile(r"[A-Za-z]+(?:[._:/ -]+(?:[A-Za-z]+|\d+))*:?")
_READERS = ("get", "lookup", "find", "fetch", "load", "read", "resolve", "has", "is", "check")
# A secret of an orchestrator is mentioned by its name.
_NAME_OF_ONE = re.compile(r"[a-z]+(?:[-_./ ][a-z]+)*")
_VAGUE = frozenset({"pass", "pw", "secret", "p/w"})
_QUERY = ("?", "&", ";")


def _assigned(text: str) -> Iterator[Span]:
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals become two letters; positions must stay
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    position = 0
    while found := _NAME.search(lowered, position):
        position = found.end()
        word = found.group("word")
        before = lowered[max(0, found.start() - 24) : found.start()]
        if _NOT_SECRET.search(before) or not _is_name(word, text, found, before):
            position = found.start() + 1
            continue
        start, end = value_at(text, found.end(), found.group("quote"))
        if start < end and _is_secret(
            text[start:end], after=text[end : end + 12], before=before, found=found
        ):
            yield Span(start, end, "password" if _PASSWORDS.match(word) else "token", context=True)
            position = end


def _is_name(word: str, text: str, found: re.Match[str], before: str) -> bool:
    """Whether the word is a name, or the end of a compound one, rather than the end of another word."""
    start = found.start()
    if word in {"code", "sig"}:
        return before.endswith(_QUERY)
    if word == "암호" and text.startswith(("화", "문", "학"), found.end("word")):
        return False
    separator = found.group("separator")
    if separator == "(":
        return not before.endswith(_READERS)
    if "," in separator and "value" not in separator:
        return re.search(r"[\"'][\w.-]*$", before) is not None
    if word not in _SHORT or not start or not text[start - 1].isalpha():
        return True
    hump = text[start].isupper() and text[start - 1].islower()
    return hump or (_KINDS_OF_KEY if word in {"key", "키"} else _OWNERS).search(before) is not None


def _is_secret(value: str, *, before: str, after: str, found: re.Match[str]) -> bool:
    word, quoted = found.group("word"), found.group("quote") is not None
    if is_placeholder(value) or is_word(value) or is_path(value):
        return False
    if not quoted and (is_code(value) or (value.isdecimal() and _COUNT.match(after))):
        return False
    if not _PASSWORDS.match(word) and word != "secret":
        return _is_key(value, word, before)
    if (word == "secret" and _NAME_OF_ONE.fullmatch(value)) or (
        word in _VAGUE and len(value) < 4 and not quoted
    ):
        return False
    separator = found.group("separator").strip(" \t\"'\\`")
    if not quoted and separator == ":" and after[:1] == " " and re.fullmatch(r"[A-Za-z]+[.,]?", value):
        return False  # a sentence goes on: "password: must contain a digit"
    return " " not in value or (quoted and any(looks_chosen(part) for part in value.split()))


def _is_key(value: str, word: str, before: str) -> bool:
    """Whether the value of a token or key looks generated."""
    if word == "otp" and value.isdecimal():
        return 4 <= len(value) <= 8
    if " " in value or _IDENTIFIER.fullmatch(value) or re.fullmatch(r"[\d.:/,-]+|0x[0-9a-fA-F]+", value):
        return False
    if word in {"key", "키"} and not _KINDS_OF_KEY.search(before):
        return len(value) >= 20 and looks_random(value) and not re.fullmatch(r"[0-9a-fA-F-]+|.*[/:].*", value)
    return looks_random(value)


ASSIGNMENTS = (
    Rule(
        Kind.PASSWORD,
        r"(?:pass|pw|p/w|pswd|secret|token|key|auth|cred|비밀|비번|패스|암호|토큰|키|시크릿|sig|code|salt|otp|crumb|psk|sas|pepper)"
        r"[\w. -]{0,24}(?:값)?[\"'`\\\]&;#]{0,8},?\s{0,12}(?:[=:>,\](]|->|→|：|＝|\"?value|%3[ad]|&quot|%22)",
        _assigned,
    ),
)
