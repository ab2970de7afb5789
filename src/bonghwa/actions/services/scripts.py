from collections.abc import Sequence
from typing import Final

from bonghwa.actions.services.backend import Backend
from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.actions.shell.scripts import PROCESSES, script
from bonghwa.vocabulary.program import Program, posix_script

_LOOK: Final = r"""
# pid_files HOME: the files in which start scripts leave process ids.
pid_files() {
    for file in "$1"/run/*.pid "$1"/*.pid "$1"/logs/*.pid; do
        [ -f "$file" ] && printf '%s\n' "$file"
    done
}

# recorded_pid FILE: the process id in it; nothing when it holds something else.
recorded_pid() {
    recorded=
    IFS=' ' read -r recorded other 2>/dev/null <"$1"
    case $recorded in
        '' | *[!0-9]* | ??????????? | 0* | 1) ;;
        *) printf '%s' "$recorded" ;;
    esac
}

# reused PID START FILE: the process began more than a minute after the file was written, so it is another's.
reused() {
    [ "$2" != '?' ] || return 1
    written=$(stat -c %Y "$3" 2>/dev/null) || return 1
    booted=$(LC_ALL=C awk '$1 == "btime" { print $2 }' /proc/stat 2>/dev/null)
    ticks=$(getconf CLK_TCK 2>/dev/null || echo 100)
    [ -n "$booted" ] && [ "$((booted + $2 / ticks))" -gt "$((written + 60))" ]
}

say_process() {
    say pid "$1"
    [ "$2" = '?' ] || say identity "$1:$2@$boot"
    kill -0 "$1" 2>/dev/null || say obstacle "process $1 belongs to another user"
}

look_scripts() {
    home=$2
    if [ -z "$home" ]; then say not_found 'scripts: no home directory was given'; return 1; fi
    if [ ! -f "$home/bin/startup.sh" ]; then
        if [ -d "$home" ] && [ ! -x "$home" ]; then say not_found "scripts: $home may not be entered"
        else say not_found "scripts: there is no $home/bin/startup.sh"; fi
        return 1
    fi
    say backend scripts
    [ -r "$home/bin/startup.sh" ] || say obstacle "$home/bin/startup.sh may not be read"
    [ ! -d "$home/run" ] || [ -w "$home/run" ] || say obstacle "$home/run may not be written"
    boot=$(boot_id)
    alive=0 dead=0 seen=' '
    while IFS= read -r file; do
        [ -n "$file" ] || continue
        pid=$(recorded_pid "$file")
        if [ -n "$pid" ] && start=$(process_start "$pid") && ! reused "$pid" "$start" "$file"; then
            case $seen in *" $pid "*) continue ;; esac
            seen="$seen$pid " alive=$((alive + 1))
            say_process "$pid" "$start"
        else
            dead=$((dead + 1))
        fi
    done <<END
$(pid_files "$home")
END
    # A Tomcat without CATALINA_PID leaves no file, but its base directory stands on its command line.
    if [ -f "$home/bin/catalina.sh" ]; then
        for file in $(grep -lzxF -e "-Dcatalina.base=$home" /proc/[0-9]*/cmdline 2>/dev/null); do
            pid=${file#/proc/} pid=${pid%/cmdline}
            case $seen in *" $pid "*) continue ;; esac
            start=$(process_start "$pid") || continue
            seen="$seen$pid " alive=$((alive + 1))
            say_process "$pid" "$start"
        done
    fi
    if [ "$alive" -gt 0 ] && [ "$dead" -gt 0 ]; then say activity partial
    elif [ "$alive" -gt 0 ]; then say activity active
    elif [ "$dead" -gt 0 ]; then say activity failed
    else say activity inactive; fi
    say detail "$alive alive, $dead dead"
}
"""

_RUN: Final = r"""
# run_detached SCRIPT: runs it in a session of its own, away from our pipes, and waits at most 60 s for its end.
# One that stays in the foreground is left running; the second look tells what became of the service.
run_detached() {
    output=/dev/null
    for directory in "$home/run" "$home/logs" "$home/temp"; do
        if [ -d "$directory" ] && [ -w "$directory" ]; then output=$directory/bonghwa-last-script.out; break; fi
    done
    if [ "$output" != /dev/null ]; then
        rm -f -- "$output"
        # Never through a link that someone laid there.
        (set -C; : >"$output") 2>/dev/null || output=/dev/null
    fi
    set -- "$1"
    [ -x "$1" ] || set -- sh "$1"
    if have setsid; then set -- setsid "$@"; fi
    (cd "$home" && exec "$@" </dev/null >>"$output" 2>&1) &
    child=$! rounds=0
    while process_start "$child" >/dev/null && [ "$rounds" -lt 600 ]; do
        rounds=$((rounds + 1))
        short_sleep
    done
    status=0
    if process_start "$child" >/dev/null; then say note "still in the foreground"; else wait "$child" || status=$?; fi
    [ "$output" = /dev/null ] || say output "$(tail -c 2000 "$output" 2>/dev/null)"
    say status "$status"
    return "$status"
}

# still_there: those of the given pid:start that live on.
still_there() {
    for token in $tokens; do
        pid=${token%%:*} began=${token#*:} began=${began%%@*}
        [ "$(process_start "$pid")" = "$began" ] && printf '%s ' "$pid"
    done
}

await_end() {
    rounds=0
    while [ -n "$(still_there)" ] && [ "$rounds" -lt "$1" ]; do
        rounds=$((rounds + 1))
        short_sleep
    done
    [ -z "$(still_there)" ]
}

stop_scripts() {
    say phase stop
    patience=200
    if [ ! -f "$home/bin/shutdown.sh" ]; then for pid in $(still_there); do kill -TERM "$pid"; done
    elif ! run_detached "$home/bin/shutdown.sh"; then patience=20; fi
    await_end "$patience" && return 0
    if [ "$force" = yes ]; then
        for pid in $(still_there); do kill -TERM "$pid"; done
        await_end 50 && return 0
        for pid in $(still_there); do kill -KILL "$pid"; done
        await_end 50 && return 0
    fi
    say outlived "$(still_there)"
    return 1
}

start_scripts() {
    say phase start
    if [ -f "$home/bin/catalina.sh" ] && [ -d "$home/run" ] && [ -z "${CATALINA_PID:-}" ]; then
        CATALINA_PID=$home/run/catalina.pid
        export CATALINA_PID
    fi
    run_detached "$home/bin/startup.sh"
}
"""

_ARGUMENTS: Final = r"""
    home=$1 force=$2
    shift 2
    tokens=$*
    set -f
"""

START: Final = script(PROCESSES, _RUN, _ARGUMENTS + "    start_scripts\n")
STOP: Final = script(PROCESSES, _RUN, _ARGUMENTS + "    stop_scripts\n")
RESTART: Final = script(PROCESSES, _RUN, _ARGUMENTS + "    stop_scripts && start_scripts\n")

_TIMEOUT: Final = 180.0


class Scripts(Backend):
    """A directory with `bin/startup.sh` and `bin/shutdown.sh`, as Tomcat and many house-made services have it."""

    name = "scripts"
    functions = PROCESSES + _LOOK

    def start(self, p: ServiceParams, before: ServiceState) -> Sequence[Program]:
        return (posix_script(START, p.home or "", "no", timeout=_TIMEOUT),)

    def stop(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        return (self._stopping(STOP, p, before, force=force),)

    def restart(self, p: ServiceParams, before: ServiceState, *, force: bool) -> Sequence[Program]:
        # Of a failed service nothing runs, but its shutdown script clears what it left behind.
        if before.activity == "inactive":
            return self.start(p, before)
        return (self._stopping(RESTART, p, before, force=force),)

    def _stopping(self, text: str, p: ServiceParams, before: ServiceState, *, force: bool) -> Program:
        word = "yes" if force else "no"
        return posix_script(text, p.home or "", word, *before.identity, timeout=_TIMEOUT)
