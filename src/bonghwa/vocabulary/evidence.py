"""Evidence: a piece of what was seen, which claims must cite."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class EvidenceKind(StrEnum):
    LOG = "log"
    LOOK = "look"
    CHANGE = "change"
    INVENTORY = "inventory"
    INCIDENT = "incident"


class Evidence(Struct, frozen=True):
    """One piece, masked. `id` is short (E1, E2 …) within its incident; `origin` says where it came from.

    `title` is a key of the message catalogue and `values` fill it.
    """

    id: str
    kind: EvidenceKind
    origin: str
    title: str
    text: str
    at: datetime
    values: dict[str, str] = {}


class Claim(Struct, frozen=True):
    """A sentence and the evidence it rests on. Without evidence it is only a hypothesis."""

    cause: str
    confidence: float
    evidence: tuple[str, ...]
    why: str = ""
