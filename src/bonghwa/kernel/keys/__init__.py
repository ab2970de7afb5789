"""Keys, signatures and sealing; the primitives are those of `cryptography` and `joserfc`, never our own."""

from bonghwa.kernel.keys.sealing import DataKey, new_data_key, seal, unseal
from bonghwa.kernel.keys.signing import (
    PublicKey,
    SigningKey,
    approver_key,
    device_key,
    public_key_from_jwk,
    sign,
    signing_key_from_file,
    verify,
    write_key_file,
)

__all__ = [
    "DataKey",
    "PublicKey",
    "SigningKey",
    "approver_key",
    "device_key",
    "new_data_key",
    "public_key_from_jwk",
    "seal",
    "sign",
    "signing_key_from_file",
    "unseal",
    "verify",
    "write_key_file",
]
