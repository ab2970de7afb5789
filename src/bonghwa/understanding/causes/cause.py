"""The shape of one entry of the catalogue of causes."""

import msgspec

from .finding import Look, Severity


class Sign(msgspec.Struct, frozen=True):
    """Texts that speak for a cause; see `phrase` for how they are written.

    Attributes:
        says: any one of these phrases in a line is a mark.
        weight: how far one mark alone establishes the cause, 0 to 1.
        unless: a phrase that voids the mark when it is in the same line.
        less: a phrase that halves the mark when it is in the same line (another cause reports through this text).
        beside: where given, one of these must stand in the line or the lines around it.
        at_least: how many lines must carry the sign before it counts.
        why: what the sign means, for people; empty means that the cause's own text says it.
    """

    says: tuple[str, ...]
    weight: float
    unless: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    at_least: int = 1
    why: str = ""


class Adapt(msgspec.Struct, frozen=True):
    """Another severity than the usual one, when one of `says` stands in the excerpt (the first rule that fits wins).

    With `evidence_only` the phrase must be in a quoted line, not just anywhere in the excerpt.
    """

    severity: Severity
    says: tuple[str, ...]
    evidence_only: bool = True


class Cause(msgspec.Struct, frozen=True):
    """One root cause: how to know it, tell it from its look-alikes, look further, and mend it."""

    key: str
    severity: Severity
    why: str
    apart: str
    signs: tuple[Sign, ...]
    look: tuple[Look, ...]
    remedy: str | None = None
    adapt: tuple[Adapt, ...] = ()


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list written with bars between them, each without the spaces around it."""
    return tuple(phrase for phrase in (part.strip() for part in text.split("|")) if phrase)
