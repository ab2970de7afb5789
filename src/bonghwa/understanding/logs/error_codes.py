"""The error-code standard `{DOMAIN}{4|5}{nnn}`: 4 is the caller's fault, 5 is ours; found in records, explained by a table."""

import re
from collections.abc import Iterable, Mapping

import msgspec

from bonghwa.understanding.logs.record import LogRecord
from bonghwa.vocabulary.severity import Level


class ErrorCode(msgspec.Struct, frozen=True):
    """One row of the table: what a code means, how bad it is, and what may be done automatically.

    `response` names an action of the catalogue, "retry", "notify" or "" (nothing by itself).
    """

    code: str
    meaning: str
    level: Level
    response: str = ""


_ROWS: tuple[tuple[str, str, Level, str], ...] = (
    ("AI4001", "The request to the model is malformed", Level.WARNING, ""),
    ("AI4002", "The text sent to the model is too long", Level.WARNING, ""),
    ("AI4003", "The model refused the request", Level.WARNING, "notify"),
    ("AI4029", "The model provider limits the rate", Level.WARNING, "retry"),
    ("AI5001", "The model provider does not answer", Level.HIGH, "retry"),
    ("AI5002", "The model did not answer in time", Level.HIGH, "retry"),
    ("AI5003", "The model's answer cannot be read", Level.HIGH, "retry"),
    ("AI5004", "The budget for models is used up", Level.HIGH, "notify"),
    ("AUTH4001", "Credentials are missing", Level.WARNING, ""),
    ("AUTH4002", "The token has expired", Level.WARNING, ""),
    ("AUTH4003", "The account may not do this", Level.WARNING, ""),
    ("AUTH4004", "The account is locked", Level.WARNING, "notify"),
    ("AUTH4029", "Too many login attempts", Level.HIGH, "notify"),
    ("AUTH5001", "The identity provider does not answer", Level.CRITICAL, "service.status"),
    ("AUTH5002", "The signing key cannot be used", Level.CRITICAL, "notify"),
    ("DB4001", "The row does not exist", Level.WARNING, ""),
    ("DB4002", "A constraint forbids the change", Level.WARNING, ""),
    ("DB4009", "Somebody else changed the row", Level.WARNING, "retry"),
    ("DB5001", "The database cannot be reached", Level.CRITICAL, "service.status"),
    ("DB5002", "The connection pool is exhausted", Level.CRITICAL, "database.sessions"),
    ("DB5003", "A query ran out of time", Level.HIGH, "database.locks"),
    ("DB5004", "A deadlock was broken", Level.HIGH, "database.locks"),
    ("DB5005", "The disk of the database is full", Level.CRITICAL, "host.resources"),
    ("VAL4001", "A required value is missing", Level.INFO, ""),
    ("VAL4002", "A value has the wrong type or format", Level.INFO, ""),
    ("VAL4003", "A value is out of range", Level.INFO, ""),
    ("VAL5001", "A stored value breaks its own rules", Level.HIGH, "notify"),
    ("EXT4001", "The outside system refused our request", Level.WARNING, "notify"),
    ("EXT4029", "The outside system limits our rate", Level.WARNING, "retry"),
    ("EXT5001", "The outside system cannot be reached", Level.HIGH, "retry"),
    ("EXT5002", "The outside system did not answer in time", Level.HIGH, "retry"),
    ("EXT5003", "The outside system answered with an error", Level.HIGH, "retry"),
    ("COMMON4001", "The request is malformed", Level.INFO, ""),
    ("COMMON4004", "The thing asked for does not exist", Level.INFO, ""),
    ("COMMON5001", "An unexpected error happened", Level.HIGH, "logs.errors"),
    ("COMMON5002", "The configuration is not usable", Level.CRITICAL, "integrity.baseline"),
    ("COMMON5003", "A resource (memory, disk, files) ran out", Level.CRITICAL, "host.resources"),
    ("COMMON5004", "The service is shutting down or not ready", Level.HIGH, "service.status"),
)

ERROR_CODES: Mapping[str, ErrorCode] = {row[0]: ErrorCode(*row) for row in _ROWS}
DOMAINS: tuple[str, ...] = ("AI", "AUTH", "DB", "VAL", "EXT", "COMMON")

_SCAN = 8192
_MOST = 16


def find_codes(record_or_text: LogRecord | str, domains: Iterable[str] = DOMAINS) -> tuple[str, ...]:
    """Codes of the standard in a record, each once, in order of appearance (at most 16)."""
    if isinstance(record_or_text, LogRecord):
        record = record_or_text
        text = " ".join((record.attributes.get("error.code", ""), record.body))[:_SCAN]
    else:
        text = record_or_text[:_SCAN]
    names = "|".join(re.escape(domain) for domain in sorted(set(domains), key=len, reverse=True))
    if not names:
        return ()
    pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{names})[45]\d{{3}}(?![A-Za-z0-9])")
    return tuple(dict.fromkeys(pattern.findall(text)))[:_MOST]


def explain_code(code: str, table: Mapping[str, ErrorCode] = ERROR_CODES) -> ErrorCode | None:
    """The row of a code; for an unlisted code of a known shape, what its class says; None for anything else."""
    row = table.get(code)
    if row is not None:
        return row
    shape = re.fullmatch(r"([A-Z]{2,12})([45])\d{3}", code)
    if shape is None:
        return None
    if shape[2] == "5":
        return ErrorCode(code, f"An unlisted server-side error of {shape[1]}", Level.HIGH, "notify")
    return ErrorCode(code, f"An unlisted caller-side error of {shape[1]}", Level.WARNING, "")
