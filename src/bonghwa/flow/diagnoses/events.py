from bonghwa.store.outbox import Event


class DiagnosisConcluded(Event, frozen=True):
    """The analyst has finished, with a cause or honestly without."""

    incident: str
    institution: str
    system: str
    status: str
    cause: str | None
