from bonghwa.store.outbox import Event


class ReportWritten(Event, frozen=True):
    """The report of an incident was written, in every language."""

    incident: str
    institution: str
    system: str
