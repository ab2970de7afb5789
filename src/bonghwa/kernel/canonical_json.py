"""Canonical JSON (RFC 8785), the bytes that are hashed and signed."""

import hashlib
from typing import Any

import msgspec
import rfc8785


def canonical_json(value: Any) -> bytes:
    """RFC 8785 bytes of `value` (a JSON value or a msgspec struct; times become RFC 3339 text)."""
    return rfc8785.dumps(msgspec.to_builtins(value))


def sha256_of(value: Any) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of `value`."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
