from bonghwa.registry.audit.model import AuditEntry
from bonghwa.store.outbox import Event


class AuditRecorded(Event, frozen=True):
    """An entry was added; it belongs in the JSON Lines, and its hash with the agents."""

    entry: AuditEntry
