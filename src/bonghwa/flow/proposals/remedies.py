"""Which actions would help against a cause, given what the looks saw. Nothing fitting is an honest answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from bonghwa.flow.diagnoses.collection import integrity_params, service_params
from bonghwa.flow.proposals.model import Intended
from bonghwa.registry.fleet.model import Service

FULL = frozenset({"disk_full", "quota_exceeded", "inode_exhausted"})
CONFIGURATION = frozenset({"config_error", "missing_file"})
DOWN_ACTIVITIES = frozenset({"inactive", "failed"})
DOWN = frozenset(
    {
        "connection_refused",
        "connection_reset",
        "upstream_timeout",
        "service_crash_loop",
        "oom_killed",
        "java_heap",
        "js_heap",
        "segfault",
        "probe_failed",
        "backend_worker_error",
        "worker_limit_reached",
        "pool_exhausted",
    }
)


def remedy_for(
    cause: str,
    services: Sequence[Service],
    states: Mapping[str, Mapping[str, Any]],
    drifted: frozenset[str],
) -> tuple[Intended, ...]:
    """The actions against `cause`, in order; empty when only a person can know.

    `states` holds the state that service.status saw for each service code, `drifted` the services whose
    configuration differs from its baseline.
    """
    if cause in FULL:
        return tuple(_archive(service) for service in services if service.settings.log_directory)[:1]
    down = [s for s in services if s.code in states and states[s.code].get("activity") in DOWN_ACTIVITIES]
    altered = [service for service in services if service.code in drifted]
    if altered and (cause in CONFIGURATION or (cause in DOWN and altered[0] in down)):
        service = altered[0]
        restore = Intended("integrity.restore", service.server, integrity_params(service))
        return (restore, Intended("service.restart", service.server, service_params(service)))
    if cause in DOWN and down:
        return (Intended("service.restart", down[0].server, service_params(down[0])),)
    return ()


def _archive(service: Service) -> Intended:
    settings = service.settings
    params: dict[str, Any] = {"directory": settings.log_directory, "pattern": settings.log_pattern}
    params |= {"compress_older_than_days": 1, "quota_bytes": settings.log_quota_bytes}
    params |= {"archive_directory": settings.archive_directory}
    return Intended("files.archive", service.server, {k: v for k, v in params.items() if v is not None})
