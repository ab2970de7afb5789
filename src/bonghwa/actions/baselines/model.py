"""Which files a baseline is about, and how they differ from it."""

import re
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta

from bonghwa.vocabulary.values import AbsolutePath, Sha256, Values

MAX_FILES: Final = 2000
"""Files that one baseline may hold."""
MAX_DIFFERENCES: Final = 200
"""Differences listed, and so restored, in one run."""

_SLASHES: Final = re.compile(r"/+")


class BaselineParams(Values, frozen=True, kw_only=True):
    """The files `paths` name, and all regular files below those that are directories.

    `store` is the directory of the baseline: a manifest (SHA-256, mode, owner) and copies, readable by its owner
    only. Files beyond `max_file_bytes` are counted and left out; up to `copy_up_to_bytes` a copy is kept, without
    which a file can be checked but not restored.
    """

    store: AbsolutePath
    paths: Annotated[tuple[AbsolutePath, ...], Meta(min_length=1, max_length=50)]
    max_file_bytes: Annotated[int, Meta(ge=1, le=2**40)] = 256 * 1024 * 1024
    copy_up_to_bytes: Annotated[int, Meta(ge=0, le=2**30)] = 8 * 1024 * 1024

    def __post_init__(self) -> None:
        store = tidy(self.store)
        for path in (self.store, *self.paths):
            if ".." in path.split("/"):
                raise ValueError(f"{path!r}: name the path without `..`")
        for root in self.roots:
            if store == root or store.startswith(root.rstrip("/") + "/"):
                raise ValueError(f"the store {store!r} may not lie in what it is a baseline of")

    @property
    def roots(self) -> tuple[str, ...]:
        """The paths, each once and written in one way."""
        return tuple(sorted({tidy(path) for path in self.paths}))


def tidy(path: str) -> str:
    """`path` with single slashes and none at its end."""
    return _SLASHES.sub("/", path).rstrip("/") or "/"


Status: TypeAlias = Literal["changed", "mode", "missing", "added", "unreadable"]
Kind: TypeAlias = Literal["none", "file", "link", "other"]


class Attributes(Values, frozen=True, kw_only=True):
    """Content and access of one file; `mode` in octal digits."""

    sha256: Sha256 | None
    mode: str
    uid: int
    gid: int


class Difference(Values, frozen=True, kw_only=True):
    """One file that is not as the baseline has it.

    `mode`: same content, other mode or owner. `kind` is what is at the path now, `link` where it leads if it is a
    link, `where` the directory that the path's directory truly is. `restorable`: a sound copy is kept.
    """

    path: str
    status: Status
    baseline: Attributes | None
    found: Attributes | None
    kind: Kind
    where: str | None = None
    link: str | None = None
    restorable: bool = False


class IntegrityState(Values, frozen=True, kw_only=True):
    """`baseline` is the SHA-256 of the manifest, None when there is none; `survey` that of what is on the disk.

    `files` and `bytes` are what was found below the paths. `unlisted` differences are beyond `MAX_DIFFERENCES`.
    """

    baseline: Sha256 | None = None
    survey: Sha256 | None = None
    files: int = 0
    bytes: int = 0
    too_large: int = 0
    unnameable: int = 0
    too_many: bool = False
    differences: tuple[Difference, ...] = ()
    unlisted: int = 0
    user: str = ""
    obstacles: tuple[str, ...] = ()
