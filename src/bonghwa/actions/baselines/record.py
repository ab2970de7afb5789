"""sh that takes a baseline and goes back to the one before."""

from typing import Final

from bonghwa.actions.baselines.look import tidy_store
from bonghwa.actions.baselines.model import MAX_FILES, BaselineParams
from bonghwa.actions.baselines.survey import SURVEY
from bonghwa.actions.shell.digests import DIGESTS
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.program import Program, posix_script

_STORE: Final = r"""
flush() { sync "$1" 2>/dev/null || sync; }

# point STORE SHA: makes this manifest the current one, in one step.
point() {
    printf '%s\n' "$2" >"$1/.current.$$" && flush "$1/.current.$$" && mv -f -- "$1/.current.$$" "$1/current"
}
"""

_MAIN: Final = r"""
    store=$1 max_bytes=$2 copy_bytes=$3 max_files=$4
    shift 4
    export LC_ALL=C
    umask 077
    roots=$(for root; do printf '%s\n' "$root"; done)
    if ! mkdir -p -- "$store/objects" "$store/manifests" || ! chmod 700 "$store"; then return 1; fi
    temporary=$store/.temporary.$$
    trap 'rm -f -- "$temporary" "$temporary.list" "$store/.current.$$"' EXIT
    trap 'exit 1' HUP INT TERM
    find_below ! -path "$odd" -size "-$((max_bytes + 1))c" -print | sort -u | {
        printf 'bonghwa-baseline 1\n'
        while IFS= read -r path; do
            access=$(stat -L -c '%a %u %g %s' "$path") || continue
            copied=0
            if [ "${access##* }" -le "$copy_bytes" ] && cat <"$path" >"$temporary" 2>/dev/null; then
                sha=$(digest <"$temporary")
                [ -n "$sha" ] || exit 1
                if [ "$(digest 2>/dev/null <"$store/objects/$sha")" != "$sha" ]; then
                    { flush "$temporary" && mv -f -- "$temporary" "$store/objects/$sha"; } || exit 1
                fi
                copied=1
            else
                sha=$(digest 2>/dev/null <"$path")
            fi
            [ -n "$sha" ] || continue
            printf '%s %s %s %s\n' "$sha" "$access" "$copied" "$path"
        done
    } >"$temporary.list" || return 1
    if [ "$(wc -l <"$temporary.list")" -gt "$((max_files + 1))" ]; then
        echo "more than $max_files files" >&2
        return 1
    fi
    sha=$(digest <"$temporary.list")
    flush "$temporary.list" && mv -f -- "$temporary.list" "$store/manifests/$sha" && point "$store" "$sha" || return 1
    say baseline "$sha"
"""

_FORGET: Final = r"""
    store=$1
    if [ -n "$2" ]; then point "$store" "$2"; else rm -f -- "$store/current"; fi
"""

TAKE: Final = script(DIGESTS, SURVEY, _STORE, _MAIN)
GO_BACK: Final = script(_STORE, _FORGET)


def take_baseline(p: BaselineParams) -> Program:
    """The program that writes manifest and copies. Old copies stay: other baselines may hold them."""
    limits = (str(p.max_file_bytes), str(p.copy_up_to_bytes), str(MAX_FILES))
    return posix_script(TAKE, tidy_store(p), *limits, *p.roots, timeout=900.0)


def back_to(p: BaselineParams, baseline: str | None) -> Program:
    """The program that makes the former baseline, or none, the current one."""
    return posix_script(GO_BACK, tidy_store(p), baseline or "")
