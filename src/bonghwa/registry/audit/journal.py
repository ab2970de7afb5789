"""The audit as JSON Lines: the same entries, appended in order and made durable."""

import asyncio
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bonghwa.kernel.errors import Unavailable
from bonghwa.registry.audit.model import AuditEntry

_decoder = msgspec.json.Decoder(AuditEntry)


class AuditJournal:
    """An append-only file. Adding an entry again changes nothing; a torn last line is cut off at opening."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._last = self._repair()

    @property
    def last(self) -> int:
        """The sequence of the newest entry in the file, 0 while it is empty."""
        return self._last

    async def append(self, entry: AuditEntry) -> None:
        """Write the entry, fsynced. Raises Unavailable while the one before it is missing: none is ever left out."""
        if entry.sequence <= self._last:
            return
        if entry.sequence != self._last + 1:
            raise Unavailable(
                f"The journal {self.path.name} ends at entry {self._last}; entry {entry.sequence} waits.",
                next_step="Entries before it are tried again by themselves; see the outbox when they are parked.",
            )
        await asyncio.to_thread(self._write, msgspec.json.encode(entry) + b"\n")
        self._last = entry.sequence

    def _write(self, line: bytes) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            end = os.fstat(handle).st_size
            try:
                _write_whole(handle, line)
                os.fsync(handle)
            except OSError:
                os.ftruncate(handle, end)
                raise
        finally:
            os.close(handle)

    def _repair(self) -> int:
        if not self.path.exists():
            return 0
        last, good = 0, 0
        with self.path.open("rb+") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                good += len(line)
                try:
                    last = _decoder.decode(line).sequence
                except msgspec.DecodeError:
                    continue
            file.truncate(good)
        return last


def _write_whole(handle: int, line: bytes) -> None:
    written = os.write(handle, line)
    if written != len(line):
        raise OSError(errno.ENOSPC, "The disk took only a part of the line")


def read_journal(path: Path) -> Iterator[AuditEntry | None]:
    """The entries of a JSON Lines file in order; None for a line that is not an entry."""
    with path.open("rb") as file:
        for line in file:
            try:
                yield _decoder.decode(line)
            except msgspec.DecodeError:
                yield None
