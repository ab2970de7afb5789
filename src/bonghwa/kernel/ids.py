"""Identifiers: UUID version 7 (RFC 9562), so that ids sort by the time they were made."""

import os
import secrets
import time
import uuid


def new_id() -> str:
    """A fresh UUIDv7 as 36 lower-case characters; ids made later sort after ids made earlier (to the millisecond)."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_secret(size: int = 32) -> str:
    """An unguessable URL-safe token of `size` random bytes."""
    return secrets.token_urlsafe(size)
