from typing import Annotated, Final, TypeAlias

from msgspec import Meta

from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import HTTP, script
from bonghwa.vocabulary.action import Action, Outcome, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program, posix_script
from bonghwa.vocabulary.values import HttpUrl, Values

HostPort: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"\A(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?):[1-9][0-9]{0,4}\Z"
    ),
]
"""host:port, or [address]:port for IPv6."""

_CONNECT: Final = r"""
connect_with_python='
import errno, socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=float(sys.argv[3])).close()
    print("open")
except socket.gaierror as error:
    print("not resolved:", error)
except (socket.timeout, TimeoutError):
    print("timed out")
except Exception as error:
    print(error)
'

# connect HOST PORT SECONDS: sets tcp_tool, and tcp_answer, which is "open" or why not.
connect() {
    tcp_tool= tcp_answer=
    if have bash && have timeout && bash -c 'exec 3<>"/dev/tcp/$0/$1"' 0 0 2>&1 | grep -qv 'No such file'; then
        tcp_tool=bash
        tcp_answer=$(timeout "$3" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
        case $? in 0) tcp_answer=open ;; 124 | 143) tcp_answer='timed out' ;; esac
    elif have python3 && python3 -c 'import socket' 2>/dev/null; then
        tcp_tool=python3
        tcp_answer=$(python3 -c "$connect_with_python" "$1" "$2" "$3" 2>&1)
    elif have nc; then
        tcp_tool=nc
        tcp_answer=$(nc -z -v -w "$3" "$1" "$2" 2>&1 </dev/null)
        case $?:$tcp_answer in
            0:*) tcp_answer=open ;;
            *sage:*)
                # A busybox nc without -z ends at the end of its input.
                if tcp_answer=$(nc -w "$3" "$1" "$2" 2>&1 >/dev/null </dev/null); then tcp_answer=open; fi
                ;;
        esac
        tcp_answer=${tcp_answer:-timed out}
    elif have curl; then
        tcp_tool=curl
        tcp_answer=$(curl -q -g -sS --noproxy '*' -m "$3" -o /dev/null --url "telnet://$1:$2" 2>&1)
        # 28: connected and waiting, or not even that; curl says which.
        case $? in 0) tcp_answer=open ;; 28) case $tcp_answer in *onnect*) tcp_answer='timed out' ;; *) tcp_answer=open ;; esac ;; esac
    fi
    tcp_answer=$(printf '%s' "$tcp_answer" | LC_ALL=C tr '\n\t' '  ' | LC_ALL=C cut -c1-300)
}

verdict() {
    case $1 in
        open) echo open ;;
        *efused*) echo refused ;;
        *'not known'* | *esolve* | *'bad address'* | *'name resolution'* | *'No address'*) echo unresolved ;;
        *'imed out'* | *imeout*) echo silent ;;
        *'o route'* | *nreachable*) echo unreachable ;;
        *) echo failed ;;
    esac
}
"""

_MAIN: Final = r"""
    seconds=$1 targets=$2
    shift 2
    export LC_ALL=C
    number=0
    while [ "$targets" -gt 0 ]; do
        connect "$1" "$2" "$seconds"
        if [ -z "$tcp_tool" ]; then say tcp "$number unknown - neither bash, python3, nc nor curl is here"
        else say tcp "$number $(verdict "$tcp_answer") $tcp_tool $tcp_answer"; fi
        shift 2
        targets=$((targets - 1)) number=$((number + 1))
    done
    number=0
    for url; do
        ask_http "$url"
        say http "$number ${http_code:--} ${http_tool:--} $http_reason"
        number=$((number + 1))
    done
    say end ok
"""

LOOK: Final = script(HTTP, _CONNECT, _MAIN)


class ReachParams(Values, frozen=True, kw_only=True):
    """TCP `targets` and HTTP `urls`, asked one after the other from the host itself."""

    targets: Annotated[tuple[HostPort, ...], Meta(max_length=20)] = ()
    urls: Annotated[tuple[HttpUrl, ...], Meta(max_length=20)] = ()
    timeout_seconds: Annotated[int, Meta(ge=1, le=10)] = 3

    def __post_init__(self) -> None:
        if not self.targets and not self.urls:
            raise ValueError("name at least one target or URL")


class Reached(Values, frozen=True, kw_only=True):
    """`answer`: open, refused, silent, unresolved, unreachable, failed or unknown; for a URL `code` as well."""

    target: str
    answer: str
    code: int | None = None
    tool: str = ""
    detail: str = ""

    @property
    def good(self) -> bool | None:
        """Whether it is open and, if it speaks HTTP, no server error. None when nobody could ask."""
        if self.answer == "unknown":
            return None
        return self.answer == "open" and (self.code is None or self.code < 500)


class ReachState(Values, frozen=True, kw_only=True):
    reached: tuple[Reached, ...]


class NetReach(Action[ReachParams, ReachState]):
    """Whether this host reaches given ports and addresses, with whatever tool it has."""

    name, version, risk = "net.reach", 1, Risk.READ
    params, state = ReachParams, ReachState

    def look(self, p: ReachParams) -> Program:
        pairs = [target.rpartition(":") for target in p.targets]
        words = [word for host, _, port in pairs for word in (host.strip("[]"), port)]
        timeout = 30.0 + len(pairs) * p.timeout_seconds + len(p.urls) * 6
        return posix_script(LOOK, str(p.timeout_seconds), str(len(pairs)), *words, *p.urls, timeout=timeout)

    def read(self, p: ReachParams, output: Output) -> ReachState:
        lines = Lines(output, many=("tcp", "http"))
        tcp = [
            Reached(target=target, answer=answer, tool=tool, detail="" if detail == "open" else detail)
            for target, (_, answer, tool, detail) in zip(
                p.targets, lines.records("tcp", 4, count=len(p.targets)), strict=True
            )
        ]
        http = [
            _answered(url, code, tool, detail)
            for url, (_, code, tool, detail) in zip(
                p.urls, lines.records("http", 4, count=len(p.urls)), strict=True
            )
        ]
        return ReachState(reached=(*tcp, *http))

    def judge(self, p: ReachParams, before: ReachState, after: ReachState) -> Outcome:
        bad = [r for r in after.reached if r.good is False]
        if bad:
            told = "; ".join(f"{r.target}: {r.answer if r.answer != 'open' else r.code}" for r in bad)
            return Outcome(Verdict.FAILED, f"{len(bad)} of {len(after.reached)} not reached: {told}.")
        unknown = [r for r in after.reached if r.good is None]
        if unknown:
            return Outcome(Verdict.UNKNOWN, f"{unknown[0].target} could not be asked: {unknown[0].detail}.")
        return Outcome(Verdict.SUCCEEDED, f"All {len(after.reached)} reached.")


def _answered(url: str, code: str, tool: str, detail: str) -> Reached:
    if code == "-":
        return Reached(target=url, answer="unknown", detail=detail)
    status = number(code, int)
    if status == 0:
        return Reached(target=url, answer="failed", tool=tool, detail=detail)
    return Reached(target=url, answer="open", code=status, tool=tool, detail=detail)
