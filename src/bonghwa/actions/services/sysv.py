from collections.abc import Sequence
from typing import Final

from bonghwa.actions.services.backend import Backend
from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.vocabulary.program import Program

_LOOK: Final = r"""
look_sysv() {
    if [ ! -f "/etc/init.d/$1" ]; then say not_found "sysv: there is no /etc/init.d/$1"; return 1; fi
    say backend sysv
    if [ ! -x "/etc/init.d/$1" ]; then say obstacle "/etc/init.d/$1 may not be executed"; fi
    said=$("/etc/init.d/$1" status 2>&1)
    code=$?
    # Exit codes of status: Linux Standard Base, "Init Script Actions".
    case $code in
        0) say activity active ;;
        1 | 2) say activity failed ;;
        3) say activity inactive ;;
        *) say activity unknown ;;
    esac
    say detail "status $code: $(printf '%s' "$said" | LC_ALL=C tr '\n' ' ' | cut -c1-200)"
    [ "$code" -eq 0 ] || return 0
    boot=$(boot_id)
    for file in "/run/$1.pid" "/var/run/$1.pid" "/run/$1"/*.pid "/var/run/$1"/*.pid; do
        [ -r "$file" ] || continue
        pid=
        IFS=' ' read -r pid rest 2>/dev/null <"$file"
        case $pid in '' | *[!0-9]*) continue ;; esac
        start=$(process_start "$pid") || continue
        say pid "$pid"
        [ "$start" = '?' ] || say identity "$pid:$start@$boot"
        break
    done
}
"""


class SysV(Backend):
    """A System V init script. Without a process-id file it cannot be proven that it started anew."""

    name = "sysv"
    functions = _LOOK

    def start(self, p: ServiceParams, before: ServiceState) -> Sequence[Program]:
        return (_init_script(p.service, "start"),)

    def stop(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        return (_init_script(p.service, "stop"),)

    def restart(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        return (_init_script(p.service, "restart"),)


def _init_script(service: str, verb: str) -> Program:
    return Program(argv=(f"/etc/init.d/{service}", verb), timeout=180.0)
