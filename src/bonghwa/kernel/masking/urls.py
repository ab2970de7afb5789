"""Credentials inside addresses: `scheme://user:password@host`, JDBC, tokens in place of a user."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span, pattern_rule
from bonghwa.kernel.masking.words import is_placeholder, looks_random

_AUTHORITY = re.compile(r":(?://|\\/\\/)([^\s:/@\"'<>?#]{0,128})(?::([^\s\"'<>`]{1,512})|@)")
_HOST = re.compile(
    r"@(?:[\w.-]{1,253}|\[[0-9A-Fa-f:.]+\]|\$\{[^}]*\}|<[^<>]*>|\(\w+)(?::\d{1,5}|:<[^<>]*>|:\$\{)?(?=[/\\?#,;\s\"')\]}>&|`]|\.?$|[^\x00-\x7f]|:|$)"
)
_PORT_THEN_PATH = re.compile(r"\d{1,5}(?:[/?#,;)\]}|]|$)")


def _credentials(text: str) -> Iterator[Span]:
    for found in _AUTHORITY.finditer(text):
        if found.group(2) is None:
            user = found.group(1)
            if len(user) >= 16 and looks_random(user):
                yield Span(*found.span(1), "token", context=True)
            continue
        start = found.start(2)
        if _PORT_THEN_PATH.match(found.group(2)):
            continue
        host = _HOST.search(text, start, found.end() + 254)
        if host is None or host.start() > found.end(2) or host.start() == start:
            continue
        if not is_placeholder(text[start : host.start()]):
            yield Span(start, host.start(), "password", context=True)


URLS = (
    Rule(Kind.PASSWORD, r":(?://|\\/\\/)[^\s]*@", _credentials),
    pattern_rule(
        Kind.PASSWORD,
        "password",
        "(?:oracle|tibero).*@",
        r"(?i)\b(?:jdbc:)?(?:oracle|tibero|oracle\.\w+):(?:thin|oci8?|kprb):[^\s/@:\"']{1,64}/(?P<secret>[^\s\"'<>]{1,128}?)@(?=//|[\w(\[])",
        accept=lambda value: not is_placeholder(value),
        context=True,
    ),
)
