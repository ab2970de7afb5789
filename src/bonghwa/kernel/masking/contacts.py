"""E-mail addresses and telephone numbers (Korean numbering plan; others in E.164 form with a plus sign)."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span

_EMAIL = re.compile(
    r"(?:@|%40)((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}([A-Za-z]{2,24}))(?![A-Za-z0-9_]|-[A-Za-z0-9]|\.[A-Za-z0-9]|%40)"
)
_LOCAL = re.compile(r"[A-Za-z0-9._%+'&=-]{1,64}$")
# Endings that make `name@thing.ending` a unit, a file, a class or a machine rather than a mailbox.
_NOT_MAIL = frozenset(
    [
        "service",
        "socket",
        "timer",
        "target",
        "mount",
        "slice",
        "scope",
        "device",
        "path",
        "swap",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "ico",
        "js",
        "css",
        "ts",
        "map",
        "json",
        "yaml",
        "yml",
        "toml",
        "xml",
        "conf",
        "cfg",
        "ini",
        "log",
        "txt",
        "gz",
        "zip",
        "tar",
        "jar",
        "war",
        "py",
        "so",
        "rpm",
        "deb",
        "exe",
        "dll",
        "md",
        "html",
        "class",
        "java",
        "internal",
        "local",
        "localdomain",
        "lan",
        "cluster",
        "localhost",
    ]
)
_REMOTE_SHELL = re.compile(r"\b(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|autossh)\s[^|;&\n]{0,120}$")
_MOBILE_OR_LANDLINE = re.compile(
    r"(?:"
    r"(?:\+ ?|\(\+?|00)?82[-. )]{0,2}\(?0?\)?[-. ]?(?:1[016789]|2|[3-6]\d|70|50\d)[-. )]{1,2}\d{3,4}[-. ]\d{4}"
    r"|(?:\+|00)82[-. )]?\(?0?\)?1[016789]\d{7,8}"
    r"|\(?01[016789]\)?(?:[-.–] ?|\) ?| )\d{3,4} ?[-.– ] ?\d{4}"
    r"|010\d{8}"
    r"|\(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d)[-. )]{1,2}\d{3,4}[-. ]\d{4}"
    r"|\+(?!82)[1-9]\d{0,2}[- ]\(?\d{1,4}\)?(?:[- ]\d{2,4}){1,4}"
    r")(?!\d|[-.]\d)"
)
_BEFORE = re.compile(r"(?:[A-Za-z0-9_]|[\d.:+][-.:+])$|[.+\-]$")
_NAMED = re.compile(
    r"(?i)(?:전화|연락처|휴대폰|휴대전화|핸드폰|팩스|사무실|폰번호|tel|phone|mobile|cell|fax|h\.?p|contact)"
    r"[\w가-힣]{0,10}[\"']?\s*(?:[:=은는]\s*)?[\"']?\s*(?P<secret>0\d{8,10})(?!\d)"
)
_MOST_DIGITS = 15


def _emails(text: str) -> Iterator[Span]:
    for found in _EMAIL.finditer(text):
        local = _LOCAL.search(text, max(0, found.start() - 64), found.start())
        if local is None or found.group(2).lower() in _NOT_MAIL:
            continue
        start = local.start() + _lead(local.group())
        before = text[max(0, start - 130) : start]
        name = text[start : found.start()]
        if (
            not name
            or before.endswith("://")
            or name == "git"
            or re.match(r":[~/\w.-]+/|:~", text[found.end() :][:80])
        ):
            continue
        if _REMOTE_SHELL.search(before) or (
            before.endswith("[") and re.match(r"[: ][~/\w.-]*\]?[#$]", text[found.end() :][:80])
        ):
            continue
        yield Span(start, found.end(), "email")


def _lead(local: str) -> int:
    """How much of the run before the @ is not the mailbox: `rcpt=name`, `to'name`, leading dots."""
    cut = max(local.rfind("="), local.rfind("&"), local.rfind("'")) + 1
    while cut < len(local) and local[cut] in ".-%":
        cut += 1
    return cut


def _phones(text: str) -> Iterator[Span]:
    for found in _MOBILE_OR_LANDLINE.finditer(text):
        start = found.start()
        if start and _BEFORE.search(text[max(0, start - 2) : start]):
            continue
        digits = sum(c.isdigit() for c in found.group())
        if 9 <= digits <= _MOST_DIGITS:
            yield Span(start, found.end(), "phone")


def _named_phones(text: str) -> Iterator[Span]:
    for found in _NAMED.finditer(text):
        yield Span(*found.span("secret"), "phone")


CONTACTS = (
    Rule(Kind.EMAIL, r"(?:@|%40)[a-z0-9-]+\.", _emails),
    Rule(
        Kind.PHONE,
        r"0[1-8]\d?\d?[^0-9a-z]{1,4}\d{3,4}[^0-9a-z]{1,4}\d{4}|010\d{8}|82[^a-z]{1,12}\d{4}|\+\d{1,3}[ -].{6}",
        _phones,
    ),
    Rule(
        Kind.PHONE,
        r"(?:전화|연락처|폰|팩스|사무실|tel|phone|mobile|cell|fax|h\.?p|contact).{0,40}0\d{8}",
        _named_phones,
    ),
)
