"""Which cause brings about which others, so that a symptom is not blamed while its cause is in sight."""

from .resolve import closure

_SERVICE_GONE = ("connection_refused", "connection_reset", "service_crash_loop", "probe_failed", "backend_worker_error", "peer_unreachable")  # fmt: skip
_CALLERS_SUFFER = (
    "connection_timeout",
    "upstream_timeout",
    "probe_failed",
    "pool_exhausted",
    "query_timeout",
)

# Direct effects only; what those bring about in turn follows by itself.
EFFECTS: dict[str, tuple[str, ...]] = {
    "hardware_io_error": ("read_only_filesystem", "data_corruption", "host_overload"),
    "hardware_memory_error": ("segfault", "data_corruption"),
    "read_only_filesystem": ("persistence_failure", *_SERVICE_GONE),
    "disk_full": ("persistence_failure", *_SERVICE_GONE),
    "inode_exhausted": ("disk_full", *_SERVICE_GONE),
    "quota_exceeded": ("disk_full", *_SERVICE_GONE),
    "oom_killed": ("segfault", "memory_exhausted", *_SERVICE_GONE),
    "java_heap": ("memory_exhausted", *_SERVICE_GONE, *_CALLERS_SUFFER),
    "js_heap": ("memory_exhausted", "segfault", *_SERVICE_GONE),
    "memory_exhausted": _SERVICE_GONE,
    "process_limit": ("java_heap", "memory_exhausted", *_SERVICE_GONE),
    "segfault": _SERVICE_GONE,
    "too_many_open_files": ("dns_failure", *_SERVICE_GONE, *_CALLERS_SUFFER),
    "port_in_use": ("service_crash_loop", "probe_failed"),
    "config_error": _SERVICE_GONE,
    "exec_failed": _SERVICE_GONE,
    "missing_dependency": _SERVICE_GONE,
    "missing_file": ("service_crash_loop", "probe_failed"),
    "permission_denied": ("service_crash_loop", "probe_failed"),
    "clock_skew": ("tls_expired", "auth_failed"),
    "dns_failure": ("connection_timeout", "peer_unreachable", "probe_failed", "service_crash_loop"),
    "no_route_to_host": ("connection_timeout", "peer_unreachable", "upstream_timeout"),
    "tls_expired": (
        "tls_untrusted",
        "tls_handshake",
        "service_crash_loop",
        "probe_failed",
        "image_pull_failure",
    ),
    "tls_untrusted": ("tls_handshake", "service_crash_loop", "probe_failed"),
    "auth_failed": ("service_crash_loop", "probe_failed"),
    "missing_table": ("service_crash_loop", "probe_failed"),
    "too_many_connections": (
        "pool_exhausted",
        "connection_refused",
        "auth_failed",
        "probe_failed",
        "service_crash_loop",
    ),
    "deadlock": ("lock_timeout", "query_timeout"),
    "lock_timeout": ("query_timeout", "pool_exhausted", *_CALLERS_SUFFER),
    "query_timeout": ("pool_exhausted", "upstream_timeout", "probe_failed", "connection_reset"),
    "pool_exhausted": ("upstream_timeout", "probe_failed", "connection_timeout", "service_crash_loop"),
    "worker_limit_reached": ("upstream_timeout", "connection_timeout", "probe_failed", "connection_refused"),
    "connection_refused": (
        "backend_worker_error",
        "peer_unreachable",
        "service_crash_loop",
        "pool_exhausted",
    ),
    "connection_timeout": ("peer_unreachable", "service_crash_loop"),
    "host_overload": _CALLERS_SUFFER,
    "null_dereference": ("service_crash_loop", "probe_failed"),
    "brute_force_login": ("auth_failed",),
    "rate_limited": ("image_pull_failure",),
    "service_crash_loop": ("probe_failed",),
}

EXPLAINS = closure(EFFECTS)

# Causes that name the operation which failed. What else stands in the same line is only the operation's reason, and
# the operation says better what to do; a reason left out here stays the cause.
OPERATIONS: dict[str, frozenset[str]] = {
    "probe_failed": frozenset({"disk_full", "oom_killed", "java_heap", "js_heap", "config_error"}),
    "image_pull_failure": frozenset({"rate_limited", "disk_full"}),
    "persistence_failure": frozenset({"disk_full", "hardware_io_error"}),
    "exec_failed": frozenset(
        {"oom_killed", "disk_full", "quota_exceeded", "probe_failed", "image_pull_failure"}
    ),
}
