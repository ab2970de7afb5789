from bonghwa.store.outbox import Event


class ProposalMade(Event, frozen=True):
    """A plan waits for a person."""

    proposal: str
    incident: str
    institution: str
    system: str


class ProposalDecided(Event, frozen=True):
    """A person approved or refused, or nobody did in time."""

    proposal: str
    incident: str
    institution: str
    system: str
    status: str
