"""How tokens are kept: only as hashes, so that a stolen database holds none that works."""

import hashlib


def token_hash(token: str) -> str:
    """SHA-256 of a random token; long random tokens need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
