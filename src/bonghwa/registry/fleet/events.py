from typing import ClassVar

from bonghwa.store.outbox import Event


class AgentChanged(Event, frozen=True):
    """An agent was enrolled, came, went, or changed its state."""

    fleeting: ClassVar[bool] = True

    agent: str
    institution: str
    system: str
