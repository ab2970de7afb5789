"""Where reading stands in a file, in a form that survives restarts, renames and reused inode numbers."""

import hashlib
import os

from msgspec import Struct

HEAD = 256
MARK = 64


class Position(Struct, frozen=True):
    """All lines before `offset` have been counted.

    The file is known by device, inode and digests of its first bytes and of the bytes before `offset`: only digests,
    so that no log text lies on the disk. `skipping` means that the rest of an over-long line is still to be passed,
    `copy` that the file is a copy of another one, whose lines were or will be counted there.
    """

    device: int
    inode: int
    path: str
    offset: int = 0
    head_length: int = 0
    head: bytes = b""
    mark_length: int = 0
    mark: bytes = b""
    skipping: bool = False
    copy: bool = False


def digest(data: bytes | memoryview) -> bytes:
    """16 bytes that stand for `data`."""
    return hashlib.blake2b(data, digest_size=16).digest()


def position_at(handle: int, path: str, offset: int, *, skipping: bool = False) -> Position:
    """The position `offset` in the open file `handle`, with the digests that will recognise it. May raise OSError."""
    status = os.fstat(handle)
    head = os.pread(handle, min(HEAD, offset), 0)
    mark = os.pread(handle, min(MARK, offset), max(offset - MARK, 0))
    return Position(
        device=status.st_dev,
        inode=status.st_ino,
        path=path,
        offset=offset,
        head_length=len(head),
        head=digest(head),
        mark_length=len(mark),
        mark=digest(mark),
        skipping=skipping,
    )


def holds(handle: int, position: Position) -> bool:
    """Whether the open file still begins with what was read up to `position` (its identity aside)."""
    if os.fstat(handle).st_size < position.offset:
        return False
    head = os.pread(handle, position.head_length, 0)
    mark = os.pread(handle, position.mark_length, position.offset - position.mark_length)
    return digest(head) == (position.head or digest(b"")) and digest(mark) == (position.mark or digest(b""))
