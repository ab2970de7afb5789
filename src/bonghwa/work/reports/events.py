from typing import ClassVar

from bonghwa.store.outbox import Event


class ReportWritten(Event, frozen=True):
    """The report of an incident was written, in every language."""

    fleeting: ClassVar[bool] = True

    incident: str
    institution: str
    system: str
