"""Signals: what was noticed, in OpenTelemetry's log data model, counted."""

from datetime import datetime

from msgspec import Struct

from bonghwa.vocabulary.severity import Level

MAX_BODY = 16 * 1024


class Signal(Struct, frozen=True):
    """`count` like records of one fingerprint from one service between `first_seen` and `last_seen`.

    `body` is one masked sample (at most MAX_BODY characters), `template` its pattern. `severity_number` is
    OpenTelemetry's 1..24. `host` and `service` are codes of the inventory; attributes are masked, too.
    """

    fingerprint: str
    template: str
    level: Level
    severity_number: int
    body: str
    host: str
    service: str
    count: int
    first_seen: datetime
    last_seen: datetime
    source: str = ""
    attributes: dict[str, str] = {}


class SignalBatch(Struct, frozen=True):
    """What an agent noticed since its last batch. Accepted exactly once by `id`.

    `sealed` holds the raw lines, encrypted to the server's data key (JWE), or None when raw text was dropped
    first under pressure. `dropped` counts lines whose text was lost; they are still in the counts.
    """

    id: str
    sequence: int
    created_at: datetime
    signals: tuple[Signal, ...]
    sealed: str | None = None
    dropped: int = 0
