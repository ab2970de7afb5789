"""From marks to ranked causes: how strong each is, and which are only the symptom of another."""

from collections.abc import Iterable, Mapping

import msgspec

from .cause import Cause
from .excerpt import RANK, Excerpt
from .marks import Mark

# What a mark is worth where a worse-level mark exists elsewhere in the excerpt, and where none does.
_QUIETER = {0: 0.55, 1: 0.65, 2: 0.85}
_ALONE = {0: 0.75, 1: 0.8, 2: 1.0}
OUTER = 0.72  # a wrapping exception says less than the one that it wraps
FRAME = 0.4  # names of classes and functions in a stack frame are not what happened
SYMPTOM = 0.5  # what is left of a symptom once its cause is seen
_SEEN = 0.5  # from this strength on a cause explains its symptoms
REASON = 0.5  # what is left of a mark that only gives the reason of an operation named in its line
_NAMED = 0.7  # from this strength on a mark names an operation
_FIRST = 0.03  # bonus of the earliest failure
_DEEPER = 0.02  # bonus of the last of several causes chained in one line


class Weighed(msgspec.Struct, frozen=True):
    """A cause with its strength (0 to 1), its marks best first, and the deeper cause that explains it, if any."""

    cause: Cause
    strength: float
    marks: tuple[Mark, ...]
    symptom_of: str | None = None


def _worth(mark: Mark, excerpt: Excerpt, worst: int) -> float:
    line = excerpt.lines[mark.at]
    rank = RANK[line.level]
    factor = 1.0
    if rank < RANK["error"]:
        factor = _QUIETER[rank] if worst > rank else _ALONE[rank]
    return (
        mark.strength
        * line.trust
        * factor
        * (OUTER if line.outer else 1.0)
        * (FRAME if line.is_frame else 1.0)
    )


def _combined(marks: Iterable[tuple[float, Mark]]) -> float:
    """The best mark, helped a little by up to three other signs."""
    best: dict[tuple[str, ...], float] = {}
    for worth, mark in marks:
        best[mark.sign.says] = max(worth, best.get(mark.sign.says, 0.0))
    strengths = sorted(best.values(), reverse=True)[:4]
    total = strengths[0]
    for other in strengths[1:]:
        total += (1 - total) * 0.2 * other
    return total


def _reasons(
    found: Mapping[str, tuple[Cause, tuple[Mark, ...]]], operations: Mapping[str, frozenset[str]]
) -> dict[str, set[int]]:
    """For each cause the lines in which it is only the reason of a named operation."""
    named = {
        key: {mark.at for mark in found[key][1] if mark.strength >= _NAMED}
        for key in operations
        if key in found
    }
    lines: dict[str, set[int]] = {}
    for operation, at in named.items():
        for key in found:
            if key != operation and key not in operations[operation]:
                lines.setdefault(key, set()).update(at)
    return lines


def weigh(
    found: Mapping[str, tuple[Cause, tuple[Mark, ...]]],
    excerpt: Excerpt,
    operations: Mapping[str, frozenset[str]],
) -> tuple[Weighed, ...]:
    """Each cause with marks, weighed on its own, strongest first."""
    if not found:
        return ()
    every = [mark for _, marks in found.values() for mark in marks]
    worst = max(RANK[excerpt.lines[mark.at].level] for mark in every)
    first = min(mark.at for mark in every)
    deepest: dict[int, int] = {}
    for mark in every:
        deepest[mark.at] = max(mark.column, deepest.get(mark.at, 0))
    reasons = _reasons(found, operations)
    result = []
    for cause, marks in found.values():
        less = reasons.get(cause.key, set())
        valued = sorted(
            ((_worth(mark, excerpt, worst) * (REASON if mark.at in less else 1.0), mark) for mark in marks),
            key=lambda pair: (-pair[0], pair[1].at),
        )
        strength = _combined(valued)
        best = valued[0][1]
        if best.at == first:
            strength += _FIRST
        if best.column == deepest[best.at]:
            strength += _DEEPER
        result.append(Weighed(cause, min(0.99, strength), tuple(mark for _, mark in valued)))
    return tuple(sorted(result, key=lambda one: (-one.strength, one.cause.key)))


def explain(weighed: tuple[Weighed, ...], explains: Mapping[str, frozenset[str]]) -> tuple[Weighed, ...]:
    """The same, with symptoms put behind the causes that explain them.

    `explains` maps a cause to everything that it can bring about, directly or through others.
    """
    result = []
    for one in weighed:
        deeper = [
            other
            for other in weighed
            if one.cause.key in explains.get(other.cause.key, frozenset())
            and other.strength >= max(_SEEN, one.strength * 0.6)
        ]
        if deeper:
            # The root is the one that nothing else here explains.
            roots = [
                other
                for other in deeper
                if not any(other.cause.key in explains.get(third.cause.key, frozenset()) for third in deeper)
            ]
            root = (roots or deeper)[0]
            result.append(
                msgspec.structs.replace(one, strength=one.strength * SYMPTOM, symptom_of=root.cause.key)
            )
        else:
            result.append(one)
    return tuple(sorted(result, key=lambda one: (-one.strength, one.cause.key)))
