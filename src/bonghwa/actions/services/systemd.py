from collections.abc import Sequence
from typing import Final

from bonghwa.actions.services.backend import Backend
from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.vocabulary.program import Program

_LOOK: Final = r"""
look_systemd() {
    if ! have systemctl; then say not_found 'systemd: there is no systemctl'; return 1; fi
    shown=$(systemctl --no-pager show --property=LoadState --property=ActiveState --property=SubState \
        --property=Result --property=MainPID --property=InvocationID \
        --property=ExecMainStartTimestampMonotonic -- "$1" 2>&1)
    if [ "$?" -ne 0 ]; then
        say not_found "systemd: $(printf '%s' "$shown" | LC_ALL=C tr '\n' ' ' | cut -c1-200)"
        return 1
    fi
    load= active= sub= result= main= invocation= started=
    while IFS= read -r line; do
        case $line in
            LoadState=*) load=${line#*=} ;;
            ActiveState=*) active=${line#*=} ;;
            SubState=*) sub=${line#*=} ;;
            Result=*) result=${line#*=} ;;
            MainPID=*) main=${line#*=} ;;
            InvocationID=*) invocation=${line#*=} ;;
            ExecMainStartTimestampMonotonic=*) started=${line#*=} ;;
        esac
    done <<END
$shown
END
    case $load in
        loaded) ;;
        masked) say obstacle 'the unit is masked' ;;
        *) say not_found "systemd: the unit is ${load:-not known}"; return 1 ;;
    esac
    say backend systemd
    case $active in
        active) say activity active ;;
        activating | reloading | deactivating) say activity changing ;;
        failed) say activity failed ;;
        inactive) say activity inactive ;;
        *) say activity unknown ;;
    esac
    say detail "$active/$sub${result:+, $result}"
    case $main in '' | 0) ;; *) say pid "$main" ;; esac
    # InvocationID came with systemd 232; before, the main process and its start tell the runs apart.
    case $active in
        active | activating | reloading)
            if [ -n "$invocation" ]; then say identity "$invocation"
            elif [ "${main:-0}" != 0 ]; then say identity "$main:$started@$(boot_id)"; fi
            ;;
    esac
}
"""


class Systemd(Backend):
    """A unit of the system's systemd."""

    name = "systemd"
    functions = _LOOK

    def start(self, p: ServiceParams, before: ServiceState) -> Sequence[Program]:
        return (_systemctl("start", p.service),)

    def stop(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        # systemd itself ends with KILL what outlives TimeoutStopSec.
        return (_systemctl("stop", p.service),)

    def restart(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        return (_systemctl("restart", p.service),)


def _systemctl(verb: str, unit: str) -> Program:
    return Program(argv=("systemctl", "--no-pager", "--no-ask-password", verb, "--", unit), timeout=180.0)
