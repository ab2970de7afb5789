"""The base of every frozen value, and the names and paths that hostile text cannot stretch."""

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from bonghwa.kernel.errors import Invalid


class Values(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value whose types are checked when it comes from outside (`values_from`)."""


ServiceName = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_][A-Za-z0-9_.@:-]{0,126}\Z")]
"""A unit or service name: no space, no shell sign, no leading dash."""

Code = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9-]{0,62}\Z")]
"""A short name in an address: institution, system, server, service."""

AbsolutePath = Annotated[str, Meta(pattern=r"\A/[^\x00-\x1f\x7f]*\Z", max_length=4096)]
"""A path from the root without control characters."""

FileGlob = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_.*?\[\]-]{1,255}\Z")]
"""A file-name pattern within one folder: no slash."""

HttpUrl = Annotated[
    str,
    Meta(
        pattern=r"\Ahttps?://[A-Za-z0-9.\[\]:-]{1,255}(/[A-Za-z0-9._~!$&()*+,;=:@%/?-]*)?\Z", max_length=2048
    ),
]

Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]

T = TypeVar("T")


def values_from(raw: Any, type_: type[T], *, what: str) -> T:
    """`raw` (parsed JSON) as `type_`. Raises Invalid naming `what` and the field that is wrong."""
    try:
        return msgspec.convert(raw, type=type_)
    except msgspec.ValidationError as error:
        raise Invalid(f"{what}: {error}") from error


def decode_as(body: bytes | str, type_: type[T], *, what: str) -> T:
    """JSON bytes as `type_`. Raises Invalid naming `what` when it is not JSON or not of that shape."""
    try:
        return msgspec.json.decode(body, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(f"{what}: {error}") from error
