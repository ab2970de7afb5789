"""What a signed statement claims, read without verifying it: good for choosing a key or answering, never for belief."""

from typing import Any

import msgspec
from joserfc import jws
from joserfc.errors import JoseError

_LONGEST_ID = 128


def claimed_key_id(token: str) -> str:
    """The key id in the header of a compact JWS; empty if there is none."""
    try:
        headers: Any = jws.extract_compact(token.encode()).headers()
        return str(headers.get("kid", ""))
    except (JoseError, ValueError, TypeError, AttributeError, RecursionError):
        return ""


def claimed_order_id(token: str) -> str:
    """The order id in the payload of a compact JWS; empty if there is none."""
    try:
        payload: Any = msgspec.json.decode(jws.extract_compact(token.encode()).payload)
        claimed = payload.get("id", "") if isinstance(payload, dict) else ""
    except (JoseError, ValueError, TypeError, AttributeError, RecursionError, msgspec.DecodeError):
        return ""
    return claimed if isinstance(claimed, str) and len(claimed) <= _LONGEST_ID else ""
