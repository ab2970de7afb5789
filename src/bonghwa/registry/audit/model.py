"""The audit chain: each entry holds the hash of the one before it, so that no entry can be changed or left out."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from bonghwa.kernel.canonical_json import sha256_of

GENESIS = "0" * 64


class AuditEntry(Struct, frozen=True):
    """Who did what to what, when. `details` are masked and small."""

    sequence: int
    at: datetime
    actor: str
    actor_kind: str
    action: str
    subject: str
    institution: str | None
    system: str | None
    details: dict[str, Any]
    previous: str
    hash: str = ""

    def computed_hash(self) -> str:
        """SHA-256 of the RFC 8785 form of everything but the hash itself."""
        return sha256_of({name: getattr(self, name) for name in self.__struct_fields__ if name != "hash"})


class Broken(Struct, frozen=True):
    """Where a chain does not hold."""

    sequence: int
    reason: str


def check_link(entry: AuditEntry, sequence: int, previous: str) -> Broken | None:
    """Whether `entry` is the link that must follow (`sequence` - 1, `previous`)."""
    if entry.sequence != sequence:
        return Broken(sequence, f"entry {sequence} is missing")
    if entry.previous != previous:
        return Broken(sequence, f"entry {sequence} does not follow the one before it")
    if entry.hash != entry.computed_hash():
        return Broken(sequence, f"entry {sequence} was altered")
    return None
