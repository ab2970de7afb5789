"""Credentials of HTTP messages (RFC 9110): authorization, cookies, session identifiers."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span
from bonghwa.kernel.masking.words import is_placeholder, is_word, looks_random

_AUTHORIZATION = re.compile(
    r"(?i:(?:proxy-)?authorization)[\"'\\]{0,4}\s?(?:[:=,>]|=>|->)\s?[\"'\[\\]{0,4}"
    r"(?:(?P<scheme>[A-Za-z][\w-]{1,20})\s+)?(?P<value>[^\s\"'\]\\,;)}]{3,8192})"
)
_SCHEME = re.compile(
    r"(?i:\b(?P<scheme>bearer|basic|negotiate|ntlm|ssws|geniekey)\b)[ :=\"'+]{1,4}(?:%20)?(?P<value>[\w.~+/:-]{8,8192}=*)"
)
_PART = re.compile(
    r"(?i:\b(?:response|signature|oauth_token|oauth_signature|cnonce|mac)\s?=\s?)\"?(?P<value>[\w%+/=.-]{8,2048})"
)
_COOKIES = re.compile(r"(?i:\b(?:set-)?cookie2?)[\"']?\s?[:=]\s?[\"'\[]?(?P<pairs>[^\r\n\"'\]]{1,8192})")
_PAIR = re.compile(r"(?P<name>[\w.$-]{1,64})=(?P<value>[^\s;,&]{1,4096})")
_SESSION = re.compile(
    r"(?i:(?<![A-Za-z])(?:jsessionid|phpsessid|asp\.net_sessionid|aspsessionid\w{0,12}|connect\.sid|sessionid|session_id|session-id|session|sid|wmonid|"
    r"xsrf-token|csrftoken|csrf_token|_csrf|laravel_session|rack\.session|_gitlab_session|ci_session|sess|remember_me|remember-me|"
    r"\.aspxauth|\.aspnetcore\.\w+|awsalb|sso_?token|sso_?session|saml(?:response|request)|x-session-id|x-sid|세션 ?(?:id|아이디|키)?))"
    r"[\"'\\]{0,4}(?:\s?[=:]\s?|=>\s?)[\"'\[\\]{0,4}(?P<value>(?!0x)[\w.%+/:!~-]{8,4096}=*)"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ATTRIBUTES = frozenset(
    {"path", "domain", "expires", "max-age", "samesite", "version", "comment", "priority"}
)
_WORD_SCHEMES = frozenset(
    {"is", "header", "was", "not", "failed", "required", "missing", "invalid", "check", "error"}
)


def _authorization(text: str) -> Iterator[Span]:
    for found in _AUTHORIZATION.finditer(text):
        value, scheme = found.group("value"), (found.group("scheme") or "").lower()
        if is_placeholder(value) or is_word(value) or scheme in _WORD_SCHEMES:
            continue
        if scheme in {"digest", "aws4-hmac-sha256", "oauth", "hawk", "signature"}:
            for part in _PART.finditer(text, found.start("value"), found.start("value") + 4096):
                yield Span(*part.span("value"), "token", context=True)
        elif looks_random(value) or scheme in {"bearer", "basic", "token"}:
            yield Span(*found.span("value"), _label(scheme), context=True)
    for found in _SCHEME.finditer(text):
        value, scheme = found.group("value"), found.group("scheme").lower()
        if scheme == "basic":
            accepted = _is_user_and_password(value)
        else:
            accepted = looks_random(value) and not is_placeholder(value)
        if accepted:
            yield Span(*found.span("value"), _label(scheme), context=True)


def _label(scheme: str) -> str:
    return "password" if scheme == "basic" else "token"


def _is_user_and_password(value: str) -> bool:
    """Whether base64 text holds `user:password` (RFC 7617)."""
    try:
        return b":" in b64decode(value + "=" * (-len(value) % 4), validate=True)
    except (NotBase64, ValueError):
        return False


def _cookies(text: str) -> Iterator[Span]:
    for found in _COOKIES.finditer(text):
        for pair in _PAIR.finditer(text, *found.span("pairs")):
            if pair.group("name").lower() not in _ATTRIBUTES and _is_credential(pair.group("value")):
                yield Span(*pair.span("value"), "session", context=True)


def _sessions(text: str) -> Iterator[Span]:
    for found in _SESSION.finditer(text):
        value = found.group("value")
        if _is_credential(value) and not _UUID.fullmatch(value):
            yield Span(*found.span("value"), "session", context=True)


def _is_credential(value: str) -> bool:
    return looks_random(value) and not is_placeholder(value)


HEADERS = (
    Rule(
        Kind.TOKEN,
        "authorization|(?:bearer|basic|negotiate|ntlm|ssws|geniekey)[ :=\"'+]",
        _authorization,
    ),
    Rule(Kind.SESSION, "cookie", _cookies),
    Rule(
        Kind.SESSION,
        r"(?:sess|sid|xsrf|csrf|remember|asp|awsalb|wmonid|saml|sso|세션)[\w. -]{0,16}[\"'\\]{0,4}\s?[=:]",
        _sessions,
    ),
)
