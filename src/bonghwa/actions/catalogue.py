"""Every action there is, by name. Explicit: a test fails when a file is missing here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from bonghwa.actions.files_archive import FilesArchive
from bonghwa.actions.files_purge import FilesPurge
from bonghwa.actions.host_resources import HostResources
from bonghwa.actions.integrity_baseline import IntegrityBaseline
from bonghwa.actions.integrity_check import IntegrityCheck
from bonghwa.actions.integrity_restore import IntegrityRestore
from bonghwa.actions.logs_errors import LogsErrors
from bonghwa.actions.net_reach import NetReach
from bonghwa.actions.process_list import ProcessList
from bonghwa.actions.service_restart import ServiceRestart
from bonghwa.actions.service_start import ServiceStart
from bonghwa.actions.service_status import ServiceStatus
from bonghwa.actions.service_stop import ServiceStop
from bonghwa.actions.tls_expiry import TlsExpiry
from bonghwa.kernel.errors import NotFound
from bonghwa.vocabulary.action import Action

AnyAction = Action[Any, Any]

_ACTIONS: Final[tuple[AnyAction, ...]] = (
    ServiceStatus(),
    ServiceRestart(),
    ServiceStart(),
    ServiceStop(),
    FilesArchive(),
    FilesPurge(),
    IntegrityBaseline(),
    IntegrityCheck(),
    IntegrityRestore(),
    HostResources(),
    LogsErrors(),
    NetReach(),
    ProcessList(),
    TlsExpiry(),
)

CATALOGUE: Final[Mapping[str, AnyAction]] = MappingProxyType({action.name: action for action in _ACTIONS})


def get_action(name: str, version: int | None = None) -> AnyAction:
    """The action of that name and, if given, that version. Raises NotFound."""
    action = CATALOGUE.get(name)
    if action is None:
        raise NotFound(
            f"There is no action {name[:80]!r} in this catalogue.",
            next_step="docs/actions.md lists those there are.",
        )
    if version is not None and version != action.version:
        raise NotFound(
            f"Action {name} is here in version {action.version}, not {version}.",
            next_step="Bring server and agent to the same version, then propose again.",
        )
    return action
