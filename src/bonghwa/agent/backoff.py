"""Waiting longer after each failure, with jitter, so that a thousand agents do not dial at the same moment."""

import random

FIRST, LONGEST = 0.2, 60.0


class Backoff:
    """Exponential waiting times from 0.2 s to 60 s; each is drawn from the upper half of its step."""

    def __init__(self, *, first: float = FIRST, longest: float = LONGEST) -> None:
        self._first = first
        self._longest = longest
        self._failures = 0

    def next_wait(self) -> float:
        """Seconds to wait after one more failure."""
        step = min(self._first * 2.0 ** min(self._failures, 30), self._longest)
        self._failures += 1
        return step * random.uniform(0.5, 1.0)  # noqa: S311 - jitter is no secret

    def succeeded(self) -> None:
        """The next failure counts as the first."""
        self._failures = 0
