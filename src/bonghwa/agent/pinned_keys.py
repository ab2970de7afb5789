"""The keys an agent trusts, pinned on its disk at enrolment, and its own device key."""

from pathlib import Path

import msgspec
from msgspec import Struct

from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.files import write_atomically
from bonghwa.kernel.keys import (
    DataKey,
    PublicKey,
    SigningKey,
    public_key_from_jwk,
    signing_key_from_file,
    write_key_file,
)

DEVICE_FILE, ORDER_FILE, ROOT_FILE, DATA_FILE = "device.jwk", "order.jwk", "root.jwk", "data.jwk"


class PinnedKeys(Struct, frozen=True):
    """`device` is ours; `order` signs orders and time, `root` signs the roster, raw text is sealed to `data`."""

    device: SigningKey
    order: PublicKey
    root: PublicKey
    data: DataKey


def pin_keys(
    directory: Path, *, device: SigningKey, order: dict[str, str], root: dict[str, str], data: dict[str, str]
) -> PinnedKeys:
    """Check and store the keys in `directory`. Raises Invalid for a key that is none."""
    keys = PinnedKeys(
        device=device, order=public_key_from_jwk(order), root=public_key_from_jwk(root), data=DataKey(data)
    )
    write_key_file(directory / DEVICE_FILE, device)
    write_atomically(directory / ORDER_FILE, msgspec.json.encode(keys.order.jwk()))
    write_atomically(directory / ROOT_FILE, msgspec.json.encode(keys.root.jwk()))
    write_atomically(directory / DATA_FILE, msgspec.json.encode(keys.data.public_jwk()))
    return keys


def read_pinned_keys(directory: Path) -> PinnedKeys:
    """The keys stored in `directory`. Raises Invalid when one is missing or broken."""
    return PinnedKeys(
        device=signing_key_from_file(directory / DEVICE_FILE),
        order=public_key_from_jwk(_jwk(directory / ORDER_FILE)),
        root=public_key_from_jwk(_jwk(directory / ROOT_FILE)),
        data=DataKey(_jwk(directory / DATA_FILE)),
    )


def _jwk(path: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid(
            f"The pinned key {path} cannot be read.", next_step="Enrol again with `bonghwa agent enroll`."
        ) from error
