"""What a diagnosis gives back: frozen values, ready for JSON."""

from typing import Literal

import msgspec

Severity = Literal["critical", "high", "warning", "info"]

NO_FAULT = "no_fault"
INCONCLUSIVE = "inconclusive"


class Quote(msgspec.Struct, frozen=True):
    """One line that a hypothesis rests on.

    `line` counts from 1 within its piece; `piece` is the id of the evidence piece ("log" for `diagnose`).
    """

    line: int
    text: str
    piece: str = "log"


class Look(msgspec.Struct, frozen=True):
    """A read-only (or acting) catalogue action worth running next, and what it would tell."""

    action: str
    reason: str


class Hypothesis(msgspec.Struct, frozen=True):
    """One possible cause. `confidence` is between 0 and 1; `symptom_of` names the deeper cause, if one was seen."""

    cause: str
    confidence: float
    why: str
    evidence: tuple[Quote, ...]
    pieces: tuple[str, ...] = ()
    symptom_of: str | None = None


class Finding(msgspec.Struct, frozen=True):
    """The verdict on an excerpt.

    `cause` is a key of the catalogue, `no_fault` (nothing looks wrong) or `inconclusive` (something does, but no
    known cause explains it). `evidence` is what the first hypothesis quotes. `remedy` names a catalogue action, or
    is None where only a person can know what to do.
    """

    cause: str
    confidence: float
    severity: Severity
    hypotheses: tuple[Hypothesis, ...]
    evidence: tuple[Quote, ...]
    next: tuple[Look, ...]
    remedy: str | None = None
