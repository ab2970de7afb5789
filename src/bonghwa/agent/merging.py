"""Adding up signals: the same fingerprint of the same service on the same host is one signal with a larger count."""

from collections.abc import Iterable

import msgspec

from bonghwa.vocabulary.signal import Signal


def merge_signals(groups: Iterable[Iterable[Signal]]) -> tuple[Signal, ...]:
    """One signal for each fingerprint, service and host: counts added, times spanned, the worst severity kept."""
    found: dict[tuple[str, str, str], Signal] = {}
    for group in groups:
        for signal in group:
            key = (signal.fingerprint, signal.service, signal.host)
            known = found.get(key)
            found[key] = signal if known is None else _sum(known, signal)
    return tuple(found.values())


def _sum(one: Signal, other: Signal) -> Signal:
    worst = one if one.severity_number >= other.severity_number else other
    return msgspec.structs.replace(
        one,
        level=worst.level,
        severity_number=worst.severity_number,
        count=one.count + other.count,
        first_seen=min(one.first_seen, other.first_seen),
        last_seen=max(one.last_seen, other.last_seen),
    )
