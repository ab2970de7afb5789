"""Following many files at once, through rotation, truncation, renaming, deletion and downtime."""

import os
from collections.abc import Callable, Iterable
from pathlib import PurePath

import msgspec

from bonghwa.agent.configuration import Watch
from bonghwa.agent.tail.followed_file import BUFFER, Block, Change, FollowedFile
from bonghwa.agent.tail.position import HEAD, Position, holds, position_at
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
        self._first_seen: dict[Key, int] = {}
        self._undecided: dict[str, Watch] = {}
        self._turn = 0
        self._buffer = bytearray(BUFFER)
        self._partial_seconds = partial_seconds
        self.began: list[tuple[str, list[Position]]] = []
        self.closed: list[FollowedFile] = []
        self.copies: list[Position] = []

    @property
    def files(self) -> tuple[FollowedFile, ...]:
        """The files that are open now."""
        return tuple(self._open.values())

    def poll(self, now: float, take: TakeBlock, *, budget: int) -> int:
        """Hand every new block of lines to `take`, about `budget` bytes at most; gives the bytes read.

        `began` then lists watches that were seen for the first time with the positions to store for them, `closed` the
        files that were given up, `copies` positions to store for files that need not be read; the caller empties them.
        """
        self._turn += 1
        self._discover(now)
        undecided, self._undecided = self._undecided, {}
        for path, watch in undecided.items():
            self._consider(path, watch, first_time=False)
        read = 0
        for file in list(self._open.values()):
            read += self._read(file, now, take)
            if read >= budget:
                break
        self._rotate_order()
        self._close_finished(now)
        return read

    def vanished(self) -> list[Position]:
        """Positions of files that are gone from where they were; they are forgotten here. Look seldom: it lists files."""
        kept = set(self._open)
        for path in (*self._live, *(position.path for position in self._known.values())):
            status = regular_file(path)
            if status is not None:
                kept.add((status.st_dev, status.st_ino))
        gone = [self._known.pop(key) for key in list(self._known) if key not in kept]
        self._live = {path: key for path, key in self._live.items() if key in kept}
        self._first_seen = {key: turn for key, turn in self._first_seen.items() if key in kept}
        self._watch_of = {key: watch for key, watch in self._watch_of.items() if key in kept}
        return gone

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
        # A name before its rotations, so that copies show; each rotation is put before what is newer, see `_follow`.
        for path in sorted(paths, key=lambda p: (_is_rotation(p), -_written_at(p))):
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
        self._first_seen.setdefault(key, 0 if known is not None else self._turn)
        if known is not None and known.offset == status.st_size:
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
            self._follow(opened, watch)

    def _follow(self, file: FollowedFile, watch: Watch) -> None:
        """Rotated files are older than the others and read first, so that a story is told in its order."""
        self._watch_of[file.key] = watch
        if _is_rotation(file.path):
            self._open = {file.key: file, **self._open}
        else:
            self._open[file.key] = file

    def _opened(
        self, handle: int, path: str, known: Position | None, watch: Watch, *, first_time: bool
    ) -> FollowedFile | None:
        """The file at the right place; None when it is a copy, or at its end already."""
        status = os.fstat(handle)
        if known is not None and holds(handle, known):
            return self._resumed(handle, path, known)
        if known is not None and known.path == path and not known.copy:
            self._follow_copy_of(path, known, watch)
            return FollowedFile(handle, path)
        if first_time:
            size = status.st_size
            inside = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            file = FollowedFile(handle, path, offset=size, skipping=inside)
            self.began[-1][1].append(file.position())
            return file
        copy = self._is_copy(handle, path)
        if copy is None:
            self._undecided[path] = watch
            return None
        if copy:
            self._keep_copy(handle, path, status.st_size)
            return None
        return FollowedFile(handle, path)

    def _resumed(self, handle: int, path: str, known: Position) -> FollowedFile | None:
        """The same file as before, at the place where it was left; None for a copy that has grown."""
        if known.copy:
            self._keep_copy(handle, path, os.fstat(handle).st_size)
            return None
        return FollowedFile(handle, path, offset=known.offset, skipping=known.skipping)

    def _keep_copy(self, handle: int, path: str, size: int) -> None:
        """Remember that it need not be read, unless its original is truncated before it was read to its end."""
        position = msgspec.structs.replace(position_at(handle, path, size), copy=True)
        key = (position.device, position.inode)
        self._known[key] = position
        self.copies.append(position)

    def _is_copy(self, handle: int, path: str) -> bool | None:
        """Whether it holds what another file, still followed under its own name, held: the copy of copytruncate.

        None while that cannot be told: the copy is still empty, or of its original nothing was read so far.
        """
        begin = os.pread(handle, HEAD, 0)
        undecided = False
        for at, key in self._originals(path):
            if not begin:
                return None
            file = self._open.get(key)
            known = self._known.get(key)
            heads = [_head_of(at), file.head if file is not None else b""]
            if any(head and begin[: len(head)] == head[: len(begin)] for head in heads):
                if file.offset if file is not None else known is not None and known.offset:
                    return True
                undecided = True
        return None if undecided else False

    def _originals(self, path: str) -> list[tuple[str, Key]]:
        """Files that still have the name of which `path` may be a rotation, and had it in an earlier turn.

        A file that was renamed between two turns has a successor that is as new to us as itself: that is no original.
        """
        folder, name = os.path.split(path)
        found = []
        for original in possible_originals(name):
            at = os.path.join(folder, original)  # noqa: PTH118 - see above
            status = regular_file(at)
            key = (status.st_dev, status.st_ino) if status is not None else None
            if key is not None and self._live.get(at) == key and self._first_seen.get(key, 0) < self._turn:
                found.append((at, key))
        return found

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
            known = self._known.get(key)
            unread = known is None or known.copy
            if unread and key not in self._open and holds(handle, position):
                self._follow(FollowedFile(handle, copy, offset=position.offset), watch)
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
            rotated = lost_name or _is_rotation(file.path)
            if rotated or len(self._open) > _MOST_OPEN // 2:
                self._known[key] = file.position()
                del self._open[key]
                self.closed.append(file)


def _written_at(path: str) -> float:
    status = regular_file(path)
    return status.st_mtime if status is not None else 0.0


def _is_rotation(path: str) -> bool:
    return bool(possible_originals(PurePath(path).name))


def _head_of(path: str) -> bytes:
    handle = open_to_read(path)
    if handle is None:
        return b""
    try:
        return os.pread(handle, HEAD, 0)
    finally:
        os.close(handle)
