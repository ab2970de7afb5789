"""Which files a watch means right now."""

import os
import stat
import time
from fnmatch import fnmatchcase
from glob import glob, has_magic
from pathlib import PurePath

from bonghwa.agent.configuration import Watch

_MOST_FOLDERS = 10_000
_GRAIN = 20_000_000  # nanoseconds; file systems stamp with the kernel's tick


class WatchedNames:
    """Finds the files of one watch. A folder is listed again only when it changed or `rescan` seconds went by."""

    def __init__(self, watch: Watch, *, rescan: float = 1.0) -> None:
        self.watch = watch
        self._rescan = rescan
        path = PurePath(watch.glob)
        self._folder, self._name = str(path.parent), path.name
        self._folders: tuple[str, ...] = ()
        self._folders_at = -1e9
        self._listed: dict[str, tuple[int, float, tuple[str, ...]]] = {}

    def folders(self, now: float) -> tuple[str, ...]:
        """The folders that the watch looks into."""
        if not has_magic(self._folder):
            return (self._folder,)
        if now - self._folders_at >= self._rescan:
            found = glob(self._folder, recursive=True)  # noqa: PTH207 - the pattern is absolute and may hold `**`
            self._folders = tuple(folder for folder in found[:_MOST_FOLDERS] if os.path.isdir(folder))  # noqa: PTH112 - thousands of them
            self._folders_at = now
        return self._folders

    def names(self, folder: str, now: float) -> tuple[tuple[str, ...], bool]:
        """All file names in `folder`, and whether the folder was listed just now."""
        try:
            changed = os.stat(folder).st_mtime_ns  # noqa: PTH116 - several times a second
        except OSError:
            self._listed.pop(folder, None)
            return (), False
        known = self._listed.get(folder)
        # A change within the clock's grain after a listing shows only later: keep listing for a moment.
        if known is not None and known[0] == changed and now - known[1] < self._rescan:
            return known[2], False
        settled = time.time_ns() - changed > _GRAIN
        try:
            names = tuple(sorted(os.listdir(folder)))  # noqa: PTH208 - names are all that is wanted
        except OSError:
            return (), False
        self._listed[folder] = (changed if settled else -1, now, names)
        return names, True

    def wants(self, name: str) -> bool:
        """Whether a file of that name is meant."""
        watch = self.watch
        return (
            fnmatchcase(name, self._name)
            and (not watch.include or any(fnmatchcase(name, pattern) for pattern in watch.include))
            and not self.excludes(name)
        )

    def excludes(self, name: str) -> bool:
        """Whether a file of that name must not be read, even as a rotation of one that is meant."""
        return any(fnmatchcase(name, pattern) for pattern in self.watch.exclude)


def regular_file(path: str) -> os.stat_result | None:
    """The status of a regular file, None if there is none or it is something else (a pipe, a device, a folder)."""
    try:
        status = os.stat(path)  # noqa: PTH116 - several times a second for each file
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def open_to_read(path: str) -> int | None:
    """A handle of a regular file; None if it cannot be opened. A pipe put in its place does not block."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    except (OSError, ValueError):
        return None
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    return None
