"""Following many files at once, through rotation, truncation, renaming, deletion and downtime."""

import os
from collections.abc import Callable, Iterable
from pathlib import PurePath

from bonghwa.agent.configuration import Watch
from bonghwa.agent.tail.followed_file import BUFFER, Block, Change, FollowedFile
from bonghwa.agent.tail.position import Position, holds
from bonghwa.agent.tail.rotation_names import possible_originals
from bonghwa.agent.tail.watched_names import WatchedNames, open_to_read, regular_file
from bonghwa.kernel.logging import get_logger

Key = tuple[int, int]
TakeBlock = Callable[[FollowedFile, Watch, Block], None]

_BLOCKS_PER_FILE = 4
_QUIET = 10.0
_MOST_OPEN = 4096
_log = get_logger("agent.tail")


class Tailer:
    """Reads what is new in the files of all watches. One thread; `poll` does all the work.

    `known` are the stored positions, `seen_watches` the globs that were followed in earlier lives: files of a new
    watch begin where it says, every file that appears later begins at its beginning.
    """

    def __init__(
        self,
        watches: Iterable[Watch],
        *,
        known: Iterable[Position] = (),
        seen_watches: frozenset[str] = frozenset(),
        partial_seconds: float = 2.0,
        rescan: float = 1.0,
    ) -> None:
        self._names = [WatchedNames(watch, rescan=rescan) for watch in watches]
        self._known: dict[Key, Position] = {(p.device, p.inode): p for p in known}
        self._new_watches = {names.watch.glob for names in self._names} - seen_watches
        self._open: dict[Key, FollowedFile] = {}
        self._watch_of: dict[Key, Watch] = {}
        self._live: dict[str, Key] = {}
        self._copies: set[Key] = set()
        self._buffer = bytearray(BUFFER)
        self._partial_seconds = partial_seconds
        self.began: list[tuple[str, list[Position]]] = []
        self.closed: list[FollowedFile] = []

    @property
    def files(self) -> tuple[FollowedFile, ...]:
        """The files that are open now."""
        return tuple(self._open.values())

    def poll(self, now: float, take: TakeBlock, *, budget: int) -> int:
        """Hand every new block of lines to `take`, about `budget` bytes at most; gives the bytes read.

        `began` then lists watches that were seen for the first time with the positions to store for them, `closed` the
        files that were given up; the caller empties both.
        """
        self._discover(now)
        read = 0
        for file in list(self._open.values()):
            read += self._read(file, now, take)
            if read >= budget:
                break
        self._rotate_order()
        self._close_finished(now)
        return read

    def close(self) -> None:
        """Close every file."""
        for file in self._open.values():
            file.close()
        self._open.clear()

    def _rotate_order(self) -> None:
        """A file that never ends must not starve the others: who was read first is last the next time."""
        if self._open:
            key = next(iter(self._open))
            self._open[key] = self._open.pop(key)

    def _discover(self, now: float) -> None:
        for names in self._names:
            first_time = names.watch.glob in self._new_watches
            if first_time:
                self._new_watches.discard(names.watch.glob)
                self.began.append((names.watch.glob, []))
            for folder in names.folders(now):
                listed, fresh = names.names(folder, now)
                if not fresh:
                    self._check_live(folder, listed, names)
                    continue
                wanted = [name for name in listed if names.wants(name)]
                self._begin_family(folder, listed, wanted, names, first_time=first_time)

    def _check_live(self, folder: str, listed: Iterable[str], names: WatchedNames) -> None:
        """Between listings: has a known name got another file, or has a closed file grown?"""
        for name in listed:
            path = os.path.join(folder, name)  # noqa: PTH118 - several times a second for each file
            key = self._live.get(path)
            if key is None or key in self._open or possible_originals(name) or not names.wants(name):
                continue
            self._consider(path, names.watch, first_time=False)

    def _begin_family(
        self, folder: str, listed: Iterable[str], wanted: list[str], names: WatchedNames, *, first_time: bool
    ) -> None:
        wanted_set = set(wanted)
        family = [
            name
            for name in listed
            if name not in wanted_set
            and not names.excludes(name)
            and any(original in wanted_set for original in possible_originals(name))
        ]
        paths = [os.path.join(folder, name) for name in (*family, *wanted)]  # noqa: PTH118 - see above
        # Older files first, so that a story is told in its order; a name before its rotations, so that copies show.
        for path in sorted(paths, key=lambda p: (bool(possible_originals(PurePath(p).name)), _age(p))):
            at_end = first_time and (names.watch.start == "end" or PurePath(path).name not in wanted_set)
            self._consider(path, names.watch, first_time=at_end)

    def _consider(self, path: str, watch: Watch, *, first_time: bool) -> None:
        """Make sure that the file at `path` is followed if it has something new."""
        status = regular_file(path)
        if status is None:
            self._live.pop(path, None)
            return
        key = (status.st_dev, status.st_ino)
        self._live[path] = key
        file = self._open.get(key)
        if file is not None:
            file.path = path
            return
        known = self._known.get(key)
        if known is not None and known.offset == status.st_size and key not in self._copies:
            return
        handle = open_to_read(path)
        if handle is None:
            return
        opened = self._opened(handle, path, known, watch, first_time=first_time)
        if opened is None:
            os.close(handle)
        elif len(self._open) >= _MOST_OPEN:
            _log.warning("too_many_files", most=_MOST_OPEN)
            opened.close()
        else:
            self._open[opened.key] = opened
            self._watch_of[opened.key] = watch

    def _opened(
        self, handle: int, path: str, known: Position | None, watch: Watch, *, first_time: bool
    ) -> FollowedFile | None:
        """The file at the right place; None when it is a copy, or at its end already."""
        status = os.fstat(handle)
        if known is not None:
            resumed = FollowedFile.resume(handle, path, known)
            if resumed is not None:
                return resumed
            self._follow_copy_of(path, known, watch)
            return FollowedFile(handle, path)
        if first_time:
            size = status.st_size
            inside = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            file = FollowedFile(handle, path, offset=size, skipping=inside)
            self.began[-1][1].append(file.position())
            return file
        if self._is_copy(handle, path):
            self._copies.add((status.st_dev, status.st_ino))
            return None
        return FollowedFile(handle, path)

    def _is_copy(self, handle: int, path: str) -> bool:
        """Whether it holds what another file, still followed under its own name, held: the copy of copytruncate."""
        size = os.fstat(handle).st_size
        for original in self._originals(path):
            file = self._open.get(original)
            if file is None:
                known = self._known.get(original)
                if known is not None and known.offset and size >= known.offset and holds(handle, known):
                    return True
                continue
            common = min(len(file.head), size)
            if file.head and os.pread(handle, common, 0) == file.head[:common]:
                return True
        return False

    def _originals(self, path: str) -> list[Key]:
        """Files that still have the name of which `path` may be a rotation, and still are what they were."""
        folder, name = os.path.split(path)
        keys = []
        for original in possible_originals(name):
            at = os.path.join(folder, original)  # noqa: PTH118 - see above
            status = regular_file(at)
            key = self._live.get(at)
            if status is not None and key == (status.st_dev, status.st_ino):
                keys.append(key)
        return keys

    def _read(self, file: FollowedFile, now: float, take: TakeBlock) -> int:
        read = 0
        watch = self._watch_of[file.key]
        for _ in range(_BLOCKS_PER_FILE):
            try:
                found = file.read(self._buffer, now, partial_seconds=self._partial_seconds)
            except OSError as error:
                _log.warning("file_not_read", path=file.path, error=str(error))
                break
            if found is Change.TRUNCATED:
                self._follow_copy_of(file.path, file.remembered(), watch)
                file.restart()
                break
            if isinstance(found, Change):
                if file.skipping and file.offset < file.size():
                    continue
                break
            read += len(found.view)
            take(file, watch, found)
        return read

    def _follow_copy_of(self, path: str, position: Position, watch: Watch) -> None:
        """After a truncation: the rest that was not read yet may stand in the copy that was made before."""
        if not position.offset:
            return
        folder, base = os.path.split(path)
        try:
            names = os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
        except OSError:
            return
        for name in names:
            if base not in possible_originals(name):
                continue
            copy = os.path.join(folder, name)  # noqa: PTH118 - see above
            handle = open_to_read(copy)
            if handle is None:
                continue
            status = os.fstat(handle)
            key = (status.st_dev, status.st_ino)
            if key not in self._open and key not in self._known and holds(handle, position):
                self._copies.discard(key)
                self._open[key] = FollowedFile(handle, copy, offset=position.offset)
                self._watch_of[key] = watch
                self._live[copy] = key
                return
            os.close(handle)

    def _close_finished(self, now: float) -> None:
        """Give up files that lost their name and have nothing more, and those long quiet if many are open."""
        for key, file in list(self._open.items()):
            if file.offset < file.size() or now - file.last_growth < _QUIET:
                continue
            deleted = file.is_deleted()
            lost_name = deleted or self._live.get(file.path) != key
            rotated = lost_name or bool(possible_originals(PurePath(file.path).name))
            if rotated or len(self._open) > _MOST_OPEN // 2:
                self._known[key] = file.position()
                del self._open[key]
                self.closed.append(file)


def _age(path: str) -> float:
    status = regular_file(path)
    return status.st_mtime if status is not None else 0.0
