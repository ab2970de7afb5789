"""Identifiers: UUID version 7 (RFC 9562), so that ids sort by the time they were made."""

import os
import secrets
import time
import uuid


def new_id() -> str:
    """A fresh UUIDv7 as 36 lower-case characters; an id made later sorts after one made earlier (to 244 ns).

    The 12 bits after the milliseconds hold their fraction (RFC 9562, section 6.2, method 3).
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = nanoseconds * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | random
    return str(uuid.UUID(int=value))


def new_secret(size: int = 32) -> str:
    """An unguessable URL-safe token of `size` random bytes."""
    return secrets.token_urlsafe(size)
