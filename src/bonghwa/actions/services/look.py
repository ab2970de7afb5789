"""The look that all service actions share."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from bonghwa.actions.services.backend import Backend
from bonghwa.actions.services.model import Activity, ServiceParams, ServiceState
from bonghwa.actions.services.scripts import Scripts
from bonghwa.actions.services.supervisord import Supervisord
from bonghwa.actions.services.systemd import Systemd
from bonghwa.actions.services.sysv import SysV
from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import HTTP, PORTS, script
from bonghwa.vocabulary.action import LookFailed
from bonghwa.vocabulary.program import Output, Program, posix_script

BACKENDS: Final[Mapping[str, Backend]] = MappingProxyType(
    {backend.name: backend for backend in (Scripts(), Systemd(), Supervisord(), SysV())}
)
"""In the order in which `auto` tries them."""

_MAIN: Final = r"""
    service=$1 choice=$2 home=$3 port=$4 health=$5
    say user "$(id -un 2>/dev/null || id -u)"
    case $choice in
        scripts) look_scripts "$service" "$home" ;;
        systemd) look_systemd "$service" ;;
        supervisord) look_supervisord "$service" "$home" ;;
        sysv) look_sysv "$service" ;;
        *)
            look_scripts "$service" "$home" || look_systemd "$service" ||
                look_supervisord "$service" "$home" || look_sysv "$service"
            ;;
    esac
    [ -z "$port" ] || say_port "$port"
    [ -z "$health" ] || say_http "$health"
    say end ok
"""

LOOK: Final = script(*(backend.functions for backend in BACKENDS.values()), PORTS, HTTP, _MAIN)

_ONCE: Final = (
    "user",
    "backend",
    "activity",
    "detail",
    "port_listening",
    "port_pid",
    "http_code",
    "http_tool",
    "http_reason",
)


def look_at(p: ServiceParams) -> Program:
    """The program that looks at the service, its port and its health."""
    port = "" if p.port is None else str(p.port)
    return posix_script(LOOK, p.service, p.backend, p.home or "", port, p.health or "", timeout=25.0)


def read_service(output: Output) -> ServiceState:
    """What was seen. Raises LookFailed."""
    lines = Lines(output, once=_ONCE, many=("pid", "identity", "not_found", "obstacle"))
    return ServiceState(
        backend=lines.text("backend") or None,
        activity=_activity(lines.text("activity", "unknown")),
        detail=lines.text("detail"),
        pids=tuple(sorted(number(pid, int) for pid in lines.texts("pid"))),
        identity=tuple(sorted(lines.texts("identity"))),
        port_listening={"yes": True, "no": False}.get(lines.text("port_listening")),
        port_pid=lines.integer("port_pid"),
        http_code=lines.integer("http_code"),
        http_reason=lines.text("http_reason"),
        user=lines.text("user"),
        not_found=lines.texts("not_found"),
        obstacles=lines.texts("obstacle"),
    )


def _activity(word: str) -> Activity:
    try:
        activity: Activity = msgspec.convert(word, Activity)
    except msgspec.ValidationError as error:
        raise LookFailed(f"The look wrote an unknown activity: {word[:40]!r}") from error
    return activity
