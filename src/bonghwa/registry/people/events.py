from bonghwa.store.outbox import Event


class ApproversChanged(Event, frozen=True):
    """A key came or went, or a grant changed: a new roster must be signed by the root key."""

    person: str


class RosterSigned(Event, frozen=True):
    """A roster with a higher serial exists; agents must get it."""

    serial: int
