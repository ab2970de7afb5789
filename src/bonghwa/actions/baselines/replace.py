"""sh that puts files back from the baseline's copies, and takes that back."""

from collections.abc import Iterator, Sequence
from typing import Final

from bonghwa.actions.baselines.look import tidy_store
from bonghwa.actions.baselines.model import BaselineParams, Difference
from bonghwa.actions.shell.digests import DIGESTS
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.program import Program, posix_script

_BATCH: Final = 50

_COMMON: Final = r"""
flush() { sync "$1" 2>/dev/null || sync; }

# enter FILE WHERE: goes to the directory of FILE; fails unless it truly is WHERE. Without WHERE it is made.
enter() {
    [ -n "$2" ] || mkdir -p -- "${1%/*}/" || return 1
    cd -P -- "${1%/*}/" 2>/dev/null || return 1
    [ -z "$2" ] || [ "$(pwd -P)" = "$2" ]
}

# holds NAME KIND SHA: here, NAME is what the look saw.
holds() {
    case $2 in
        none) [ ! -e "./$1" ] && [ ! -L "./$1" ] ;;
        link) [ -L "./$1" ] ;;
        file) [ -f "./$1" ] && [ ! -L "./$1" ] && [ "$(digest <"./$1")" = "$3" ] ;;
        *) false ;;
    esac
}

# keep NAME SHA: the store has a copy of it.
keep() {
    [ "$(digest 2>/dev/null <"$store/objects/$2")" = "$2" ] && return 0
    (umask 077; cat <"./$1" >"$store/.kept.$$") && [ "$(digest <"$store/.kept.$$")" = "$2" ] &&
        flush "$store/.kept.$$" && mv -f -- "$store/.kept.$$" "$store/objects/$2"
}

# lay NAME SHA MODE UID GID: here, NAME becomes the store's copy, in one step.
# Who may not give files away writes into the file that is there, so that its owner stays.
lay() {
    temporary=./.bonghwa-restore.$$
    rm -f -- "$temporary"
    (set -C; umask 077; cat <"$store/objects/$2" >"$temporary") || return 1
    [ "$(digest <"$temporary")" = "$2" ] || return 1
    if ! chown "$4:$5" "$temporary" 2>/dev/null && [ -f "./$1" ] && [ ! -L "./$1" ] && [ -w "./$1" ] &&
        [ ! -O "./$1" ]; then
        cat <"$temporary" >"./$1" && rm -f -- "$temporary" && flush "./$1"
        return
    fi
    chmod "$3" "$temporary" && flush "$temporary" && [ ! -d "./$1" ] && mv -f -- "$temporary" "./$1"
}
"""

_RESTORE: Final = r"""
# one PATH WHERE KIND FOUND BASE MODE UID GID
one() {
    name=${1##*/}
    if ! enter "$1" "$2"; then say failed "directory $1"; return 1; fi
    if ! holds "$name" "$3" "$4"; then say failed "altered_since_the_look $1"; return 1; fi
    if [ "$3" = file ] && ! keep "$name" "$4"; then say failed "not_kept $1"; return 1; fi
    if ! lay "$name" "$5" "$6" "$7" "$8"; then rm -f -- "./.bonghwa-restore.$$"; say failed "not_written $1"; return 1; fi
    say restored "$1"
}
"""

_UNDO: Final = r"""
# one PATH WHERE KIND FOUND MODE UID GID BASE LINK
one() {
    name=${1##*/}
    if ! enter "$1" "$2"; then say failed "directory $1"; return 1; fi
    # Only what the restore wrote is taken back.
    if ! holds "$name" file "$8"; then say skipped "$1"; return 0; fi
    case $3 in
        file) lay "$name" "$4" "$5" "$6" "$7" ;;
        none) rm -f -- "./$name" ;;
        link) rm -f -- "./$name" && ln -s -- "$9" "./$name" ;;
    esac
    if [ "$?" -ne 0 ]; then rm -f -- "./.bonghwa-restore.$$"; say failed "not_undone $1"; return 1; fi
    say undone "$1"
}
"""

_EACH: Final = r"""
    store=$1 failures=0
    shift
    trap 'rm -f -- "$store/.kept.$$"' EXIT
    trap 'exit 1' HUP INT TERM
    while [ "$#" -ge COUNT ]; do
        one "$@" || failures=1
        shift COUNT
    done
    return "$failures"
"""

RESTORE: Final = script(DIGESTS, _COMMON, _RESTORE, _EACH.replace("COUNT", "8"))
UNDO: Final = script(DIGESTS, _COMMON, _UNDO, _EACH.replace("COUNT", "9"))


def restorable(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Those that can be put back: known to the baseline, with a sound copy, and nothing odd in their place."""
    return tuple(
        d
        for d in differences
        if d.restorable and d.kind != "other" and d.status not in {"added", "unreadable"}
    )


def restore_files(p: BaselineParams, differences: Sequence[Difference]) -> tuple[Program, ...]:
    """The programs that put these files back; what is replaced is kept in the store."""
    rows = [_restore_row(d) for d in restorable(differences)]
    return tuple(_batches(RESTORE, tidy_store(p), rows))


def take_back(p: BaselineParams, differences: Sequence[Difference]) -> tuple[Program, ...]:
    """The programs that put back what was there before the restore."""
    rows = [_undo_row(d) for d in restorable(differences)]
    return tuple(_batches(UNDO, tidy_store(p), rows))


def _restore_row(d: Difference) -> tuple[str, ...]:
    base = d.baseline
    assert base is not None  # noqa: S101 (only an added file has none, and it is not restorable)
    found = "" if d.found is None else d.found.sha256 or ""
    wanted = (base.sha256 or "", base.mode, str(base.uid), str(base.gid))
    return (d.path, d.where or "", d.kind, found, *wanted)


def _undo_row(d: Difference) -> tuple[str, ...]:
    found = (
        ("", "", "", "")
        if d.found is None
        else (d.found.sha256 or "", d.found.mode, str(d.found.uid), str(d.found.gid))
    )
    base = "" if d.baseline is None else d.baseline.sha256 or ""
    return (d.path, d.where or "", d.kind, *found, base, d.link or "")


def _batches(text: str, store: str, rows: Sequence[tuple[str, ...]]) -> Iterator[Program]:
    for start in range(0, len(rows), _BATCH):
        words = [word for row in rows[start : start + _BATCH] for word in row]
        yield posix_script(text, store, *words, timeout=300.0)
