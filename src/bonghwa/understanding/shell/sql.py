"""SQL statements: which ones only read, told from their words with strings and comments set aside."""

import re

from bonghwa.understanding.shell import patterns
from bonghwa.understanding.shell.rules.sql_words import (
    DESTROYS,
    OUTSIDE_FUNCTIONS,
    READING_FUNCTIONS,
    READING_PREFIXES,
    SECRET_NAMES,
    STATEMENT_CHANGES,
    STATEMENT_READS,
)
from bonghwa.understanding.shell.verdict import CHANGES, FORBIDDEN, Verdict

_TOKEN = re.compile(
    r"(?P<line>--[^\n]*)|(?P<block>/\*)|(?P<string>[eE]?'(?:[^'\\]|''|\\.)*')|(?P<dollar>\$(?:[A-Za-z_]\w*)?\$)|"
    r'(?P<name>"[^"]*"|`[^`]*`|\[[A-Za-z_][\w ]*\])|(?P<word>[A-Za-z_@][\w$@#.]*)|(?P<meta>\\\S+)|(?P<number>\d[\w.]*)|(?P<sign>::|:=|->>?|\S)',
    re.DOTALL,
)
_UNCLEAR = re.compile(r"\\'|\\\"|(?i:\bn?q')|(?<!\$)\$\w*\$|--(?![\s-]|\Z)")
"""Quotes and comments that one server reads differently from another."""
_CTE_CHANGES = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
Finding = tuple[Verdict, str]


def statements(text: str) -> list[list[str]] | None:  # noqa: C901, PLR0912  # one plain branch for each sign or form of the grammar
    """Words of each statement in capitals, strings as `'…'`; None when the text cannot be told apart."""
    if _UNCLEAR.search(text):
        return None
    found: list[list[str]] = [[]]
    place = 0
    while place < len(text):
        match = _TOKEN.search(text, place)
        if match is None:
            break
        place = match.end()
        kind = match.lastgroup
        if kind == "block":
            end = text.find("*/", place)
            if end < 0 or text.startswith(("!", "M!", "+"), place) or "/*" in text[place:end]:
                return None
            place = end + 2
        elif kind == "dollar":
            end = text.find(match[0], place)
            if end < 0:
                return None
            place = end + len(match[0])
            found[-1].append("'…'")
        elif kind == "string":
            if "\\" in match[0]:
                found[-1].append("'\\'")
            found[-1].append(match[0])
        elif kind == "name":
            found[-1].append(match[0].strip('"`[]').upper() + " ")
        elif kind == "sign" and match[0] in {"'", "#"}:
            return None
        elif kind == "sign" and match[0] == ";":
            found.append([])
        elif kind != "line":
            found[-1].append(match[0].upper())
    return [words for words in found if words]


def judge_sql(text: str) -> list[Finding]:
    """What is to be said about SQL text; nothing when every statement only reads."""
    parsed = statements(text)
    if parsed is None:
        return [(FORBIDDEN, "the SQL cannot be read with certainty")]
    findings: list[Finding] = []
    for words in parsed:
        findings.extend(_statement(words))
    if patterns.search(
        r"(?i)pg_authid|pg_shadow|mysql\.user|\bsys\.user\$|dba_users|authentication_string|pg_user_mapping|user_mappings|sys\.sql_logins",
        text,
    ):
        findings.append((FORBIDDEN, "it shows password hashes of accounts"))
    return findings


def _statement(words: list[str]) -> list[Finding]:  # noqa: PLR0911  # one plain branch for each sign or form of the grammar
    words = [word for word in words if word not in {"\\G", "\\GX", "\\X", "/"}]
    if not words:
        return []
    first = words[0]
    findings = _destruction(words)
    if first == "EXPLAIN":
        rest = [
            word
            for word in words[1:]
            if word
            not in {
                "(",
                ")",
                ",",
                "ANALYZE",
                "ANALYSE",
                "VERBOSE",
                "BUFFERS",
                "COSTS",
                "FORMAT",
                "JSON",
                "TEXT",
                "SETTINGS",
                "TIMING",
                "EXTENDED",
                "=",
                "TREE",
                "ON",
                "OFF",
                "TRUE",
                "FALSE",
                "WAL",
                "SUMMARY",
                "YAML",
                "XML",
            }
        ]
        runs = "ANALYZE" in words or "ANALYSE" in words
        if not runs and rest and rest[0] in {"DELETE", "UPDATE", "INSERT", "SELECT", "WITH"}:
            return [item for item in findings if rest[0] in {"SELECT", "WITH"}]
        return findings + (_statement(rest) if rest else [])
    if first in {"SELECT", "WITH", "TABLE", "VALUES", "("}:
        return findings + _query(words)
    if first in STATEMENT_READS:
        if first == "SHOW" and "GRANTS" in words and "PASSWORD" in words:
            findings.append((FORBIDDEN, "it shows credentials"))
        if first == "PRAGMA" and "=" in words:
            findings.append((CHANGES, "the PRAGMA changes a setting"))
        return findings + _functions(words)
    if first in STATEMENT_CHANGES:
        return [*findings, (CHANGES, f"{first} changes data or the server"), *_outside(words)]
    return [*findings, (CHANGES, f"“{first[:30]}” is not known to only read"), *_outside(words)]


def _query(words: list[str]) -> list[Finding]:
    findings: list[Finding] = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if (word in _CTE_CHANGES and following in {"INTO", "FROM", "ONLY"}) or (
            word == "UPDATE" and "SET" in words[index:] and words[index - 1] != "FOR"
        ):
            findings.append((CHANGES, f"{word} inside the query changes data"))
        if word == "INTO":
            outside = following in {"OUTFILE", "DUMPFILE"}
            findings.append(
                (
                    FORBIDDEN if outside else CHANGES,
                    "it writes what it finds " + ("to a file" if outside else "to a table"),
                )
            )
        if word == "FOR" and following in {"UPDATE", "SHARE", "NO", "KEY"}:
            findings.append((CHANGES, "it locks rows"))
        if word == "PROCEDURE" and following == "ANALYSE":
            findings.append((CHANGES, "it runs a procedure"))
    return findings + _functions(words)


def _functions(words: list[str]) -> list[Finding]:
    findings: list[Finding] = list(_outside(words))
    for index, word in enumerate(words):
        bare = word.strip().rpartition(".")[2]
        following = words[index + 1] if index + 1 < len(words) else ""
        if (
            following == "("
            and patterns.match(r"[A-Z_]", bare)
            and bare not in READING_FUNCTIONS
            and not bare.startswith(READING_PREFIXES)
        ):
            findings.append((CHANGES, f"the function {bare.lower()} is not known to only read"))
        if SECRET_NAMES.search(word) and not word.startswith("'") and following != "=":
            findings.append((FORBIDDEN, f"“{word.lower()[:40]}” is a credential"))
        if word == ":" or (word.startswith("@") and ":=" in words):
            findings.append((CHANGES, "it uses or sets a variable that cannot be known"))
    return findings


def _outside(words: list[str]) -> list[Finding]:
    joined = " ".join(words)
    found = OUTSIDE_FUNCTIONS.search(joined)
    return (
        [(FORBIDDEN, f"“{found[0][:40].lower()}” reaches the operating system or other servers through SQL")]
        if found
        else []
    )


def _destruction(words: list[str]) -> list[Finding]:
    joined = " ".join(word if not word.startswith("'") else "''" for word in words)
    findings: list[Finding] = [(FORBIDDEN, why) for pattern, why in DESTROYS if pattern.search(joined)]
    if words[0] in {"DELETE", "UPDATE"} and "WHERE" not in words:
        findings.append((FORBIDDEN, f"{words[0]} without WHERE hits every row"))
    return findings
