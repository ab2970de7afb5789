from collections.abc import Sequence
from typing import Final

from bonghwa.actions.services.backend import Backend
from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.vocabulary.program import Program

_LOOK: Final = r"""
look_supervisord() {
    if ! have supervisorctl; then say not_found 'supervisord: there is no supervisorctl'; return 1; fi
    if [ -n "$2" ] && [ -f "$2/supervisord.conf" ]; then
        shown=$(supervisorctl -c "$2/supervisord.conf" status "$1" 2>&1)
    else
        shown=$(supervisorctl status "$1" 2>&1)
    fi
    said=$(printf '%s\n' "$shown" | LC_ALL=C awk -v name="$1" '$1 == name { print; exit }')
    set -f
    set -- $said
    set +f
    case ${2:-} in
        RUNNING) activity=active ;;
        STARTING | BACKOFF | STOPPING) activity=changing ;;
        STOPPED | EXITED) activity=inactive ;;
        FATAL) activity=failed ;;
        UNKNOWN) activity=unknown ;;
        *)
            say not_found "supervisord: $(printf '%s' "$shown" | LC_ALL=C tr '\n' ' ' | cut -c1-200)"
            return 1
            ;;
    esac
    say backend supervisord
    say activity "$activity"
    say detail "$said"
    [ "${3:-}" = pid ] || return 0
    pid=${4%,}
    case $pid in '' | *[!0-9]*) return 0 ;; esac
    say pid "$pid"
    start=$(process_start "$pid") && [ "$start" != '?' ] && say identity "$pid:$start@$(boot_id)"
    return 0
}
"""


class Supervisord(Backend):
    """A program of supervisord; `home` is the directory with its `supervisord.conf`, if not a standard place."""

    name = "supervisord"
    functions = _LOOK

    def start(self, p: ServiceParams, before: ServiceState) -> Sequence[Program]:
        return (_supervisorctl(p, "start"),)

    def stop(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        return (_supervisorctl(p, "stop"),)

    def restart(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        return (_supervisorctl(p, "restart"),)


def _supervisorctl(p: ServiceParams, verb: str) -> Program:
    where = () if p.home is None else ("-c", f"{p.home}/supervisord.conf")
    return Program(argv=("supervisorctl", *where, verb, p.service), timeout=180.0)
