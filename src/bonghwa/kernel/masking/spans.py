from bisect import bisect_left
from collections.abc import Iterable, Sequence

from bonghwa.kernel.masking.rules import Span


def settle(spans: Iterable[Span], protected: Sequence[tuple[int, int]]) -> list[Span]:
    """Spans without overlaps, in order, none touching a protected stretch.

    What was found by its context (the value of `password=`) swallows what was found by its form inside it, and
    grows over a token that sticks out of it; where both cover the same stretch, the form gives the better name.
    """
    settled: list[Span] = []
    for span in sorted(spans, key=_order):
        if settled and span.start < settled[-1].end:
            settled[-1] = _join(settled[-1], span)
        else:
            settled.append(span)
    if protected:
        settled = [piece for span in settled for piece in _around(span, protected)]
    return settled


def _order(span: Span) -> tuple[int, int, bool]:
    return span.start, -span.end, span.context


def _join(first: Span, second: Span) -> Span:
    if second.end <= first.end:
        return first
    if first.context or second.context or second.label == first.label:
        if not second.context and second.label in _FORMS_THAT_NEVER_GROW:
            return first
        return Span(first.start, second.end, first.label, context=True)
    return first if second.label in _FORMS_THAT_NEVER_GROW else first._replace(end=second.end)


# The tail of `user:word@host.example` is a host, not the rest of an e-mail address.
_FORMS_THAT_NEVER_GROW = frozenset({"email", "phone", "internal-address", "card", "resident-number"})


def _around(span: Span, protected: Sequence[tuple[int, int]]) -> list[Span]:
    """The span, unless it touches a protected stretch (they are in order and apart)."""
    last = bisect_left(protected, (span.end, 0)) - 1
    return [] if last >= 0 and protected[last][1] > span.start else [span]
