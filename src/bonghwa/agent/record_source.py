"""The lines of one file on their way to records: only regions of interest, joined, with exact positions."""

from bisect import bisect_right
from collections.abc import Callable
from typing import TypeAlias

from bonghwa.understanding.logs import Joined, Joiner, decode

Interesting: TypeAlias = Callable[[bytes], list[int]]
TakeRecord: TypeAlias = Callable[[Joined], None]

HOLD = 0.04
_DONE = -1


class RecordSource:
    """Joins the interesting lines of one file, and the lines that continue them, to records.

    `held_from` is where in the file the open record begins; nothing from there on is counted yet. `hold` is how many
    seconds without a further line close it.
    """

    def __init__(self, interesting: Interesting, take: TakeRecord, *, hold: float = HOLD) -> None:
        self._interesting = interesting
        self._take = take
        self._joiner = Joiner(timeout=hold)
        self.held_from: int | None = None

    def block(self, start: int, view: memoryview, now: float) -> None:
        """Whole lines that stand at `start` in the file."""
        text = bytes(view)
        wanted = self._interesting(text)
        if self.held_from is not None:
            position = 0
        elif wanted:
            position = wanted[0]
        else:
            return
        lines = frozenset(wanted)
        while position != _DONE:
            newline = text.find(b"\n", position)
            end = len(text) if newline < 0 else newline + 1
            joined = self._joiner.push(decode(text[position:end].rstrip(b"\r\n")), now)
            if joined is not None:
                self.held_from = None
                self._take(joined)
            if self.held_from is None and position in lines:
                self.held_from = start + position
            if self.held_from is None:
                self._joiner.flush()  # it began with this line, which is of no interest
                following = bisect_right(wanted, position)
                position = wanted[following] if following < len(wanted) else _DONE
            else:
                position = end if end < len(text) else _DONE

    def expire(self, now: float) -> None:
        """Close the open record when nothing has come for it for the hold time."""
        self._took(self._joiner.expire(now))

    def flush(self) -> None:
        """Close the open record now."""
        self._took(self._joiner.flush())

    def _took(self, joined: Joined | None) -> None:
        if joined is not None:
            self.held_from = None
            self._take(joined)
