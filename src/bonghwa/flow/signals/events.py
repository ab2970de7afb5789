from bonghwa.store.outbox import Event


class SignalsAccepted(Event, frozen=True):
    """A batch is stored; its signals wait to be absorbed into incidents."""

    batch: str
