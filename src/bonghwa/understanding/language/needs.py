"""What each intent needs to know before it can be carried out."""

from collections.abc import Mapping, Sequence
from typing import Any

_SYSTEM = frozenset(
    {
        "cron_health", "cron_list", "db_backup", "db_locks", "deploy", "diagnose", "disk_cleanup", "health_check", "integrity_check",
        "kill_session", "log_extract", "queue_status", "resource_usage", "restart_service", "rollback", "security_audit",
        "service_status", "session_list", "start_service", "stop_service", "stuck_transactions", "cron_add", "cron_remove",
    },
)  # fmt: skip
_LAYER = frozenset({"restart_service", "stop_service", "start_service"})
_SOURCES = ("sr", "source", "attachment", "revision")
_PARAMS: Mapping[str, tuple[str, ...]] = {
    "kill_session": ("pid",),
    "cron_add": ("time", "job"),
    "cron_remove": ("job",),
    "approve": ("request_id",),
    "reject": ("request_id",),
    "policy_change": ("rule",),
    "ticket_create": ("title",),
}
_SOMEWHERE: Mapping[str, tuple[str, ...]] = {
    "tls_expiry": ("within", "everywhere"),
    "access_guide": ("topic",),
    "server_lookup": ("ip", "everywhere"),
}


def missing_facts(
    intent: str,
    *,
    institution: str | None,
    system: str | None,
    layer: str | None,
    params: Mapping[str, Any],
    unknown: Sequence[str],
) -> tuple[str, ...]:
    """Names of what has to be asked back, in the order in which it is asked; `unknown` was named but not found."""
    missing: list[str] = []
    if intent == "unclear":
        return ("intent",) if system else ("intent", "system")
    if "institution" in unknown:
        missing.append("institution")
    somewhere = (
        intent in _SOMEWHERE and not institution and not any(key in params for key in _SOMEWHERE[intent])
    )
    if system is None and (intent in _SYSTEM or "system" in unknown or somewhere):
        missing.append("system")
    if layer is None and (
        intent in _LAYER or "layer" in unknown or (intent == "deploy" and system is not None)
    ):
        missing.append("layer")
    missing.extend(slot for slot in ("env", "nodes") if slot in unknown)
    if intent == "deploy" and not any(params.get(key) for key in _SOURCES):
        missing.append("source")
    for name in _PARAMS.get(intent, ()):
        if name == "rule" and any(params.get(key) for key in ("approver", "when", "approvals")):
            continue
        if params.get(name) in (None, ""):
            missing.append(name)
    return tuple(dict.fromkeys(missing))
