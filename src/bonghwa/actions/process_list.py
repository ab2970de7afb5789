from collections.abc import Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta

from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.action import Action, Outcome, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program, posix_script
from bonghwa.vocabulary.values import Values

_MAIN: Final = r"""
    export LC_ALL=C
    if [ ! -r /proc/stat ]; then say obstacle 'there is no /proc'; say end ok; return; fi
    ticks=$(getconf CLK_TCK 2>/dev/null || echo 100)
    page=$(getconf PAGESIZE 2>/dev/null || echo 4096)
    booted=$(awk '$1 == "btime" { print $2 }' /proc/stat)
    case $2 in cpu) column=6 ;; started) column=7 ;; *) column=5 ;; esac
    cat /proc/[0-9]*/stat 2>/dev/null | WANTED=$1 awk -v ticks="$ticks" -v page="$page" -v booted="$booted" '
        match($0, /\(.*\) /) {
            name = substr($0, RSTART + 1, RLENGTH - 3)
            pid = $1
            split(substr($0, RSTART + RLENGTH), f, " ")
            total++
            if (f[1] == "Z") zombies++
            if (ENVIRON["WANTED"] != "" && !index(tolower(name), tolower(ENVIRON["WANTED"]))) next
            printf "%s %s %s - %.0f %.2f %.0f %s\n", pid, f[2], f[1], f[22] * page, (f[12] + f[13]) / ticks, \
                booted + f[20] / ticks, name
        }
        END { printf "total %d %d\n", total, zombies }' | sort -k "$column,${column}nr" | {
        shown=0 matched=0
        while read -r pid parent state user rest; do
            if [ "$pid" = total ]; then say total "$parent"; say zombies "$state"; continue; fi
            matched=$((matched + 1))
            [ "$shown" -lt "$3" ] || continue
            shown=$((shown + 1))
            user=$(stat -c %U "/proc/$pid" 2>/dev/null)
            say process "$pid $parent $state ${user:-?} $rest"
        done
        say matched "$matched"
    }
    say end ok
"""

LOOK: Final = script(_MAIN)


class ProcessParams(Values, frozen=True, kw_only=True):
    """Processes whose name holds `name` (without regard to case), the first `limit` of them by `order`."""

    name: Annotated[str, Meta(pattern=r"\A[^\x00-\x1f\x7f]{0,100}\Z")] = ""
    order: Literal["memory", "cpu", "started"] = "memory"
    limit: Annotated[int, Meta(ge=1, le=200)] = 30


class RunningProcess(Values, frozen=True, kw_only=True):
    """`memory` resident bytes, `cpu_seconds` used so far, `started` in seconds since 1970.

    No command line: it may hold secrets.
    """

    pid: int
    parent: int
    state: str
    user: str
    memory: int
    cpu_seconds: float
    started: int
    name: str


class ProcessState(Values, frozen=True, kw_only=True):
    """`total` processes there are, `matched` of them by name."""

    total: int = 0
    zombies: int = 0
    matched: int = 0
    processes: tuple[RunningProcess, ...] = ()
    obstacles: tuple[str, ...] = ()


class ProcessList(Action[ProcessParams, ProcessState]):
    """The processes of a host by memory, processor time or start."""

    name, version, risk = "process.list", 1, Risk.READ
    params, state = ProcessParams, ProcessState

    def look(self, p: ProcessParams) -> Program:
        return posix_script(LOOK, p.name, p.order, str(p.limit))

    def read(self, p: ProcessParams, output: Output) -> ProcessState:
        lines = Lines(output, once=("total", "zombies", "matched"), many=("process", "obstacle"))
        return ProcessState(
            total=lines.integer("total") or 0,
            zombies=lines.integer("zombies") or 0,
            matched=lines.integer("matched") or 0,
            processes=tuple(_processes(lines)),
            obstacles=lines.texts("obstacle"),
        )

    def judge(self, p: ProcessParams, before: ProcessState, after: ProcessState) -> Outcome:
        if after.obstacles:
            return Outcome(Verdict.UNKNOWN, f"The processes could not be listed: {after.obstacles[0]}.")
        if p.name and not after.matched:
            return Outcome(
                Verdict.FAILED, f"No process is called {p.name!r} ({after.total} processes in all)."
            )
        return Outcome(
            Verdict.SUCCEEDED,
            f"{after.matched} of {after.total} processes match, {after.zombies} zombies in all.",
        )


def _processes(lines: Lines) -> Iterator[RunningProcess]:
    for pid, parent, state, user, memory, cpu, started, name in lines.records("process", 8):
        yield RunningProcess(
            pid=number(pid, int),
            parent=number(parent, int),
            state=state,
            user=user,
            memory=number(memory, int),
            cpu_seconds=number(cpu, float),
            started=number(started, int),
            name=name,
        )
