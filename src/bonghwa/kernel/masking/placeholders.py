"""The words that stand in for secrets: `<secret:KIND:TAG>`.

The tag is a keyed hash (BLAKE2b, RFC 7693) of the value, so that equal secrets stay equal under one key, and nobody
without the key can find a phone number by trying them all. It is spelled with consonants only: no tag can look like
a number, a word or another secret.
"""

import re
from collections.abc import Mapping
from hashlib import blake2b

_LETTERS = "bcdfghjkmnpqrstv"
_SPELLED = str.maketrans("0123456789abcdef", _LETTERS)
_TAG_BYTES = 5

PLACEHOLDER = re.compile(rf"<secret:[a-z][a-z-]{{0,31}}:[{_LETTERS}]{{{2 * _TAG_BYTES}}}>")
PLACEHOLDER_START = "<secret:"


def placeholder(label: str, value: str, key: bytes) -> str:
    """The stand-in for `value`: 40 bits of tag, the same for the same value, label and key (16 to 64 bytes)."""
    digest = blake2b(value.encode("utf-8", "surrogatepass"), key=key, digest_size=_TAG_BYTES).hexdigest()
    return f"<secret:{label}:{digest.translate(_SPELLED)}>"


def restore(text: str, mapping: Mapping[str, str]) -> str:
    """`text` with the placeholders that `mapping` knows replaced by their originals; others stay."""
    if not mapping or PLACEHOLDER_START not in text:
        return text
    return PLACEHOLDER.sub(lambda found: mapping.get(found.group(), found.group()), text)
