"""What is seen of the files of one folder."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from bonghwa.vocabulary.values import AbsolutePath, FileGlob, Values

MAX_FILES = 500
"""Files listed, and so touched, in one run; the oldest come first."""

Bytes: TypeAlias = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Days: TypeAlias = Annotated[float, Meta(ge=0, le=36500)]
Minutes: TypeAlias = Annotated[float, Meta(ge=0, le=525600)]

Kept: TypeAlias = Literal["", "young", "recent", "newest", "open", "compressed"]
"""Why a file is left alone: not old enough, written to lately, the newest of its kind, open, compressed already."""


class FolderParams(Values, frozen=True):
    """Files matching `pattern` directly in `directory`. Links are never followed.

    A file written within the last `keep_active_minutes`, one that a process has open for writing, and the newest by name or by
    time are never touched.
    """

    directory: AbsolutePath
    pattern: FileGlob
    keep_active_minutes: Minutes = 10.0


class SeenFile(Values, frozen=True):
    """`size` in bytes, `modified` in seconds since 1970; `kept` is empty when the file would be touched."""

    name: str
    size: int
    modified: int
    kept: Kept = ""


class SeenArchive(Values, frozen=True):
    """`sound` and `plain_size` (decompressed bytes) are known of archives made within the last hour."""

    name: str
    size: int
    modified: int
    sound: bool | None = None
    plain_size: int | None = None


class FolderState(Values, frozen=True):
    """`directory` and `archive_directory` are what the paths lead to, None when they cannot be entered.

    `total_bytes` are all regular files below the directory. `unlisted` files matched beyond `MAX_FILES`;
    `unnameable` have control characters or backslashes in their names and are left alone. `open_visible` is False
    when the agent's user cannot see what other users' processes have open.
    """

    directory: str | None
    archive_directory: str | None = None
    total_bytes: int = 0
    files: tuple[SeenFile, ...] = ()
    archives: tuple[SeenArchive, ...] = ()
    unlisted: int = 0
    unnameable: int = 0
    open_visible: bool = False
    user: str = ""
    obstacles: tuple[str, ...] = ()

    @property
    def candidates(self) -> tuple[SeenFile, ...]:
        """The files that would be touched."""
        return tuple(file for file in self.files if not file.kept)
