"""Approvals people sign, and the roster (signed by the installation's root key) of who may."""

from datetime import datetime

from msgspec import Struct

from bonghwa.vocabulary.action import Risk

APPROVAL_TYPE = "bonghwa-approval+jws"
ROSTER_TYPE = "bonghwa-roster+jws"


class ApprovalStatement(Struct, frozen=True):
    """What an approver's key signs (ES256 JWS of type `APPROVAL_TYPE`): this plan, and no other."""

    plan_hash: str
    approver: str
    key_id: str
    signed_at: datetime


class RosterEntry(Struct, frozen=True):
    """One approver key. `institution` and `system` None mean all; `highest_risk` bounds what it may approve."""

    person: str
    name: str
    key_id: str
    jwk: dict[str, str]
    highest_risk: Risk = Risk.DESTRUCTIVE
    institution: str | None = None
    system: str | None = None


class Roster(Struct, frozen=True):
    """All approver keys. A higher `serial` replaces a lower one and never the other way round."""

    serial: int
    issued_at: datetime
    entries: tuple[RosterEntry, ...]

    def entry(self, key_id: str) -> RosterEntry | None:
        """The first entry that holds this key, if any."""
        return next((entry for entry in self.entries if entry.key_id == key_id), None)

    def covering(self, key_id: str, risk: Risk, institution: str, system: str) -> RosterEntry | None:
        """The entry under which this key may approve that risk there, if any; one key may stand in several entries."""
        for entry in self.entries:
            here = entry.institution in (None, institution) and entry.system in (None, system)
            if entry.key_id == key_id and here and risk.rank <= entry.highest_risk.rank:
                return entry
        return None
