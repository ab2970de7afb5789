from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

from msgspec import Meta

from bonghwa.actions.folders.look import look_at, read_folder
from bonghwa.actions.folders.model import FolderParams, FolderState
from bonghwa.actions.folders.preview import preview_of
from bonghwa.actions.shell.scripts import script
from bonghwa.actions.sizes import human_bytes
from bonghwa.vocabulary.action import Action, Outcome, PreviewLine, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program, posix_script

_BATCH: Final = 100

PURGE: Final = script(r"""
    if ! cd -P -- "$1" 2>/dev/null || [ "$(pwd -P)" != "$1" ]; then
        echo "$1 is not the directory that was looked at" >&2
        return 1
    fi
    shift
    while [ "$#" -ge 3 ]; do
        if [ -f "./$3" ] && [ ! -L "./$3" ] && [ "$(stat -c '%s %Y' "./$3" 2>/dev/null)" = "$1 $2" ]; then
            if rm -f -- "./$3"; then say purged "$3"; else say failed "$3"; fi
        else
            say skipped "$3"
        fi
        shift 3
    done
""")


class PurgeParams(FolderParams, frozen=True, kw_only=True):
    """Delete what is older than `older_than_days` (at least one)."""

    older_than_days: Annotated[float, Meta(ge=1, le=36500)]


class FilesPurge(Action[PurgeParams, FolderState]):
    """Delete old files of one folder. There is no way back."""

    name, version, risk = "files.purge", 1, Risk.DESTRUCTIVE
    params, state = PurgeParams, FolderState

    def look(self, p: PurgeParams) -> Program:
        return look_at(p, archives=None)

    def read(self, p: PurgeParams, output: Output) -> FolderState:
        return read_folder(p, output, older_than_days=p.older_than_days, spare_compressed=False)

    def act(self, p: PurgeParams, before: FolderState) -> Sequence[Program]:
        return () if before.directory is None else tuple(_batches(before.directory, before))

    def judge(self, p: PurgeParams, before: FolderState, after: FolderState) -> Outcome:
        if before.directory is None or after.directory is None:
            return Outcome(Verdict.FAILED, "; ".join(after.obstacles) or "The folder was not seen.")
        seen = {(file.name, file.size, file.modified) for file in after.files}
        left = [file for file in before.candidates if (file.name, file.size, file.modified) in seen]
        if left:
            return Outcome(
                Verdict.FAILED,
                f"{len(left)} of {len(before.candidates)} files are still there, first {left[0].name!r}.",
            )
        freed = human_bytes(sum(file.size for file in before.candidates))
        return Outcome(
            Verdict.SUCCEEDED,
            f"{len(before.candidates)} files deleted, {freed} freed; the folder holds {human_bytes(after.total_bytes)}.",
        )

    def material(self, s: FolderState) -> Any:
        """Exactly the files that the approver saw: what is deleted does not come back."""
        return {"directory": s.directory, "files": [[f.name, f.size, f.modified] for f in s.candidates]}

    def preview(self, p: PurgeParams, before: FolderState) -> Sequence[PreviewLine]:
        return preview_of("preview.files.purge", before)


def _batches(directory: str, before: FolderState) -> Iterator[Program]:
    chosen = before.candidates
    for start in range(0, len(chosen), _BATCH):
        words = [
            word
            for file in chosen[start : start + _BATCH]
            for word in (str(file.size), str(file.modified), file.name)
        ]
        yield posix_script(PURGE, directory, *words, timeout=600.0)
