"""Passwords on command lines: after the option of a known program, or piped into one that asks."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span
from bonghwa.kernel.masking.words import is_code, is_path, is_placeholder, is_word

# One shell word: in double quotes, in single quotes, or bare.
_WORD = r"(?:\"(?P<double>[^\"\n]{1,256})\"|'(?P<single>[^'\n]{1,256})'|(?P<bare>[^\s\"'|;]{1,256}))"
_ARGUMENTS = r"(?:[^|;&\n]{0,200}?\s)?"

_PROGRAM_OPTIONS: tuple[tuple[str, str], ...] = (
    (r"sshpass", r"-p\s?"),
    (r"mysql\w*|mariadb[\w-]*", r"-p(?=[^\s=-])(?!ort\b|rotocol)"),
    (r"curl|wget|https?|xh", r"(?:-u|--user|--proxy-user|-U|-a|--auth)[ =]?[\"']?[^\s:\"']{0,64}:"),
    (r"redis-cli|keydb-cli|valkey-cli", r"(?:-a|--pass)\s+"),
    (r"(?:docker|podman|az|helm|oc|nerdctl|buildah|skopeo|cf)\s[^|;&\n]{0,80}?login", r"-p\s?"),
    (r"mongo\w*", r"-p\s?"),
    (r"zip|unzip", r"-P\s?"),
    (r"7za?|rar|unrar", r"-(?:h?p)(?=\S)"),
    (r"ipmitool|sqlcmd|isql|osql|tsql|bcp|mosquitto_\w+", r"-P\s?"),
    (r"psexec\S{0,4}|snmp\w+|x11vnc|ncftp\w*|clickhouse-client", r"-p\s?"),
    (r"snmp\w+", r"-[AXc]\s?"),
    (r"ldap\w+", r"-w\s?"),
    (r"htpasswd", r"-\w*b\w*\s+\S+\s+\S+\s+"),
    (r"smbclient|rpcclient|winexe|wmic|smbmap", r"(?:-U|--user=?)\s?[\"']?[^\s%\"']{1,64}%"),
    (r"lftp", r"-u\s?[^\s,]{1,64},"),
    (r"rabbitmqctl", r"(?:add_user|change_password|authenticate_user)\s+\S+\s+"),
    (r"openssl|gpg2?", r"-k\s+"),
    (r"net\s+use", r"/user:\S+\s+(?!/)"),
    (r"net\s+user", r"[\w.-]{1,64}\s+(?!/)(?=\S{4})"),
    (r"schtasks", r"/rp\s+"),
    (r"aws\s+configure\s+set", r"[\w.]*(?:secret|key|token)\w*\s+"),
    (r"useradd|usermod", r"(?:-p|--password)\s+"),
)
_OPTION = (
    r"(?:[A-Za-z]\w{0,20}[-_])?(?:pass(?:word|wd|phrase|code)?|pwd|pw|secret|token|api-?key|access-?key|secret-?key|(?:src|dest|new)?"
    r"(?:store|key)pass|secret-access-key|client-secret|auth-?token|passin|passout)"
)
_OTHERS: tuple[tuple[str, str], ...] = (
    (
        r"-[\w-]*(?:pass|pwd|pw|secret|token|key)[\w-]*[ =]",
        rf"(?<![\w-])--?{_OPTION}(?:\s+|=)(?:pass:)?{_WORD}",
    ),
    (r"\s/(?:p|pass|password):", rf"\s/(?:p|pass|password):{_WORD}"),
    (r"\bpass:", rf"\bpass:(?=\S{{4}}){_WORD}"),
    (
        r"\b(?:echo|printf|print)\s.*\|",
        (
            rf"\b(?:echo|printf|print)\s+(?:-\w+\s+)?(?:[\"']%s(?:\\n)?[\"']\s+)?{_WORD}\s*\|\s*(?:\w+=\S+\s+)?"
            r"(?:sudo\s[^|\n]{0,40}?-\w{0,6}S|sudo\s+-\w{0,6}S|su\b|sudo\s+(?:chpasswd|passwd)|passwd|chpasswd|kinit"
            r"|[^|\n]{0,80}--password-stdin|gpg2?\b|openssl\b|cryptsetup)"
        ),
    ),
    (r"<<<", rf"\b(?:sudo|su|passwd|chpasswd|kinit)\b[^|;\n]{{0,80}}<<<\s*{_WORD}"),
    (
        r"assword.*send",
        r"(?i:assword)[^\n]{0,60}?\bsend(?:_user)?\s+(?:--\s+)?[\"{](?P<bare>[^\"\n]{1,128}?)\\[rn]",
    ),
    (r"convertto-securestring", rf"(?i:convertto-securestring)\s+(?:-string\s+)?{_WORD}"),
)


def _rule(trigger: str, pattern: str) -> Rule:
    compiled = re.compile(pattern)

    def find(text: str) -> Iterator[Span]:
        for found in compiled.finditer(text):
            name = found.lastgroup or "bare"
            start, end = found.span(name)
            value = found.group(name)
            if name == "bare":
                value = value.rstrip("\"');,")
                end = start + len(value)
            if value and not _stands_for_something_else(value, bare=name == "bare"):
                yield Span(start, end, "password", context=True)

    return Rule(Kind.PASSWORD, trigger, find)


def _stands_for_something_else(value: str, *, bare: bool) -> bool:
    if is_placeholder(value) or is_word(value) or is_path(value) or value.startswith(("-", "<", "$")):
        return True
    return bare and is_code(value)


COMMANDS = (
    *(
        _rule(rf"\b(?:{programs})\s", rf"\b(?:{programs})\s{_ARGUMENTS}{option}{_WORD}")
        for programs, option in _PROGRAM_OPTIONS
    ),
    *(_rule(trigger, pattern) for trigger, pattern in _OTHERS),
)
