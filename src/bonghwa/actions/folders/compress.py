"""sh that compresses files and takes it back. Nothing is removed before its archive is proven and on disk."""

from collections.abc import Iterator, Sequence
from typing import Final

from bonghwa.actions.folders.model import SeenFile
from bonghwa.actions.shell.digests import DIGESTS
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.program import Program, posix_script

_BATCH: Final = 100
_TIMEOUT: Final = 1800.0

_COMMON: Final = r"""
# enter DIRECTORY: goes there; fails unless it is the very directory that was looked at.
enter() {
    cd -P -- "$1" 2>/dev/null && [ "$(pwd -P)" = "$1" ] && return 0
    echo "$1 is not the directory that was looked at" >&2
    return 1
}

# unchanged SIZE MODIFIED FILE: it is still the regular file that was looked at.
unchanged() { [ -f "$3" ] && [ ! -L "$3" ] && [ "$(stat -c '%s %Y' "$3" 2>/dev/null)" = "$1 $2" ]; }

# flush FILE: it is on disk.
flush() { sync "$1" 2>/dev/null || sync; }

# publish TEMPORARY FILE: gives it its name unless that is taken.
publish() {
    if ln -- "$1" "$2" 2>/dev/null; then rm -f -- "$1"; return 0; fi
    [ ! -e "$2" ] && [ ! -L "$2" ] && mv -- "$1" "$2"
}

# like FILE TEMPORARY: gives the temporary file the owner, mode and times of the other.
like() {
    [ "$(id -u)" != 0 ] || chown "$(stat -c '%u:%g' "$1")" "$2"
    chmod "$(stat -c '%a' "$1")" "$2" && touch -r "$1" "$2"
}
"""

_COMPRESS: Final = r"""
# compress SIZE MODIFIED NAME: says archived, or skipped or failed and why; the original stays in every doubt.
compress() {
    original=$directory/$3 archive=$archives/$3.gz temporary=$archives/.bonghwa-archive-$$.tmp
    if ! unchanged "$1" "$2" "$original"; then say skipped "changed $3"; return; fi
    if [ -e "$archive" ] || [ -L "$archive" ]; then say skipped "exists $3"; return; fi
    inode=$(stat -c '%d:%i' "$original")
    wanted=$(digest <"$original")
    if [ -z "$wanted" ]; then say failed "unreadable $3"; return; fi
    rm -f -- "$temporary"
    if ! (set -C; umask 077; gzip -c <"$original" >"$temporary") || ! flush "$temporary"; then
        rm -f -- "$temporary"; say failed "not_written $3"; return
    fi
    if [ "$(gzip -dc <"$temporary" | digest)" != "$wanted" ]; then
        rm -f -- "$temporary"; say failed "not_verified $3"; return
    fi
    if ! unchanged "$1" "$2" "$original" || [ "$(stat -c '%d:%i' "$original")" != "$inode" ]; then
        rm -f -- "$temporary"; say skipped "changed $3"; return
    fi
    if ! like "$original" "$temporary" || ! publish "$temporary" "$archive"; then
        rm -f -- "$temporary"; say failed "not_named $3"; return
    fi
    if rm -f -- "$original"; then say archived "$3"
    else rm -f -- "$archive"; say failed "not_removed $3"; fi
}
"""

_RESTORE: Final = r"""
# expand SIZE MODIFIED NAME: puts the original back and removes the archive, when that is all that is left of it.
expand() {
    original=$directory/$3 archive=$archives/$3.gz temporary=$directory/.bonghwa-archive-$$.tmp
    if [ -e "$original" ] || [ -L "$original" ] || [ ! -f "$archive" ] || [ -L "$archive" ]; then
        say skipped "nothing_to_undo $3"; return
    fi
    rm -f -- "$temporary"
    if ! (set -C; umask 077; gzip -dc <"$archive" >"$temporary") || ! flush "$temporary" ||
        [ "$(stat -c '%s' "$temporary")" != "$1" ] || ! like "$archive" "$temporary" ||
        ! publish "$temporary" "$original"; then
        rm -f -- "$temporary"; say failed "not_written $3"; bad=1; return
    fi
    rm -f -- "$archive"
    say expanded "$3"
}
"""

_EACH: Final = r"""
    enter "$2" && enter "$1" || return 1
    directory=$1 archives=$2 bad=0
    shift 2
    trap 'rm -f -- "$archives/.bonghwa-archive-$$.tmp" "$directory/.bonghwa-archive-$$.tmp"' EXIT
    trap 'exit 1' HUP INT TERM
    while [ "$#" -ge 3 ]; do
        VERB "$1" "$2" "$3"
        shift 3
    done
    return "$bad"
"""

COMPRESS: Final = script(DIGESTS, _COMMON, _COMPRESS, _EACH.replace("VERB", "compress"))
EXPAND: Final = script(DIGESTS, _COMMON, _RESTORE, _EACH.replace("VERB", "expand"))


def compress_files(directory: str, archives: str, files: Sequence[SeenFile]) -> tuple[Program, ...]:
    """The programs that compress these files of `directory` into `archives`."""
    return tuple(_batches(COMPRESS, directory, archives, files))


def expand_files(directory: str, archives: str, files: Sequence[SeenFile]) -> tuple[Program, ...]:
    """The programs that put these files back from their archives."""
    return tuple(_batches(EXPAND, directory, archives, files))


def _batches(text: str, directory: str, archives: str, files: Sequence[SeenFile]) -> Iterator[Program]:
    for start in range(0, len(files), _BATCH):
        words = [
            word
            for file in files[start : start + _BATCH]
            for word in (str(file.size), str(file.modified), file.name)
        ]
        yield posix_script(text, directory, archives, *words, timeout=_TIMEOUT)
