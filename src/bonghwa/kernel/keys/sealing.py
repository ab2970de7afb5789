"""Sealed text: JWE (RFC 7516), A256GCM content keys wrapped by ECDH-ES+A256KW to a public data key."""

import zlib
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from bonghwa.kernel.errors import Invalid, SignatureRefused, TooLarge

MAX_SEALED = 64 * 1024 * 1024
_ALGORITHMS = ["ECDH-ES+A256KW", "A256GCM"]


class DataKey:
    """A P-256 key to which text is sealed; holds the private half only where it is read."""

    def __init__(self, jwk: dict[str, Any]) -> None:
        if jwk.get("crv") != "P-256":
            raise Invalid("The data key cannot be read.", next_step="Give a P-256 JWK.")
        try:
            self._key = ECKey.import_key(dict(jwk))
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Invalid("The data key cannot be read.", next_step="Give a P-256 JWK.") from error
        self.id: str = self._key.thumbprint()

    @property
    def jose(self) -> ECKey:
        return self._key

    def public_jwk(self) -> dict[str, str]:
        return {name: str(value) for name, value in self._key.as_dict(private=False).items() if name != "kid"}

    def private_jwk(self) -> dict[str, str]:
        return {name: str(value) for name, value in self._key.as_dict(private=True).items() if name != "kid"}


def new_data_key() -> DataKey:
    """A fresh P-256 key pair."""
    return DataKey({str(k): v for k, v in ECKey.generate_key("P-256").as_dict(private=True).items()})


def seal(key: DataKey, text: bytes) -> str:
    """`text`, compressed and encrypted so that only the private half of `key` opens it; carries the key id."""
    header = {"alg": _ALGORITHMS[0], "enc": _ALGORITHMS[1], "kid": key.id}
    return jwe.encrypt_compact(header, zlib.compress(text, 6), key.jose, algorithms=_ALGORITHMS)


def unseal(key: DataKey, token: str) -> bytes:
    """The text sealed to `key`. Raises SignatureRefused when it was altered, TooLarge over 64 MiB."""
    if len(token) > 2 * MAX_SEALED:
        raise TooLarge("The sealed text is larger than 64 MiB.")
    reader = zlib.decompressobj()
    try:
        opened = jwe.decrypt_compact(token, key.jose, algorithms=_ALGORITHMS)
        text = reader.decompress(opened.plaintext or b"", MAX_SEALED)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error) as error:
        raise SignatureRefused("The sealed text does not open with this key.") from error
    if not reader.eof and not reader.unconsumed_tail:
        raise SignatureRefused("The sealed text ends too early.")
    if not reader.eof:
        raise TooLarge("The sealed text is larger than 64 MiB.")
    return text
