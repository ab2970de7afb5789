"""An incident: the same thing going wrong in one service, from the first signal to its resolution."""

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec import Struct

from bonghwa.kernel.errors import Conflict
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.signal import Signal


class IncidentStatus(StrEnum):
    """Where in the river it is. NEEDS_PERSON: the machine can do no more by itself."""

    NEW = "new"
    DIAGNOSING = "diagnosing"
    AWAITING_APPROVAL = "awaiting_approval"
    REPAIRING = "repairing"
    NEEDS_PERSON = "needs_person"
    RESOLVED = "resolved"


OPEN = frozenset(IncidentStatus) - {IncidentStatus.RESOLVED}

ALLOWED: dict[IncidentStatus, frozenset[IncidentStatus]] = {
    IncidentStatus.NEW: frozenset(IncidentStatus) - {IncidentStatus.NEW},
    IncidentStatus.DIAGNOSING: frozenset(IncidentStatus) - {IncidentStatus.NEW},
    IncidentStatus.AWAITING_APPROVAL: frozenset(IncidentStatus) - {IncidentStatus.NEW},
    IncidentStatus.REPAIRING: frozenset(IncidentStatus) - {IncidentStatus.NEW},
    IncidentStatus.NEEDS_PERSON: frozenset(IncidentStatus) - {IncidentStatus.NEW},
    IncidentStatus.RESOLVED: frozenset(),
}


class Incident(Struct, frozen=True):
    """One incident per fingerprint and service while open. `number` is what people say aloud."""

    id: str
    number: int
    institution: str
    system: str
    host: str
    service: str
    fingerprint: str
    template: str
    title: str
    sample: str
    level: Level
    status: IncidentStatus
    count: int
    first_seen: datetime
    last_seen: datetime
    opened_at: datetime
    updated_at: datetime
    resolved_at: datetime | None = None
    regression_of: str | None = None
    cause: str | None = None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def grown(self, signal: Signal, now: datetime) -> "Incident":
        """With another signal counted in; the worst level stays."""
        level = signal.level if signal.level.rank > self.level.rank else self.level
        return msgspec.structs.replace(
            self,
            count=self.count + signal.count,
            first_seen=min(self.first_seen, signal.first_seen),
            last_seen=max(self.last_seen, signal.last_seen),
            level=level,
            updated_at=now,
        )

    def moved(self, status: IncidentStatus, now: datetime) -> "Incident":
        """In another status. Raises Conflict for a way that does not exist (a resolved one stays so)."""
        if status is self.status:
            return self
        if status not in ALLOWED[self.status]:
            raise Conflict(
                f"Incident {self.number} is {self.status.value} and cannot become {status.value}.",
                next_step="A new signal opens a new incident that names this one.",
            )
        resolved = now if status is IncidentStatus.RESOLVED else None
        return msgspec.structs.replace(self, status=status, updated_at=now, resolved_at=resolved)


class TimelineEntry(Struct, frozen=True):
    """One thing that happened, as a key of the message catalogue and what fills it."""

    id: str
    at: datetime
    key: str
    values: dict[str, str]
    actor: str | None = None
