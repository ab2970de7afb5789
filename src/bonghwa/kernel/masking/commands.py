"""Passwords on command lines and in the statements of protocols and databases."""

import re
from collections.abc import Iterator

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, Span
from bonghwa.kernel.masking.words import is_code, is_placeholder, is_word

_WORD = r"(?:\"(?P<{0}a>[^\"\n]{{1,256}})\"|'(?P<{0}b>[^'\n]{{1,256}})'|(?P<{0}c>[^\s\"']{{1,256}}))"
_ARGS = r"[^|;&\n]{0,200}?\s"


def _word(name: str) -> str:
    return _WORD.format(name)


_PATTERNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("sshpass",), rf"\bsshpass\s(?:{_ARGS})?-p\s?{_word('s')}"),
    (
        ("mysql", "mariadb"),
        rf"\b(?:mysql\w*|mariadb[\w-]*)\s(?:{_ARGS})?-p(?=[^\s-])(?!ort\b|rotocol)(?!=){_word('s')}",
    ),
    (
        ("curl", "http", "wget"),
        rf"\b(?:curl|https?|wget|httpie)\s(?:{_ARGS})?(?:-u|--user|--proxy-user|-U|-a|--auth)[ =]?[\"']?[^\s:\"']{{0,64}}:{_word('s')}",
    ),
    (
        ("--",),
        rf"(?<![\w-])--?(?:[\w]{{1,20}}[-_])?(?:pass(?:word|wd|phrase|code)?|pwd|pw|secret|token|api-?key|access-?key|secret-?key|storepass|keypass)(?:\s+|=){_word('s')}",
    ),
    (
        (
            "-pw",
            "-storepass",
            "-keypass",
            "-srcstorepass",
            "-deststorepass",
            "-password",
            "-passwd",
            "-token",
        ),
        rf"(?<![\w-])-(?:pw|(?:src|dest|new)?(?:store|key)pass|passwo?r?d|token)\s+{_word('s')}",
    ),
    (("pass:",), rf"(?:(?<![\w-])-?-?pass(?:in|out)?\s+|\bpassword\s)?[\"']?\bpass:{_word('s')}"),
    (("redis-cli",), rf"\bredis-cli\s(?:{_ARGS})?(?:-a|--pass)\s+{_word('s')}"),
    (
        (
            "docker",
            "podman",
            "az ",
            "helm",
            "mongo",
            "oc ",
            "nerdctl",
            "buildah",
            "skopeo",
            "ipmitool",
            "zip",
            "7z",
            "sqlcmd",
            "isql",
            "bcp",
            "psexec",
            "rar",
            "cf ",
            "mosquitto",
            "ldap",
            "mqtt",
        ),
        rf"\b(?:(?:docker|podman|az|helm|oc|nerdctl|buildah|skopeo|cf)\s{_ARGS}?login\s(?:{_ARGS})?-p|mongo\w*\s(?:{_ARGS})?-p|(?:un)?zip\s(?:{_ARGS})?-P|7z\w*\s(?:{_ARGS})?-p(?=\S)|ipmitool\s(?:{_ARGS})?-P|(?:sqlcmd|isql|bcp|osql|mosquitto_\w+)\s(?:{_ARGS})?-P|psexec\S*\s(?:{_ARGS})?-p|rar\s(?:{_ARGS})?-h?p(?=\S)|ldap\w+\s(?:{_ARGS})?-w)\s?{_word('s')}",
    ),
    (
        ("sudo", "su ", "passwd", "chpasswd", "--password-stdin", "htpasswd"),
        rf"\b(?:echo|printf|print)\s+(?:-\w+\s+)?(?:[\"']?%s(?:\\n)?[\"']?\s+)?(?:\"(?P<sa>[^\"\n]{{1,256}})\"|'(?P<sb>[^'\n]{{1,256}})'|(?P<sc>[^\s\"'|]{{1,256}}))\s*\|\s*(?:\w+=\S+\s+)?(?:sudo\s[^|\n]{{0,40}}?-\w{{0,6}}S|sudo\s+-\w{{0,6}}S|su\b|sudo\s+(?:chpasswd|passwd)|passwd|chpasswd|kinit|[^|\n]{{0,80}}--password-stdin|gpg\b|openssl\b|cryptsetup)",
    ),
    (("htpasswd",), rf"\bhtpasswd\s+-\w*b\w*\s+\S+\s+\S+\s+{_word('s')}"),
    (("net use",), rf"(?i:\bnet use)\s[^|\n]{{0,120}}?/user:\S+\s+(?!/){_word('s')}"),
    (("/p:", "/pass:", "/password:"), rf"\s/(?:p|pass|password):{_word('s')}"),
    (
        ("smbclient", "mount.cifs", "rpcclient", "wmic", "winexe"),
        rf"\b(?:smbclient|rpcclient|winexe|wmic)\s(?:{_ARGS})?(?:-U|--user=?)\s?[\"']?[^\s%\"']{{1,64}}%{_word('s')}",
    ),
    (("lftp",), rf"\blftp\s(?:{_ARGS})?-u\s?[^\s,]{{1,64}},{_word('s')}"),
    (
        ("rabbitmqctl",),
        rf"\brabbitmqctl\s(?:{_ARGS})?(?:add_user|change_password|authenticate_user)\s+\S+\s+{_word('s')}",
    ),
    (
        ("identified by", "identified with"),
        rf"(?i:\bidentified\s+(?:with\s+\S+\s+)?by\s+(?:values\s+|password\s+)?){_word('s')}",
    ),
    (("password",), r"(?i:\bpassword)\s*\(?\s*'(?P<s>[^'\n]{1,256})'"),
    (("requirepass", "masterauth"), rf"\b(?i:requirepass|masterauth)[\"']?\s+{_word('s')}"),
    (("machine", "login"), rf"\blogin\s+\S{{1,128}}\s+password\s+{_word('s')}"),
    (("pass ", "auth "), r"(?:^|[>\]:\"]\s?)(?:PASS|AUTH)\s+(?P<s>[^\s\"]{3,256})(?:\s*$|\")"),
    (("auth plain", "auth login"), r"AUTH (?:PLAIN|LOGIN)\s+(?P<s>[A-Za-z0-9+/]{6,}={0,2})"),
    (
        ("sqlplus", "sqlldr", "exp", "imp", "rman", "tbsql", "userid", "conn"),
        r"(?i:\b(?:sqlplus|sqlldr|expdp?|impdp?|rman|tbsql|tbexport|tbimport|tbloader)\b[^|;\n]{0,80}?\s(?:userid=|target=?\s?)?|\buserid=|\bconn(?:ect)?\s+(?=\S{1,90}@))"
        r"[\"']?(?P<u>[A-Za-z][\w$#]{0,63})/(?P<s>\"[^\"\n]{1,128}\"|[^\s@/\"']{1,128}?)(?=@|\s|[\"']|$)",
    ),
)
_COMMUNITY = ("public", "private")


def _rule(triggers: tuple[str, ...], pattern: str) -> Rule:
    compiled = re.compile(pattern)
    names = [name for name in compiled.groupindex if name.startswith("s")]

    def find(text: str) -> Iterator[Span]:
        for found in compiled.finditer(text):
            for name in names:
                start, end = found.span(name)
                if start < 0:
                    continue
                value = found.group(name)
                stripped = value.rstrip("\"');,")
                bare = name.endswith("c") or name == "s"
                if (
                    is_placeholder(value)
                    or is_word(stripped)
                    or (bare and is_code(stripped))
                    or value.startswith("-")
                ):
                    continue
                yield Span(start, start + len(stripped) if bare else end, "password", context=True)

    return Rule(Kind.PASSWORD, triggers, find)


COMMANDS = tuple(_rule(triggers, pattern) for triggers, pattern in _PATTERNS)
