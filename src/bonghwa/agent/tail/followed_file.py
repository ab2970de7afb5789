"""One open file, read on from where it stands; knows when it was truncated under its reader."""

import os
from enum import Enum

from msgspec import Struct

from bonghwa.agent.tail.position import HEAD, MARK, Position, digest, position_at

MAX_LINE = 1024 * 1024
BUFFER = MAX_LINE + MARK


class Change(Enum):
    """Why a read gave no block."""

    NOTHING = "nothing"
    TRUNCATED = "truncated"


class Block(Struct, frozen=True):
    """Whole lines at `start` in the file. `view` lends the reader's buffer until the next read.

    `cut` means that it is the beginning of one line that is longer than `MAX_LINE`; the rest is passed over.
    """

    start: int
    view: memoryview
    cut: bool = False


class FollowedFile:
    """A file that is being followed; `offset` is where the next unread line begins."""

    def __init__(self, handle: int, path: str, *, offset: int = 0, skipping: bool = False) -> None:
        status = os.fstat(handle)
        self.handle = handle
        self.path = path
        self.key = (status.st_dev, status.st_ino)
        self.offset = offset
        self.skipping = skipping
        self.passed_over = 0
        self.head = os.pread(handle, min(HEAD, offset), 0)
        self._mark = os.pread(handle, min(MARK, offset), max(offset - MARK, 0))
        self._seen_size = -1
        self._has_partial = False
        self.last_growth = 0.0

    def size(self) -> int:
        """Bytes in the file now."""
        return os.fstat(self.handle).st_size

    def is_deleted(self) -> bool:
        """Whether no name leads to it any more."""
        return os.fstat(self.handle).st_nlink == 0

    def read(self, buffer: bytearray, now: float, *, partial_seconds: float) -> Block | Change:
        """The next whole lines, as many as fit. An unfinished last line is held for `partial_seconds`."""
        size = self.size()
        if size < self.offset:
            return Change.TRUNCATED
        if size == self.offset:
            self._seen_size, self._has_partial = size, False
            return Change.NOTHING
        if size != self._seen_size:
            self._seen_size, self.last_growth, self._has_partial = size, now, False
        elif self._has_partial and now - self.last_growth < partial_seconds:
            return Change.NOTHING
        flush = self._has_partial
        view = memoryview(buffer)
        known = len(self._mark)
        count = os.preadv(self.handle, [view[: known + MAX_LINE]], self.offset - known)
        if count <= known or view[:known] != self._mark:
            # Shorter or other than what was read before: truncated, and perhaps written anew.
            return Change.TRUNCATED
        return self._lines(buffer, view, known, count, flush=flush)

    def _lines(
        self, buffer: bytearray, view: memoryview, known: int, count: int, *, flush: bool
    ) -> Block | Change:
        begin = known
        if self.skipping:
            newline = buffer.find(b"\n", begin, count)
            self.passed_over += (count if newline < 0 else newline) - begin
            if newline < 0:
                self._advance(view, known, count)
                return Change.NOTHING
            self.skipping = False
            begin = newline + 1
        end = max(buffer.rfind(b"\n", begin, count) + 1, begin)
        cut = end == begin and count - begin == MAX_LINE
        if cut or (flush and end == begin):
            end, self.skipping = count, cut
        start = self.offset + begin - known
        self._has_partial = end < count < known + MAX_LINE
        self._advance(view, known, end)
        return Block(start=start, view=view[begin:end], cut=cut) if end > begin else Change.NOTHING

    def _advance(self, view: memoryview, known: int, end: int) -> None:
        """Everything before `end` in the buffer has been taken."""
        if end == known:
            return
        if len(self.head) < HEAD and self.offset == len(self.head):
            self.head = (self.head + bytes(view[known : min(end, known + HEAD)]))[:HEAD]
        self.offset += end - known
        self._mark = bytes(view[max(end - MARK, 0) : end])

    def restart(self) -> None:
        """It was truncated: begin anew."""
        self.offset, self.skipping, self.head, self._mark = 0, False, b"", b""
        self._seen_size, self._has_partial = -1, False

    def position(self, offset: int | None = None) -> Position:
        """What to keep so that reading goes on at `offset` (default: where it stands)."""
        at = self.offset if offset is None else offset
        return position_at(self.handle, self.path, at, skipping=self.skipping and at == self.offset)

    def remembered(self) -> Position:
        """Where it stood, recognisable by what was read, even if the file itself has been truncated since."""
        return Position(
            device=self.key[0],
            inode=self.key[1],
            path=self.path,
            offset=self.offset,
            head_length=len(self.head),
            head=digest(self.head),
            mark_length=len(self._mark),
            mark=digest(self._mark),
        )

    def close(self) -> None:
        """Give the handle back."""
        os.close(self.handle)
