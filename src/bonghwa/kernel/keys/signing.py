"""Signed statements: compact JWS (RFC 7515), Ed25519 (RFC 9864) for machines and ES256 for approvers.

Every statement has a `typ` of its own, so that a signature given for one purpose never serves another.
"""

from pathlib import Path
from typing import Any, TypeVar

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from bonghwa.kernel.errors import Invalid, SignatureRefused
from bonghwa.kernel.files import write_atomically

MAX_STATEMENT = 1024 * 1024
ALGORITHMS = {"OKP": "Ed25519", "EC": "ES256"}

T = TypeVar("T")


class PublicKey:
    """The half of a key that everybody may know. `id` is its RFC 7638 thumbprint."""

    def __init__(self, key: OKPKey | ECKey) -> None:
        self._key = key
        self.id: str = key.thumbprint()

    @property
    def algorithm(self) -> str:
        return ALGORITHMS[self._key.key_type]

    @property
    def jose(self) -> OKPKey | ECKey:
        return self._key

    def jwk(self) -> dict[str, str]:
        """The public JSON Web Key (RFC 7517); never contains private members."""
        return {name: str(value) for name, value in self._key.as_dict(private=False).items() if name != "kid"}


class SigningKey(PublicKey):
    """A private key, able to sign."""

    def public(self) -> PublicKey:
        return public_key_from_jwk(self.jwk())


def device_key() -> SigningKey:
    """A fresh Ed25519 key (RFC 8037), for agents, orders, the root and audit heads."""
    return SigningKey(OKPKey.generate_key("Ed25519"))


def approver_key() -> SigningKey:
    """A fresh P-256 key, for a person who approves; browsers make theirs non-extractable."""
    return SigningKey(ECKey.generate_key("P-256"))


def public_key_from_jwk(jwk: dict[str, str]) -> PublicKey:
    """Read a public JWK. Raises Invalid for anything but Ed25519 and P-256, and for private members."""
    try:
        if "d" in jwk:
            raise Invalid("This is a private key.", next_step="Send only its public half.")
        if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
            return PublicKey(OKPKey.import_key(dict(jwk)))
        if jwk.get("kty") == "EC" and jwk.get("crv") == "P-256":
            return PublicKey(ECKey.import_key(dict(jwk)))
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Invalid("The public key cannot be read.", next_step="Send an Ed25519 or P-256 JWK.") from error
    raise Invalid("The key type is not supported.", next_step="Send an Ed25519 or P-256 JWK.")


def write_key_file(path: Path, key: SigningKey) -> None:
    """Store a private key as a JWK file that only its owner can read."""
    write_atomically(path, msgspec.json.encode(key.jose.as_dict(private=True)), mode=0o600)


def signing_key_from_file(path: Path) -> SigningKey:
    """Read a private key written by `write_key_file`. Raises Invalid when it is missing or not a key."""
    try:
        value = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        kind: type[OKPKey | ECKey] = OKPKey if value.get("kty") == "OKP" else ECKey
        return SigningKey(kind.import_key(value))
    except (OSError, msgspec.DecodeError, JoseError, ValueError, TypeError, KeyError) as error:
        raise Invalid(
            f"The key file {path} cannot be read.", next_step="Check its path and permissions."
        ) from error


def sign(key: SigningKey, typ: str, statement: Any) -> str:
    """A compact JWS over the JSON of `statement`, marked with its purpose `typ`."""
    header = {"alg": key.algorithm, "kid": key.id, "typ": typ}
    return jws.serialize_compact(header, msgspec.json.encode(statement), key.jose, algorithms=[key.algorithm])


def verify(key: PublicKey, typ: str, token: str, type_: type[T]) -> T:
    """The statement in `token`, if `key` signed it for `typ`. Raises SignatureRefused otherwise."""
    if len(token) > MAX_STATEMENT:
        raise SignatureRefused("A signed statement is larger than 1 MiB.")
    try:
        found = jws.deserialize_compact(token, key.jose, algorithms=[key.algorithm])
        if found.headers().get("typ") != typ:
            raise SignatureRefused(f"This signature was not given for {typ}.")
        return msgspec.json.decode(found.payload, type=type_)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise SignatureRefused(f"The signature of the {typ} does not verify.") from error
