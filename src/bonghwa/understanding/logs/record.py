"""What one log record is, whoever wrote it."""

from datetime import datetime

import msgspec

from bonghwa.vocabulary.severity import Level


class LogRecord(msgspec.Struct, frozen=True):
    """One record in the OpenTelemetry log model.

    Attributes:
        time: when it happened, aware and in UTC; None if the line says nothing.
        severity_number: OpenTelemetry number, 1..24; judged from the content if the line declares none.
        severity_text: the word as written by the source, or the OpenTelemetry name.
        level: critical, high, warning or info.
        body: the message without header; for a stack trace the whole trace.
        attributes: logger, thread, pid, host, service, exception.type, error.code, http.status and so on;
            values are texts of at most 1,000 characters, at most 64 of them.
        format: the recognised format, "text" if none.
    """

    time: datetime | None
    severity_number: int
    severity_text: str
    level: Level
    body: str
    attributes: dict[str, str]
    format: str
