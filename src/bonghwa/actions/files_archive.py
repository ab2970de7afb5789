from collections.abc import Mapping, Sequence
from typing import Any

from bonghwa.actions.folders.compress import compress_files, expand_files
from bonghwa.actions.folders.look import look_at, read_folder
from bonghwa.actions.folders.model import Bytes, Days, FolderParams, FolderState, SeenArchive, SeenFile
from bonghwa.actions.folders.preview import preview_of
from bonghwa.actions.sizes import human_bytes
from bonghwa.vocabulary.action import Action, Outcome, PreviewLine, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program
from bonghwa.vocabulary.values import AbsolutePath


class ArchiveParams(FolderParams, frozen=True, kw_only=True):
    """Compress what is older; into `archive_directory` when the folder itself has no room to write.

    With `quota_bytes` the run succeeds only when all files below the folder are within it afterwards.
    """

    compress_older_than_days: Days = 1.0
    quota_bytes: Bytes | None = None
    archive_directory: AbsolutePath | None = None


class FilesArchive(Action[ArchiveParams, FolderState]):
    """Compress old files of one folder with gzip, each verified before its original goes."""

    name, version, risk = "files.archive", 1, Risk.REVERSIBLE
    params, state = ArchiveParams, FolderState

    def look(self, p: ArchiveParams) -> Program:
        return look_at(p, archives=p.archive_directory or "")

    def read(self, p: ArchiveParams, output: Output) -> FolderState:
        return read_folder(p, output, older_than_days=p.compress_older_than_days, spare_compressed=True)

    def act(self, p: ArchiveParams, before: FolderState) -> Sequence[Program]:
        if before.directory is None or before.archive_directory is None:
            return ()
        return compress_files(before.directory, before.archive_directory, before.candidates)

    def judge(self, p: ArchiveParams, before: FolderState, after: FolderState) -> Outcome:
        if before.directory is None or before.archive_directory is None or after.directory is None:
            return Outcome(
                Verdict.FAILED, "; ".join(after.obstacles or before.obstacles) or "The folder was not seen."
            )
        archives = {archive.name: archive for archive in after.archives}
        still = {file.name for file in after.files}
        gone = [file for file in before.candidates if file.name not in still]
        lost = [file.name for file in gone if not _holds(archives, file)]
        if lost:
            return Outcome(
                Verdict.FAILED, f"{len(lost)} files are gone without a sound archive, first {lost[0]!r}."
            )
        saved = sum(file.size - archives[file.name + ".gz"].size for file in gone)
        summary = f"{len(gone)} of {len(before.candidates)} files compressed, {human_bytes(saved)} saved"
        if p.quota_bytes is not None and after.total_bytes > p.quota_bytes:
            return Outcome(
                Verdict.FAILED,
                f"{summary}, but the folder holds {human_bytes(after.total_bytes)}, more than its quota of "
                f"{human_bytes(p.quota_bytes)}.",
            )
        if before.candidates and not gone:
            return Outcome(
                Verdict.FAILED, f"None of {len(before.candidates)} files could be compressed; see the output."
            )
        if gone and saved <= 0:
            return Outcome(Verdict.FAILED, f"{summary}: the archives are no smaller than what they hold.")
        return Outcome(Verdict.SUCCEEDED, f"{summary}; the folder holds {human_bytes(after.total_bytes)}.")

    def undo(self, p: ArchiveParams, before: FolderState) -> Sequence[Program]:
        if before.directory is None or before.archive_directory is None:
            return ()
        return expand_files(before.directory, before.archive_directory, before.candidates)

    def material(self, s: FolderState) -> Any:
        """Where it happens, not what lies there.

        Files roll, grow and age by themselves between approval and run, and each that is old enough by the approved
        parameters is compressed reversibly and verified. What must not differ is where the paths lead.
        """
        return {"directory": s.directory, "archive_directory": s.archive_directory}

    def preview(self, p: ArchiveParams, before: FolderState) -> Sequence[PreviewLine]:
        lines = list(preview_of("preview.files.archive", before))
        if p.archive_directory is not None:
            lines.append(PreviewLine("preview.files.elsewhere", {"directory": p.archive_directory}))
        if p.quota_bytes is not None:
            values = {"total": human_bytes(before.total_bytes), "quota": human_bytes(p.quota_bytes)}
            lines.append(PreviewLine("preview.files.quota", values))
        return lines


def _holds(archives: Mapping[str, SeenArchive], file: SeenFile) -> bool:
    archive = archives.get(file.name + ".gz")
    return archive is not None and bool(archive.sound) and archive.plain_size == file.size
