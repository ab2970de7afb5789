"""Passwords in the statements of databases, protocols and devices."""

from bonghwa.kernel.masking.policy import Kind
from bonghwa.kernel.masking.rules import Rule, pattern_rule
from bonghwa.kernel.masking.words import is_placeholder, is_word


def _plausible(value: str) -> bool:
    return not is_placeholder(value) and not is_word(value)


_IN_QUOTES_OR_BARE = (
    r"[\"']?(?P<secret>(?<=\")[^\"\n]{1,256}|(?<=')[^'\n]{1,256}|(?<![\"'])[^\s\"';,)]{1,256})"
)
_ORACLE_TOOLS = r"sqlplus|sqlldr|expdp|impdp|exp|imp|rman|tbsql|tbexport|tbimport|tbloader"

_STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        r"identified\s",
        r"(?i:\bidentified\s+(?:with\s+\S+\s+)?by\s+(?:values\s+|password\s+)?)" + _IN_QUOTES_OR_BARE,
    ),
    (r"password\s*\(?\s*'", r"(?i:\bpassword)\s*\(?\s*'(?P<secret>[^'\n]{1,256})'"),
    (r"set\s+password", r"(?i:\bset\s+password)\b[^=\n]{0,80}=\s*'(?P<secret>[^'\n]{1,256})'"),
    (r"requirepass|masterauth", r"\b(?i:requirepass|masterauth)[\"']?\s+" + _IN_QUOTES_OR_BARE),
    (r"login\s+\S+\s+password", r"\blogin\s+\S{1,128}\s+password\s+(?P<secret>\S{1,256})"),
    (
        r"\bpass\s|\bauth[\"\s]",
        r"(?:^|[>\]:\"]\s?)(?:PASS|AUTH)[\"']?\s+[\"']?(?P<secret>[^\s\"']{3,256})[\"']?\s*$",
    ),
    (r"auth\s+(?:plain|login)", r"AUTH (?:PLAIN|LOGIN)\s+(?P<secret>[A-Za-z0-9+/]{6,}={0,2})"),
    (r"(?:password|secret|key)\s+[05789]\s", r"\b(?:password|secret|key) [05789] (?P<secret>\S{4,256})"),
    (
        r"\b(?:env|arg|setenv)\s",
        r"\b(?:ENV|ARG|setenv|SetEnv)\s+\w*(?:PASS|PASSWORD|PASSWD|SECRET|TOKEN|_KEY|PWD)\s+"
        + _IN_QUOTES_OR_BARE,
    ),
    (
        rf"\b(?:{_ORACLE_TOOLS}|conn|connect)\s.*/|userid=",
        (
            rf"(?i:\b(?:{_ORACLE_TOOLS})\b[^|;\n]{{0,80}}?\s(?:userid=|target=?\s?)?|\buserid=|\bconn(?:ect)?\s+(?=\S{{1,90}}@))"
            r"[\"']?[A-Za-z][\w$#]{0,63}/(?P<secret>\"[^\"\n]{1,128}\"|[^\s@/\"']{1,128}?)(?=@|\s|[\"']|$)"
        ),
    ),
)

STATEMENTS: tuple[Rule, ...] = tuple(
    pattern_rule(Kind.PASSWORD, "password", trigger, pattern, accept=_plausible, context=True)
    for trigger, pattern in _STATEMENTS
)
