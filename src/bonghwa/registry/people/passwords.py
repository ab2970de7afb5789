"""Passwords: argon2id, computed off the event loop."""

import asyncio
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bonghwa.kernel.errors import Invalid

MINIMUM, MAXIMUM = 12, 256
_hasher = PasswordHasher()


@cache
def _unknown() -> str:
    """A hash that nobody has, so that an unknown login takes as long as a known one."""
    return _hasher.hash(secrets.token_hex())


async def hash_password(password: str) -> str:
    """The argon2id hash. Raises Invalid for fewer than 12 or more than 256 characters."""
    if not MINIMUM <= len(password) <= MAXIMUM:
        raise Invalid(f"A password has {MINIMUM} to {MAXIMUM} characters.", next_step="Choose a longer one.")
    return await asyncio.to_thread(_hasher.hash, password)


async def password_matches(stored: str | None, password: str) -> bool:
    """Whether it is the password; takes as long for an unknown person as for a known one."""
    if len(password) > MAXIMUM:
        return False
    known = stored if stored is not None else await asyncio.to_thread(_unknown)
    try:
        return await asyncio.to_thread(_hasher.verify, known, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
