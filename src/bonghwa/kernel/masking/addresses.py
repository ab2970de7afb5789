"""Private IPv4 addresses (RFC 1918), told from the dotted versions that look like them."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span

_OCTET = r"(?:25[0-5]|2[0-4]\d|[01]?\d?\d)"
_PRIVATE = re.compile(
    rf"(?:10(?:\.{_OCTET}){{3}}|172\.(?:1[6-9]|2\d|3[01])(?:\.{_OCTET}){{2}}|192\.168(?:\.{_OCTET}){{2}})"
    r"(?![A-Za-z0-9_]|\.\d|-(?!\d+\.\d+\.)|\+|\.(?:RELEASE|Final|GA|jar|war|ear|zip|rpm|deb|tar|tgz|whl|exe|msi|dll|so|el\d|x86)(?![A-Za-z]))"
)
_PORT = re.compile(r":\d{2,5}(?!\d)")
_VERSION_BEFORE = re.compile(
    r"(?i)(?:"
    r"(?:version|release|firmware|revision|build|patch|section|chapter|버전|릴리스|릴리즈|펌웨어|패치|\bver|\brev|\bsdk|\bv)"
    r"(?:[\"'>\s:=(]|is\b|was\b|은|는|을|이|인)*[\"']?"
    r"|(?:package|driver|library|패키지|드라이버)\s+|\b(?:package|driver|library|패키지|드라이버)\s+(?:[\w.@/+-]{1,60}\s+){0,4}(?:from|to|->|=>|에서)\s+"
    r"|\b(?:up|down)grad\w{1,8}\s[^\n]{0,60}\b(?:from|to)\s+"
    r")$"
)
_PRODUCT_BEFORE = re.compile(r"(?:\b[A-Z][A-Za-z]{1,30}/|[~^<>=!]=\s?|[~^])$")
_WHOLE_RANGE = re.compile(r"(?:10\.0\.0\.0/8|172\.16\.0\.0/12|192\.168\.0\.0/16)(?!\d)")


# One of these stands before every version that the two expressions above can tell.
_VERSION_SIGNS = frozenset("=/~^")
_VERSION_HINTS = (
    "ver",
    "rel",
    "firmw",
    "rev",
    "build",
    "patch",
    "section",
    "chapter",
    "sdk",
    "package",
    "driver",
    "library",
    "grad",
    "버전",
    "릴리",
    "펌웨어",
    "패치",
    "패키지",
    "드라이버",
)


def _is_version(before: str) -> bool:
    hinted = before[-2:].strip()[-1:] in _VERSION_SIGNS
    if not hinted:
        lowered = before.lower()
        hinted = any(hint in lowered for hint in _VERSION_HINTS)
    return hinted and bool(_VERSION_BEFORE.search(before) or _PRODUCT_BEFORE.search(before))


def _addresses(text: str) -> Iterator[Span]:
    for found in _PRIVATE.finditer(text):
        start, end = found.span()
        before = text[start - 1 : start]
        if before in {".", "_", "-"} and not (
            before == "-" and re.search(r"\d\.\d+\.\d+-$", text[max(0, start - 12) : start])
        ):
            continue
        if before and before.isascii() and before.isalnum():
            continue
        if _WHOLE_RANGE.match(text, start):
            continue
        if not _PORT.match(text, end) and _is_version(text[max(0, start - 100) : start]):
            continue
        yield Span(start, end, "internal-address")


ADDRESSES = (Rule(Kind.INTERNAL_ADDRESS, r"10\.\d|172\.[123]|192\.168\.", _addresses),)
