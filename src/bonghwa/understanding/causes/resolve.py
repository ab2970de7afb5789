"""Transitive effects: if A brings about B and B brings about C, then A explains C."""

from collections.abc import Mapping


def closure(effects: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Each key with everything reachable from it, itself left out."""
    result = {}
    for start in effects:
        seen: set[str] = set()
        waiting = list(effects[start])
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting.extend(effects.get(one, ()))
        result[start] = frozenset(seen - {start})
    return result
