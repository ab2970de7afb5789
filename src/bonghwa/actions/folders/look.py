"""The look at one folder that archiving and purging share."""

from collections.abc import Iterator
from typing import Final

from bonghwa.actions.folders.model import MAX_FILES, FolderParams, FolderState, Kept, SeenArchive, SeenFile
from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.program import Output, Program, posix_script

_MAIN: Final = r"""
    directory=$1 pattern=$2 archives=$3 limit=$4 hour=3600
    export LC_ALL=C
    say user "$(id -un 2>/dev/null || id -u)"
    now=$(date +%s)
    say now "$now"
    if ! cd -P -- "$directory" 2>/dev/null; then
        if [ -e "$directory" ]; then say obstacle "$directory may not be entered"
        else say obstacle "there is no directory $directory"; fi
        say end ok
        return
    fi
    resolved=$(pwd -P)
    say directory "$resolved"
    [ -r . ] || say obstacle "$directory may not be listed"
    [ -w . ] || say obstacle "$directory may not be written"
    if ! stat -c '%Y %s %n' . >/dev/null 2>&1; then
        say obstacle 'there is no stat that understands -c'
        say end ok
        return
    fi
    # Names with control characters or backslashes are counted and left alone.
    odd='*[[:cntrl:]\\]*'
    say unnameable "$(find . ! -name . -prune -type f -name "$pattern" -name "$odd" -exec printf x \; | wc -c | tr -d ' ')"
    say total_bytes "$(find . -type f -exec stat -c '%s' {} + 2>/dev/null | awk '{ sum += $1 } END { printf "%.0f", sum }')"
    find . ! -name . -prune -type f -name "$pattern" ! -name "$odd" -exec stat -c '%Y %s %n' {} + 2>/dev/null |
        sort -n | awk -v limit="$limit" '
            { name = $0; sub(/^[0-9]+ [0-9]+ \.\//, "", name); last = name; if (name > highest) highest = name }
            NR <= limit { print "file=" $1 " " $2 " " name }
            END {
                if (NR) { print "newest=" last; print "highest=" highest }
                print "unlisted=" (NR > limit ? NR - limit : 0)
            }'
    if [ "$(id -u)" = 0 ]; then say open_visible yes; else say open_visible no; fi
    ls -l /proc/[0-9]*/fd 2>/dev/null | WHERE=$resolved/ awk '
        { at = index($0, " -> " ENVIRON["WHERE"]) }
        at && substr($1, 1, 4) ~ /w/ {  # l-wx or lrwx: someone may write; a mere reader keeps its file when it goes
            name = substr($0, at + 4 + length(ENVIRON["WHERE"]))
            if (name !~ /[\/\\]/ && !seen[name]++) print "open=" name
        }' | head -n 5000
    if [ "$archives" != none ]; then
        if [ -n "$archives" ] && ! cd -P -- "$archives" 2>/dev/null; then
            say obstacle "$archives may not be entered or does not exist"
        else
            say archive_directory "$(pwd -P)"
            [ -w . ] || [ -z "$archives" ] || say obstacle "$archives may not be written"
            find . ! -name . -prune -type f -name "$pattern.gz" ! -name "$odd" -exec stat -c '%Z %Y %s %n' {} + 2>/dev/null |
                sort -rn | head -n "$limit" | while read -r made modified size name; do
                    sound=- plain=-
                    if [ "$made" -ge "$((now - hour))" ]; then
                        if gzip -t <"$name" 2>/dev/null; then sound=yes; else sound=no; fi
                        plain=$(gzip -dc <"$name" 2>/dev/null | wc -c | tr -d ' ')
                    fi
                    printf 'archive=%s %s %s %s %s\n' "$size" "$modified" "$sound" "$plain" "${name#./}"
                done
        fi
    fi
    say end ok
"""

LOOK: Final = script(_MAIN)

_COMPRESSED: Final = (".gz", ".tgz", ".bz2", ".xz", ".zst", ".lz4", ".zip", ".7z", ".Z")
_ONCE: Final = (
    "user",
    "now",
    "directory",
    "archive_directory",
    "unnameable",
    "unlisted",
    "total_bytes",
    "newest",
    "highest",
    "open_visible",
)
_UNREADABLE: Final = "\ufffd"


def look_at(p: FolderParams, *, archives: str | None) -> Program:
    """Looks at the folder; and at the archives in the directory `archives` ("" is the folder itself, None is none)."""
    where = "none" if archives is None else archives
    return posix_script(
        LOOK, p.directory, p.pattern, where, str(MAX_FILES), timeout=600.0, output_limit=2 * 1024 * 1024
    )


def read_folder(
    p: FolderParams, output: Output, *, older_than_days: float, spare_compressed: bool
) -> FolderState:
    """What was seen. Raises LookFailed."""
    lines = Lines(output, once=_ONCE, many=("file", "open", "archive", "obstacle"))
    now = lines.integer("now") or 0
    opened = frozenset(lines.texts("open"))
    newest = {lines.text("newest"), lines.text("highest")}

    def kept(name: str, modified: int) -> Kept:
        if spare_compressed and name.endswith(_COMPRESSED):
            return "compressed"
        if name in opened:
            return "open"
        if name in newest:
            return "newest"
        if now - modified < p.keep_active_minutes * 60:
            return "recent"
        return "young" if now - modified < older_than_days * 86400 else ""

    def files() -> Iterator[SeenFile]:
        for words in lines.records("file", 3):
            modified, size, name = number(words[0], int), number(words[1], int), words[2]
            # What is not UTF-8 cannot be named in an order, so it is not touched.
            if _UNREADABLE not in name:
                yield SeenFile(name=name, size=size, modified=modified, kept=kept(name, modified))

    return FolderState(
        directory=lines.text("directory") or None,
        archive_directory=lines.text("archive_directory") or None,
        total_bytes=lines.integer("total_bytes") or 0,
        files=tuple(files()),
        archives=tuple(_archives(lines)),
        unlisted=lines.integer("unlisted") or 0,
        unnameable=(lines.integer("unnameable") or 0)
        + sum(_UNREADABLE in words[2] for words in lines.records("file", 3)),
        open_visible=lines.text("open_visible") == "yes",
        user=lines.text("user"),
        obstacles=lines.texts("obstacle"),
    )


def _archives(lines: Lines) -> Iterator[SeenArchive]:
    for size, modified, sound, plain, name in lines.records("archive", 5):
        yield SeenArchive(
            name=name,
            size=number(size, int),
            modified=number(modified, int),
            sound={"yes": True, "no": False}.get(sound),
            plain_size=None if plain == "-" else number(plain, int),
        )
