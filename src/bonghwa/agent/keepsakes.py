"""What an agent keeps for the installation: the stop switch, the newest roster, the heads of the audit chain."""

from pathlib import Path

from msgspec import Struct

from bonghwa.agent.database import Database
from bonghwa.kernel.errors import SignatureRefused
from bonghwa.kernel.keys import PublicKey, verify
from bonghwa.vocabulary.approval import ROSTER_TYPE, Roster
from bonghwa.vocabulary.wire import AUDIT_HEAD_TYPE, AuditHead

FILE = "keepsakes.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audit_head (sequence INTEGER PRIMARY KEY, hash TEXT NOT NULL, token TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audit_breach (token TEXT PRIMARY KEY);
"""
_KEEP_HEADS = 10_000


class KeptHead(Struct, frozen=True):
    """A head of the audit chain and the JWS that proves who signed it."""

    head: AuditHead
    token: str


class Keepsakes:
    """Small facts that must survive the agent and that a server cannot turn back."""

    def __init__(self, directory: Path, *, order_key: PublicKey, root_key: PublicKey) -> None:
        self._database = Database(directory / FILE, _SCHEMA)
        self._order_key = order_key
        self._root_key = root_key
        self.halted: bool = self._fact("halted") == "yes"
        token = self._fact("roster")
        self.roster: Roster | None = verify(root_key, ROSTER_TYPE, token, Roster) if token else None

    def set_halted(self, on: bool) -> None:  # noqa: FBT001 - a switch is on or off
        """Keep the state of the stop switch."""
        if on != self.halted:
            self._keep_fact("halted", "yes" if on else "no")
            self.halted = on

    def keep_roster(self, token: str) -> Roster:
        """Verify and keep a roster. Raises SignatureRefused when the root key did not sign it or it is an older one."""
        roster = verify(self._root_key, ROSTER_TYPE, token, Roster)
        if self.roster is not None and roster.serial < self.roster.serial:
            raise SignatureRefused(
                f"The roster has serial {roster.serial}, but serial {self.roster.serial} was seen before."
            )
        if (
            self.roster is not None
            and roster.serial == self.roster.serial
            and roster.entries != self.roster.entries
        ):
            raise SignatureRefused(f"Two different rosters carry the serial {roster.serial}.")
        if roster != self.roster:
            self._keep_fact("roster", token)
            self.roster = roster
        return roster

    def keep_audit_head(self, token: str) -> AuditHead:
        """Verify and keep a head of the audit chain.

        Raises SignatureRefused when it is not signed, goes back, or differs from what was seen for its sequence:
        then the chain was cut or rewritten, and the contradicting head is kept as well.
        """
        head = verify(self._order_key, AUDIT_HEAD_TYPE, token, AuditHead)
        with self._database.transaction() as transaction:
            newest = transaction.execute(
                "SELECT sequence, hash FROM audit_head ORDER BY sequence DESC LIMIT 1"
            ).fetchone()
            contradicts = newest is not None and (
                head.sequence < newest[0] or (head.sequence == newest[0] and head.hash != newest[1])
            )
            if contradicts:
                transaction.execute("INSERT OR IGNORE INTO audit_breach VALUES (?)", (token,))
            else:
                transaction.execute(
                    "INSERT OR IGNORE INTO audit_head VALUES (?, ?, ?)", (head.sequence, head.hash, token)
                )
                transaction.execute(
                    "DELETE FROM audit_head WHERE sequence NOT IN"
                    " (SELECT sequence FROM audit_head ORDER BY sequence DESC LIMIT ?)",
                    (_KEEP_HEADS,),
                )
        if contradicts:
            raise SignatureRefused(
                f"The audit chain contradicts what was kept: head {head.sequence} came after {newest[0]}.",
                next_step="Run `bonghwa audit verify` on the server.",
            )
        return head

    def audit_heads(self) -> list[KeptHead]:
        """The kept heads, oldest first."""
        with self._database.reading() as reading:
            rows = reading.execute("SELECT token FROM audit_head ORDER BY sequence").fetchall()
        return [self._kept(token) for (token,) in rows]

    def audit_breaches(self) -> list[KeptHead]:
        """Heads that were signed and contradicted the kept ones."""
        with self._database.reading() as reading:
            rows = reading.execute("SELECT token FROM audit_breach").fetchall()
        return [self._kept(token) for (token,) in rows]

    def close(self) -> None:
        """Release the file."""
        self._database.close()

    def _kept(self, token: str) -> KeptHead:
        return KeptHead(head=verify(self._order_key, AUDIT_HEAD_TYPE, token, AuditHead), token=token)

    def _fact(self, name: str) -> str | None:
        with self._database.reading() as reading:
            row = reading.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def _keep_fact(self, name: str, value: str) -> None:
        with self._database.transaction() as transaction:
            transaction.execute(
                "INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
