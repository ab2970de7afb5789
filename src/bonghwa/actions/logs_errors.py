from collections.abc import Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta

from bonghwa.actions.shell.lines import Lines, number
from bonghwa.actions.shell.scripts import script
from bonghwa.vocabulary.action import Action, Outcome, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program, posix_script
from bonghwa.vocabulary.values import AbsolutePath, FileGlob, Values

_MAIN: Final = r"""
    directory=$1 pattern=$2 level=$3 lines=$4 newest=$5 bytes=$6
    shift 6
    export LC_ALL=C
    error='(^|[^a-z])(error|err|fatal|critical|crit|severe|panic|alert|emerg|exception|traceback|failed|failure|killed|denied|refused)([^a-z]|$)|[a-z](exception|error)([^a-z]|$)|ora-[0-9]|오류|에러|실패|예외|장애|치명'
    case $level in
        error) expression=$error ;;
        warning) expression="$error|(^|[^a-z])(warn|warning)([^a-z]|\$)|경고|주의" ;;
        *) expression= ;;
    esac
    words=$#
    while [ "$words" -gt 0 ]; do set -- "$@" -e "$1"; shift; words=$((words - 1)); done
    [ "$#" -gt 0 ] || set -- -e ''

    if ! cd -P -- "$directory" 2>/dev/null; then
        if [ -e "$directory" ]; then say obstacle "$directory may not be entered"
        else say obstacle "there is no directory $directory"; fi
        say end ok
        return
    fi
    say directory "$(pwd -P)"
    [ -r . ] || say obstacle "$directory may not be listed"
    odd='*[[:cntrl:]\\]*'
    number=0
    find . ! -name . -prune -type f -name "$pattern" ! -name "$odd" ! -name '*.gz' ! -name '*.zst' ! -name '*.xz' \
        ! -name '*.bz2' ! -name '*.zip' -exec stat -c '%Y %s %n' {} + 2>/dev/null | sort -rn | head -n "$newest" |
        while read -r modified size name; do
            number=$((number + 1))
            say file "$number $size $modified ${name#./}"
            if [ ! -r "$name" ]; then say obstacle "${name#./} may not be read"; continue; fi
            # A line cut in two by the limit is left out.
            tail -c "$bytes" <"$name" | tr -d '\000\r' | { [ "$size" -le "$bytes" ] || IFS= read -r cut; cat; } |
                grep -aiE -e "$expression" | grep -aiF "$@" | cut -b 1-1500 |
                awk -v number="$number" -v lines="$lines" '
                    { gsub(/\\/, "&&"); kept[NR % lines] = $0 }
                    END {
                        print "matched=" number " " NR
                        for (i = NR > lines ? NR - lines + 1 : 1; i <= NR; i++) print "line=" number " " kept[i % lines]
                    }'
        done | awk '
            /^line=/ { bytes += length($0) + 1; if (bytes > 200000) { over = 1; next } }
            { print }
            END { if (over) print "cut=yes" }'
    say end ok
"""

LOOK: Final = script(_MAIN)

Word = Annotated[str, Meta(pattern=r"\A[^\x00-\x1f\x7f]{1,100}\Z")]


class LogParams(Values, frozen=True, kw_only=True):
    """The last `last_bytes` of each of the `newest_files` that match; the last `lines` matching lines of each.

    A line matches when it has a word of that `level` (warning includes error, any is every line) and, when `words`
    are given, at least one of them, as plain text without regard to case.
    """

    directory: AbsolutePath
    pattern: FileGlob
    level: Literal["error", "warning", "any"] = "error"
    words: Annotated[tuple[Word, ...], Meta(max_length=20)] = ()
    lines: Annotated[int, Meta(ge=1, le=500)] = 100
    newest_files: Annotated[int, Meta(ge=1, le=20)] = 5
    last_bytes: Annotated[int, Meta(ge=1024, le=64 * 1024 * 1024)] = 1024 * 1024


class LogFile(Values, frozen=True, kw_only=True):
    """`matched` lines were found, of which `lines` are the last, oldest first; None when it may not be read."""

    name: str
    size: int
    modified: int
    matched: int | None
    lines: tuple[str, ...] = ()


class LogState(Values, frozen=True, kw_only=True):
    """Newest file first. `cut`: lines beyond the output limit were left out."""

    directory: str | None
    files: tuple[LogFile, ...] = ()
    cut: bool = False
    obstacles: tuple[str, ...] = ()


class LogsErrors(Action[LogParams, LogState]):
    """The latest error lines of log files, without reading huge files whole."""

    name, version, risk = "logs.errors", 1, Risk.READ
    params, state = LogParams, LogState

    def look(self, p: LogParams) -> Program:
        limits = (str(p.lines), str(p.newest_files), str(p.last_bytes))
        return posix_script(
            LOOK, p.directory, p.pattern, p.level, *limits, *p.words, timeout=120.0, output_limit=512 * 1024
        )

    def read(self, p: LogParams, output: Output) -> LogState:
        lines = Lines(output, once=("directory", "cut"), many=("file", "matched", "line", "obstacle"))
        return LogState(
            directory=lines.text("directory") or None,
            files=tuple(_files(lines)),
            cut=lines.text("cut") == "yes",
            obstacles=lines.texts("obstacle"),
        )

    def judge(self, p: LogParams, before: LogState, after: LogState) -> Outcome:
        """What was asked for is the lines: finding errors is no failure of the look."""
        readable = [file for file in after.files if file.matched is not None]
        if not readable:
            reasons = "; ".join(after.obstacles) or f"no file matches {p.pattern}"
            return Outcome(Verdict.UNKNOWN, f"No log could be read: {reasons}.")
        found = sum(file.matched or 0 for file in readable)
        return Outcome(Verdict.SUCCEEDED, f"{found} matching lines in {len(readable)} files.")


def _files(lines: Lines) -> Iterator[LogFile]:
    matched = {index: number(count, int) for index, count in lines.records("matched", 2)}
    texts: dict[str, list[str]] = {}
    for index, text in lines.records("line", 2):
        texts.setdefault(index, []).append(text)
    for index, size, modified, name in lines.records("file", 4):
        yield LogFile(
            name=name,
            size=number(size, int),
            modified=number(modified, int),
            matched=matched.get(index),
            lines=tuple(texts.get(index, ())),
        )
