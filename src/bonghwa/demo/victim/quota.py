import errno
import os
import time
from pathlib import Path

_REMEASURED_EVERY = 0.25
"""Seconds for which a measurement counts; what we write ourselves is added at once."""


def directory_bytes(directory: Path) -> int:
    """Sum of the sizes of the regular files below `directory`; what vanishes meanwhile is not counted."""
    total = 0
    for folder, _, names in os.walk(directory):
        for name in names:
            try:
                total += os.lstat(os.path.join(folder, name)).st_size  # noqa: PTH118 (hot: no object per file)
            except OSError:
                continue
    return total


class Quota:
    """Keeps a directory within a size, as a file system's quota would: a write that would exceed it fails.

    Space that others free counts within a quarter of a second. Guarded by its caller's lock.
    """

    def __init__(self, directory: Path, limit: int) -> None:
        self._directory = directory
        self._limit = limit
        self._used = 0
        self._measured = float("-inf")

    def reserve(self, size: int) -> None:
        """Takes `size` bytes, or raises the OSError (EDQUOT) of a write beyond the quota."""
        now = time.monotonic()
        if now - self._measured > _REMEASURED_EVERY:
            self._used = directory_bytes(self._directory)
            self._measured = now
        if self._used + size > self._limit:
            raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT), str(self._directory))
        self._used += size
