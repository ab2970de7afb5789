"""Which concepts and which orders make which intent: a table read from the top, first match wins.

A word alone is a concept; `!verb` is a verb that is ordered, `~verb` one that is at least talked about,
`?verb` one whose outcome is asked for, `:fact` something found in the sentence (see `features.py`).
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """`intent` holds where all of `every`, one of `some` (if any are given) and none of `never` are present."""

    intent: str
    every: frozenset[str]
    some: frozenset[str]
    never: frozenset[str]


def _rule(intent: str, every: str = "", some: str = "", never: str = "") -> Rule:
    return Rule(intent, frozenset(every.split()), frozenset(some.split()), frozenset(never.split()))


_CHANGES = "!restart !stop !start !deploy !rollback !kill"

RULES: tuple[Rule, ...] = (
    _rule("unsubscribe", "unnotify"),
    _rule("subscribe", "notify", never=f"{_CHANGES} ticket_order"),
    _rule("policy_change", "policy !change", never=":request"),
    _rule("policy_change", "change_noun forbid !change", never=":layer"),
    _rule("policy_change", "change_noun permit restricted !change"),
    _rule("policy_list", "policy show", never=f"{_CHANGES} !approve"),
    _rule(
        "reject",
        "!reject",
        some=":request change_noun approval sr :bare turned_down",
        never="cron session !kill notify",
    ),
    _rule("approve", "!approve", never="~reject"),
    _rule("approve", "!proceed :request"),
    _rule("approve", "!proceed :bare"),
    _rule("approval_list", "approval waiting", never=_CHANGES),
    _rule("cron_list", "cron asks_first", never="missed !remove"),
    _rule("cron_add", "!add", some="cron", never="missed"),
    _rule("cron_add", "periodic !add", never="show"),
    _rule("cron_remove", "cron", some="!remove !stop", never="!add"),
    _rule(
        "cron_add", "periodic job", some="!clean !back_up !restart !stop !start !put_up cron", never="show"
    ),
    _rule("cron_health", "cron missed", never=_CHANGES),
    _rule("kill_session", "!kill", some="session :pid lock"),
    _rule("kill_session", "!stop", some="session :pid"),
    _rule("ticket_create", "ticket !create", never="asks_first"),
    _rule("ticket_create", "sr !create", never=f":sr progress {_CHANGES}"),
    _rule("rollback", "!rollback"),
    _rule("sr_status", "sr_board", never="!deploy"),
    _rule("deploy", "!deploy", never="asks_first"),
    _rule("deploy", "!put_up", some="file attachment sr revision", never="ticket log"),
    _rule("restart_service", "!restart"),
    _rule(
        "start_service",
        "!start",
        some=":layer :name target :bare",
        never="~stop log ticket cron !stop session",
    ),
    _rule("disk_cleanup", "!clean", some="disk debris caches", never="sr cron session summary"),
    _rule("stop_service", "!stop", some=":layer :name target :bare", never="!start log session certificate"),
    _rule("start_service", "!start", some=":layer :name target :bare", never="log ticket cron session !stop"),
    _rule("stop_service", "!stop", some=":layer :name", never="log session certificate"),
    _rule("deploy_history", "deploying history", never="sr_board path log why"),
    _rule("sr_status", "sr progress", never="deploying log"),
    _rule("sr_status", "sr :sr progress", never="log ~deploy"),
    _rule(
        "diagnose", "why", some="symptom error incident :name :layer log", never="security summary asks_excel"
    ),
    _rule("log_extract", "log", never="path disk certificate security"),
    _rule("log_extract", "log", some="error show", never="path disk"),
    _rule("summarise", "summary"),
    _rule("cron_list", "cron", never="log backup_order"),
    _rule("tls_expiry", "certificate"),
    _rule("integrity_check", "integrity"),
    _rule("integrity_check", "source_code compare"),
    _rule("security_audit", "security", never=":lookup"),
    _rule("security_audit", "account_audit"),
    _rule("db_locks", "lock", never="account"),
    _rule("security_audit", "lock account"),
    _rule("stuck_transactions", "interface stuck"),
    _rule("queue_status", "queue", never="log"),
    _rule("incident_list", "incident list", never="jira why security lock"),
    _rule("ticket_list", "ticket list", never="owner"),
    _rule("db_backup", "!back_up", some=":layer :name :bare", never="disk debris_order"),
    _rule("access_guide", "access", never="ip account"),
    _rule("session_list", "session", some="show list resource"),
    _rule("session_list", "connections show", never="health"),
    _rule("resource_usage", "", some="cpu memory heap resource", never="error"),
    _rule("resource_usage", "disk", never="error"),
    _rule(
        "server_lookup", "", some="ip account domain owner path version fleet_list :address", never="healthy"
    ),
    _rule("access_guide", "", some="access guide", never="why"),
    _rule("health_check", "healthy"),
    _rule("service_status", "status"),
    _rule("server_lookup", "", some="ip account domain owner path version fleet_list :address"),
    _rule("service_status", "", some="?restart ?stop ?start"),
    _rule("deploy_history", "?deploy"),
    _rule("incident_list", "incident show"),
    _rule("ticket_list", "ticket show"),
    _rule("log_extract", "error show"),
    _rule("health_check", "inspect", some=":system"),
)
"""Order matters: what is ordered comes before what is looked at; the narrow before the broad."""
