"""The key ring of a server: a private folder of its own, never in the database.

order.key   signs orders, times and audit heads (Ed25519); agents pin its public half
root.key    signs the roster of approvers (Ed25519); may be moved to a machine without network
root.jwk    the public half of the root key; stays
data.key    opens sealed raw text (P-256)
"""

from pathlib import Path
from typing import Any

import msgspec

from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.files import write_atomically
from bonghwa.kernel.keys.sealing import DataKey, new_data_key
from bonghwa.kernel.keys.signing import (
    PublicKey,
    SigningKey,
    device_key,
    public_key_from_jwk,
    signing_key_from_file,
    write_key_file,
)


class KeyRing:
    """The keys in `directory`; made there at the first start."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.order = self._signing_key("order.key")
        self.root_public = self._root()
        self.data = self._data_key()

    @property
    def root(self) -> SigningKey | None:
        """The root key while it is at hand, None once it has been taken offline."""
        path = self.directory / "root.key"
        return signing_key_from_file(path) if path.exists() else None

    def _signing_key(self, name: str) -> SigningKey:
        path = self.directory / name
        if not path.exists():
            write_key_file(path, device_key())
        return signing_key_from_file(path)

    def _root(self) -> PublicKey:
        public = self.directory / "root.jwk"
        if not public.exists():
            key = self._signing_key("root.key")
            write_atomically(public, msgspec.json.encode(key.jwk()), mode=0o644)
        return public_key_from_jwk(msgspec.json.decode(public.read_bytes(), type=dict[str, str]))

    def _data_key(self) -> DataKey:
        path = self.directory / "data.key"
        if not path.exists():
            write_atomically(path, msgspec.json.encode(new_data_key().private_jwk()), mode=0o600)
        try:
            return DataKey(msgspec.json.decode(path.read_bytes(), type=dict[str, Any]))
        except (OSError, msgspec.DecodeError) as error:
            raise Invalid(
                f"The data key {path} cannot be read.", next_step="Restore it from the backup."
            ) from error
