"""Passwords that people write to each other, in Korean and English."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span
from bonghwa.kernel.masking.words import is_placeholder, is_word, looks_chosen, looks_random

_NAMED = r"(?:비밀 ?번호|비번|패스 ?워드|패스|암호(?![화문학])|(?<![A-Za-z0-9_/])(?i:p/?w|password|passwd|pwd)(?![A-Za-z0-9_]))"
_SAID = re.compile(
    rf"{_NAMED}(?:는|은|이|가|를|을|도|만|값|란은| ?(?:변경|초기화|설정|재설정|발급|안내|정보)(?= ?[:=]))?"
    r"\s{0,3}[:=\-–→>]{0,2}\s{0,3}[\"'`\[(]{0,2}(?P<secret>[!-~]{4,128})"
)
_TOKEN_SAID = re.compile(
    r"(?:토큰|시크릿|(?:인증|비밀|접근|액세스|엑세스|서비스|시크릿|세션|[Aa][Pp][Ii]) ?키) ?(?:값)?(?:는|은|이|가|를|을)?\s{0,3}[:=]?\s{0,3}[\"'`\[(]{0,2}(?P<secret>[!-~]{8,512})"
)
_ANNOUNCED = re.compile(
    r"\s{0,2}[\"'`\])]{0,2}\s{0,2}(?:입니다|이에요|예요|이예요|임\b|이고|이며|이야|야\b|으로|로\b|로 )"
)
_IS = re.compile(
    r"(?i:\b(?:password|passwd|passphrase|pwd|pw|secret)\b(?: for [^\s:]{1,64})? (?:is|was|are|=>|->|to|now|set to|changed to|is now)(?: (?:now|set to|changed to|reset to))?:? )"
    r"[\"'`]?(?P<secret>[!-~]{6,128})"
)
_PAIR = re.compile(
    r"(?<![\w/.@:%-])(?P<user>[A-Za-z][\w.-]{1,31}) ?/ ?(?P<secret>[!-~]{4,64})(?P<after>\s?(?:으로|로|입니다|이에요|예요)?\s?(?:접속|로그인|들어가|입니다|이에요|예요)?)"
)
_PAIR_NAMED = re.compile(
    r"(?i)(?:id ?/ ?p\w{1,7}|계정|접속 ?정보|로그인|아이디|account|login|credentials?)[가-힣\w/()]{0,8}\s?[:=]?\s?\(?$"
)


def _trim(value: str) -> str:
    """The value without the punctuation of the sentence; a `!` or `?` belongs to a password more often than not."""
    value = value.rstrip("\"'`)]}>,;")
    return value.removesuffix(".")


def _said(text: str) -> Iterator[Span]:
    for pattern in (_SAID, _IS):
        for found in pattern.finditer(text):
            start = found.start("secret")
            value = _trim(found.group("secret"))
            if is_placeholder(value) or is_word(value):
                continue
            announced = pattern is _SAID and len(value) >= 4 and _ANNOUNCED.match(text, start + len(value))
            if looks_chosen(value) or announced:
                yield Span(start, start + len(value), "password", context=True)


def _tokens_said(text: str) -> Iterator[Span]:
    for found in _TOKEN_SAID.finditer(text):
        value = _trim(found.group("secret"))
        if looks_random(value) and not is_placeholder(value):
            yield Span(found.start("secret"), found.start("secret") + len(value), "token", context=True)


def _pairs(text: str) -> Iterator[Span]:
    for found in _PAIR.finditer(text):
        value = _trim(found.group("secret"))
        invites = found.group("after").strip()
        named = _PAIR_NAMED.search(text[max(0, found.start() - 24) : found.start()])
        if (invites or named) and "/" not in value and looks_chosen(value) and not is_placeholder(value):
            start = found.start("secret")
            yield Span(start, start + len(value), "password", context=True)


PROSE = (
    Rule(Kind.TOKEN, "토큰|시크릿|키", _tokens_said),
    Rule(
        Kind.PASSWORD,
        r"비밀|비번|패스|암호|\bpw\b|p/w|\b(?:passw|passphrase|pwd|secret)\w*\W",
        _said,
    ),
    Rule(
        Kind.PASSWORD,
        r"접속|로그인|계정|아이디|입니다|이에요|예요|(?:id ?/ ?p\w*|account|login|credentials?)[^a-z]{0,8}[a-z][\w.-]{1,31} ?/",
        _pairs,
    ),
)
