"""Heads of the chain: signed and given to agents, and read back from what they kept."""

from collections.abc import Iterable
from pathlib import Path

from bonghwa.kernel.errors import SignatureRefused
from bonghwa.kernel.keys import PublicKey, verify
from bonghwa.registry.audit.service import head
from bonghwa.store.store import Tx
from bonghwa.vocabulary.wire import AUDIT_HEAD_TYPE, AuditHead


async def newest_head(tx: Tx) -> AuditHead | None:
    """The newest link, to be signed and kept elsewhere."""
    entry = await head(tx)
    return AuditHead(sequence=entry.sequence, hash=entry.hash, at=entry.at) if entry else None


def heads_in_file(path: Path, order_key: PublicKey) -> Iterable[AuditHead]:
    """Signed heads, one JWS a line, as agents export them. Lines that do not verify raise SignatureRefused."""
    for number, line in enumerate(path.read_text(encoding="ascii", errors="replace").splitlines(), start=1):
        if line.strip():
            try:
                yield verify(order_key, AUDIT_HEAD_TYPE, line.strip(), AuditHead)
            except SignatureRefused as error:
                raise SignatureRefused(
                    f"{path}, line {number}: the head is not signed by the order key."
                ) from error
