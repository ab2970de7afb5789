from typing import ClassVar

from bonghwa.store.outbox import Event
from bonghwa.vocabulary.severity import Level


class IncidentOpened(Event, frozen=True):
    """A new incident; the analyst starts by itself."""

    incident: str
    institution: str
    system: str
    level: Level


class IncidentGrown(Event, frozen=True):
    """More of the same was counted in."""

    fleeting: ClassVar[bool] = True

    incident: str
    institution: str
    system: str


class IncidentMoved(Event, frozen=True):
    """The status or the time line changed."""

    fleeting: ClassVar[bool] = True

    incident: str
    institution: str
    system: str
    status: str
