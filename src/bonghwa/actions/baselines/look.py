"""The look that all integrity actions share: what is on the disk against what the baseline holds."""

from collections.abc import Iterator
from typing import Final

import msgspec

from bonghwa.actions.baselines.model import (
    MAX_DIFFERENCES,
    MAX_FILES,
    Attributes,
    BaselineParams,
    Difference,
    IntegrityState,
)
from bonghwa.actions.baselines.survey import SURVEY
from bonghwa.actions.shell.digests import DIGESTS
from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.action import LookFailed
from bonghwa.vocabulary.program import Output, Program, posix_script

_COMPARE: Final = r"""
compare='
function rest(line, words) { while (words-- > 0) sub(/^[^ ]* /, "", line); return line }
function within(path, i) {
    for (i = 1; i <= scopes; i++)
        if (scope[i] == "/" || path == scope[i] || index(path, scope[i] "/") == 1) return 1
    return 0
}
$1 == "P" { scope[++scopes] = substr($0, 3); next }
$1 == "B" {
    path = rest($0, 7)
    if (within(path)) { base[path] = $2; base_access[path] = $3 " " $4 " " $5; copy[path] = $7 }
    next
}
$1 == "S" { path = rest($0, 5); access[path] = $2 " " $3 " " $4; size[path] = $5; files++; bytes += $5; next }
$1 == "H" { hash[substr($0, 69)] = $2 }
END {
    for (path in size) {
        large += size[path] > max_bytes
        if (size[path] > max_bytes && !(path in base)) continue
        found = path in hash ? hash[path] : "-"
        if (!(path in base)) { if (known) print "added - " found " - 0 0 " access[path] " 0 " path "/"; continue }
        if (found == "-") status = size[path] > max_bytes ? "changed" : "unreadable"
        else if (found != base[path]) status = "changed"
        else if (access[path] != base_access[path]) status = "mode"
        else continue
        print status " " base[path] " " found " " base_access[path] " " access[path] " " copy[path] " " path "/"
    }
    for (path in base) if (!(path in size))
        print "missing " base[path] " - " base_access[path] " - 0 0 " copy[path] " " path "/"
    printf "summary %d %.0f %d\n", files, bytes, large
}'
"""

_MAIN: Final = r"""
    store=$1 max_bytes=$2 max_files=$3 max_differences=$4
    shift 4
    export LC_ALL=C
    roots=$(for root; do printf '%s\n' "$root"; done)
    say user "$(id -un 2>/dev/null || id -u)"
    obstacles
    manifest=/dev/null known=0 current=
    if [ -d "$store" ] && { [ ! -x "$store" ] || [ ! -r "$store" ]; }; then
        say obstacle "the store $store may not be read"
    elif [ -f "$store/current" ]; then
        IFS= read -r current <"$store/current"
        case $current in
            *[!0-9a-f]* | '') say obstacle "the store $store is damaged: its current baseline has no name" ;;
            *)
                if [ "$(digest <"$store/manifests/$current")" = "$current" ]; then
                    manifest=$store/manifests/$current known=1
                    say baseline "$current"
                else
                    say obstacle "the store $store is damaged: its manifest is not what its name says"
                fi
                ;;
        esac
    fi
    say unnameable "$(find_below -path "$odd" -exec printf x \; | wc -c | tr -d ' ')"
    count=$(find_below ! -path "$odd" -print | sort -u | wc -l | tr -d ' ')
    if [ "$count" -gt "$max_files" ]; then
        say files "$count"
        say too_many yes
        say end ok
        return
    fi
    surveyed=$(survey)
    say survey "$(printf '%s\n' "$surveyed" | sort | digest)"
    {
        printf '%s\n' "$roots" | sed -e 's/^/P /'
        sed -e '1d' -e 's/^/B /' "$manifest"
        printf '%s\n' "$surveyed"
    } | awk -v max_bytes="$max_bytes" -v known="$known" "$compare" | sort -k 11 | {
        number=0
        while IFS=' ' read -r status base found bmode buid bgid mode uid gid copy path; do
            if [ "$status" = summary ]; then
                say files "$base"
                say bytes "$found"
                say too_large "$bmode"
                continue
            fi
            number=$((number + 1))
            [ "$number" -le "$max_differences" ] || continue
            path=${path%/} kind=none sound=no
            if [ -L "$path" ]; then kind=link; say link "$number $(readlink -- "$path")"
            elif [ -f "$path" ]; then kind=file
            elif [ -e "$path" ]; then kind=other; fi
            where=$(cd -P -- "${path%/*}/" 2>/dev/null && pwd -P)
            [ -z "$where" ] || say where "$number $where"
            if [ "$copy" = 1 ] && [ "$(digest 2>/dev/null <"$store/objects/$base")" = "$base" ]; then sound=yes; fi
            say difference "$number $status $base $found $bmode $buid $bgid $mode $uid $gid $kind $sound $path"
        done
        say unlisted "$((number > max_differences ? number - max_differences : 0))"
    }
    say end ok
"""

LOOK: Final = script(DIGESTS, SURVEY, _COMPARE, _MAIN)

_ONCE: Final = (
    "user",
    "baseline",
    "survey",
    "unnameable",
    "files",
    "bytes",
    "too_large",
    "too_many",
    "unlisted",
)


def look_at(p: BaselineParams) -> Program:
    """Looks at the files and at the store; writes nothing, not even a temporary file."""
    return posix_script(
        LOOK,
        tidy_store(p),
        str(p.max_file_bytes),
        str(MAX_FILES),
        str(MAX_DIFFERENCES),
        *p.roots,
        timeout=300.0,
        output_limit=2 * 1024 * 1024,
    )


def tidy_store(p: BaselineParams) -> str:
    return p.store.rstrip("/") or "/"


def read_integrity(output: Output) -> IntegrityState:
    """What was seen. Raises LookFailed."""
    lines = Lines(output, once=_ONCE, many=("obstacle", "difference", "where", "link"))
    try:
        return IntegrityState(
            baseline=_digest(lines.text("baseline")),
            survey=_digest(lines.text("survey")),
            files=lines.integer("files") or 0,
            bytes=lines.integer("bytes") or 0,
            too_large=lines.integer("too_large") or 0,
            unnameable=lines.integer("unnameable") or 0,
            too_many=lines.text("too_many") == "yes",
            differences=tuple(_differences(lines)),
            unlisted=lines.integer("unlisted") or 0,
            user=lines.text("user"),
            obstacles=lines.texts("obstacle"),
        )
    except msgspec.ValidationError as error:
        raise LookFailed(f"The look wrote a difference that cannot be read: {error}") from error


def _differences(lines: Lines) -> Iterator[Difference]:
    where = dict(lines.records("where", 2))
    link = dict(lines.records("link", 2))
    for words in lines.records("difference", 13):
        index, status, base, found, base_mode, base_uid, base_gid, mode, uid, gid, kind, sound, path = words
        yield msgspec.convert(
            {
                "path": path,
                "status": status,
                "baseline": _attributes(base, base_mode, base_uid, base_gid),
                "found": _attributes(found, mode, uid, gid),
                "kind": kind,
                "where": where.get(index),
                "link": link.get(index),
                # A name that is not UTF-8 cannot be given back to the host.
                "restorable": sound == "yes" and "\ufffd" not in path,
            },
            Difference,
        )


def _attributes(sha256: str, mode: str, uid: str, gid: str) -> Attributes | None:
    if mode == "-":
        return None
    return Attributes(sha256=_digest(sha256), mode=mode, uid=number(uid, int), gid=number(gid, int))


def _digest(text: str) -> str | None:
    return None if text in {"", "-"} else text
