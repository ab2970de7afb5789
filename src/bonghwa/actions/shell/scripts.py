"""The POSIX sh that all look and act scripts share. Constants only: no value is ever pasted into them.

Runs on dash, bash and busybox sh with standard tools. The whole script is one function that is called on the last
line with its input closed: a script cut short in transit does nothing, and no child can eat the rest of it.
"""

from typing import Final

_SAY: Final = r"""
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
newline='
'
carriage_return=$(printf '\r')

have() { command -v "$1" >/dev/null 2>&1; }

# say KEY VALUE: one line key=value; backslash, newline and carriage return in the value are escaped.
say() {
    case $2 in
        *\\* | *"$newline"* | *"$carriage_return"*)
            printf '%s=' "$1"
            printf '%s' "$2" | LC_ALL=C sed -e 's/\\/\\\\/g' -e "s/$carriage_return/\\\\r/g" |
                LC_ALL=C awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }'
            printf '\n'
            ;;
        *) printf '%s=%s\n' "$1" "$2" ;;
    esac
}

short_sleep() { sleep 0.1 2>/dev/null || sleep 1; }
"""

PROCESSES: Final = r"""
# process_start PID: its start in clock ticks since boot; fails when it is gone or a zombie.
process_start() {
    if [ ! -r /proc/self/stat ]; then
        kill -0 "$1" 2>/dev/null && printf '?'
        return
    fi
    IFS= read -r stat_line 2>/dev/null <"/proc/$1/stat" || return 1
    set -- ${stat_line##*) }
    case $1 in Z | X | x) return 1 ;; esac
    shift 19 2>/dev/null || return 1
    printf '%s' "$1"
}

boot_id() {
    id=
    IFS= read -r id 2>/dev/null </proc/sys/kernel/random/boot_id
    printf '%s' "${id%%-*}"
}
"""

PORTS: Final = r"""
# say_port PORT: port_listening=yes|no|unknown, and port_pid when the owner can be seen.
say_port() {
    if [ -r /proc/net/tcp ]; then
        hex=$(printf '%04X' "$1")
        inode=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | LC_ALL=C awk -v end=":$hex" \
            '$4 == "0A" && substr($2, length($2) - 4) == end { print $10; exit }')
        if [ -z "$inode" ]; then say port_listening no; return; fi
        say port_listening yes
        owner=$(ls -l /proc/[0-9]*/fd 2>/dev/null | LC_ALL=C awk -v want="socket:[$inode]" '
            /^\/proc\/[0-9]+\/fd:$/ { split($0, part, "/"); pid = part[3] }
            $NF == want { print pid; exit }')
        [ -z "$owner" ] || say port_pid "$owner"
    elif have ss; then
        if ss -ltn | LC_ALL=C awk -v end=":$1" '
            substr($4, length($4) - length(end) + 1) == end { found = 1 } END { exit !found }'
        then say port_listening yes; else say port_listening no; fi
    else
        say port_listening unknown
    fi
}
"""

HTTP: Final = r"""
fetch_with_python='
import ssl, sys, urllib.error, urllib.request
class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
opener = urllib.request.build_opener(
    urllib.request.ProxyHandler({}), Stay, urllib.request.HTTPSHandler(context=ssl._create_unverified_context()))
try:
    print(opener.open(sys.argv[1], timeout=5).status)
except urllib.error.HTTPError as error:
    print(error.code)
except Exception as error:
    print("000", getattr(error, "reason", error))
'

# ask_http URL: sets http_tool, http_code (000 when nothing answered) and http_reason. Redirects are not followed
# (wget alone cannot but follow). Certificates are not judged here: internal services sign their own, and nothing
# secret is sent. See tls.expiry for them.
ask_http() {
    http_tool= http_code= http_reason=
    if have curl; then
        http_tool=curl
        http_code=$(curl -q -g -k -sS -m 5 --noproxy '*' -o /dev/null -w '%{http_code}' --url "$1" 2>&1)
        http_reason=${http_code%???}
        http_code=${http_code#"$http_reason"}
    elif have python3 && python3 -c 'import urllib.request' 2>/dev/null; then
        http_tool=python3
        http_code=$(python3 -c "$fetch_with_python" "$1" 2>&1)
        http_reason=${http_code#???}
        http_code=${http_code%"$http_reason"}
    elif have wget; then
        http_tool=wget
        answer=$(unset http_proxy https_proxy; wget -S -O /dev/null -T 5 -t 1 --no-check-certificate "$1" 2>&1)
        http_code=$(printf '%s\n' "$answer" | LC_ALL=C awk '
            { for (i = 1; i < NF; i++) if ($i ~ /^HTTP\/[0-9.]+$/ && $(i + 1) ~ /^[0-9][0-9][0-9]$/) code = $(i + 1) }
            END { print code == "" ? "000" : code }')
        [ "$http_code" != 000 ] || http_reason=$answer
    else
        http_reason='neither curl, python3 nor wget is here'
    fi
    case $http_code in
        [0-9][0-9][0-9] | '') ;;
        *) http_reason="$http_code$http_reason" http_code=000 ;;
    esac
    http_reason=$(printf '%s' "$http_reason" | LC_ALL=C tr '\n\t' '  ' | LC_ALL=C cut -c1-300)
}

say_http() {
    ask_http "$1"
    [ -z "$http_tool" ] || say http_tool "$http_tool"
    [ -z "$http_code" ] || say http_code "$http_code"
    [ -z "$http_reason" ] || say http_reason "$http_reason"
}
"""


def script(*parts: str) -> str:
    """A whole script of shared parts and, last, the body of its main function, which gets the arguments."""
    *functions, body = parts
    return "".join((_SAY, *functions, "\nmain() {", body, '}\nmain "$@" </dev/null\n'))
