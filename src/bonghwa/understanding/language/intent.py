"""What a sentence asks for, as a frozen value, and the names of everything that can be asked."""

from typing import Any

import msgspec

READS = frozenset(
    {
        "access_guide",
        "approval_list",
        "cron_health",
        "cron_list",
        "db_locks",
        "deploy_history",
        "diagnose",
        "health_check",
        "incident_list",
        "integrity_check",
        "log_extract",
        "policy_list",
        "queue_status",
        "resource_usage",
        "security_audit",
        "server_lookup",
        "service_status",
        "session_list",
        "sr_status",
        "stuck_transactions",
        "subscribe",
        "summarise",
        "ticket_list",
        "tls_expiry",
        "unsubscribe",
    },
)
"""Intents that change nothing on a server or in the rules."""

RECORDS = frozenset({"reject", "ticket_create", "db_backup"})
"""Intents that write something down, without disturbing a service."""

DANGEROUS = frozenset(
    {
        "approve",
        "cron_add",
        "cron_remove",
        "deploy",
        "disk_cleanup",
        "kill_session",
        "policy_change",
        "restart_service",
        "rollback",
        "start_service",
        "stop_service",
    },
)
"""Intents that must be ordered in so many words; they are restated in full before anything happens."""

SAFE = frozenset({"smalltalk", "unclear", "withdraw"})
"""Nothing is asked, or it is not known what, or an earlier request is taken back (`refine` only)."""

INTENTS = READS | RECORDS | DANGEROUS | SAFE


class Choice(msgspec.Struct, frozen=True):
    """One question to ask back: the slot, and the inventory's answers to pick from (bounded)."""

    slot: str
    options: tuple[str, ...]


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """One request, resolved against the inventory.

    `institution`, `system`, `env`, `layer` are inventory names or None, never guessed; `nodes` are
    inventory ids. `missing` names what has to be asked back (slots, parameters, "intent",
    "confirmation"); `choices` offers answers for some of them. `confidence` is 0 to 1; `language` is
    "ko" or "en", the language to answer in.
    """

    intent: str
    institution: str | None = None
    system: str | None = None
    env: str | None = None
    layer: str | None = None
    nodes: tuple[str, ...] = ()
    params: dict[str, Any] = {}
    missing: tuple[str, ...] = ()
    confidence: float = 0.0
    choices: tuple[Choice, ...] = ()
    language: str = "en"

    @property
    def dangerous(self) -> bool:
        """True where carrying it out changes a server, a schedule or a rule."""
        return self.intent in DANGEROUS

    @property
    def complete(self) -> bool:
        """True where nothing has to be asked back before it is restated or carried out."""
        return not self.missing and self.intent not in SAFE
