"""One turn of collecting: read what is new, build signals, put them and the file positions on the disk together."""

import sqlite3
import time
from collections.abc import Callable, Sequence

from msgspec import Struct

from bonghwa.agent.configuration import AgentConfiguration, Watch
from bonghwa.agent.interest import InterestScanner
from bonghwa.agent.pipeline import SignalBuilder
from bonghwa.agent.record_source import RecordSource
from bonghwa.agent.spool import Filled, Spool
from bonghwa.agent.tail.followed_file import Block, FollowedFile
from bonghwa.agent.tail.position import Position
from bonghwa.agent.tail.tailer import Key, Tailer
from bonghwa.kernel.clock import Clock
from bonghwa.kernel.logging import get_logger

FLUSH_SECONDS = 0.05
POSITION_SECONDS = 1.0
BUDGET = 8 * 1024 * 1024
_log = get_logger("agent.collector")


class Turn(Struct, frozen=True):
    """What one turn did: bytes read, batches stored; `stuck` when the disk refused or the spool is full."""

    read: int = 0
    batches: int = 0
    stuck: bool = False


class Collector:
    """Owns the tailer and everything up to the spool. One thread at a time; nothing here waits for the network."""

    def __init__(
        self,
        configuration: AgentConfiguration,
        *,
        spool: Spool,
        builder: SignalBuilder,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._spool = spool
        self._builder = builder
        self._clock = clock
        self._monotonic = monotonic
        self._scanner = InterestScanner()
        self._tailer = Tailer(configuration.watch, known=spool.positions(), seen_watches=spool.watches())
        self._sources: dict[Key, RecordSource] = {}
        self._stored: dict[Key, int] = {}
        self._begun: list[tuple[str, list[Position]]] = []
        self._closed: list[FollowedFile] = []
        self._copies: list[Position] = []
        self._waiting: list[Filled] | None = None
        self._since: float | None = None
        self._positions_at = 0.0

    def turn(self) -> Turn:
        """Do one turn. A full or broken disk is no error here: reading stops and the files hold what is to come."""
        if self._waiting is not None or self._spool.full:
            return self._store_again()
        now = self._monotonic()
        read = self._tailer.poll(now, self._take, budget=BUDGET)
        self._begun += self._tailer.began
        self._tailer.began.clear()
        self._copies += self._tailer.copies
        self._tailer.copies.clear()
        for source in self._sources.values():
            if source.held_from is not None:
                source.expire(now)
        self._give_up_closed()
        if not self._is_due(now, read):
            return Turn(read=read)
        self._positions_at = now
        self._since = None
        self._waiting = self._builder.fill(self._clock.now()) if self._builder.records else []
        return self._store(read)

    def forget_vanished(self) -> None:
        """Drop stored positions of files that no longer exist. Seldom, and never at the same time as `turn`."""
        gone = self._tailer.vanished()
        try:
            self._spool.forget_positions(gone)
        except sqlite3.Error as error:
            _log.warning("spool_not_written", error=str(error))

    def finish(self) -> None:
        """Before a clean end: close open records and store everything."""
        if self._waiting is None:
            for source in self._sources.values():
                source.flush()
            self._waiting = self._builder.fill(self._clock.now()) if self._builder.records else []
        self._store(0)
        self._tailer.close()

    def _is_due(self, now: float, read: int) -> bool:
        if self._begun or self._builder.full:
            return True
        if self._builder.records:
            self._since = now if self._since is None else self._since
            quiet = read == 0 and not any(s.held_from is not None for s in self._sources.values())
            return quiet or now - self._since >= FLUSH_SECONDS
        return now - self._positions_at >= POSITION_SECONDS and bool(self._copies or self._moved())

    def _take(self, file: FollowedFile, watch: Watch, block: Block) -> None:
        source = self._sources.get(file.key)
        if source is None:
            path = file.path
            source = RecordSource(
                self._scanner.line_starts,
                lambda joined: self._builder.take(joined, watch, path, self._clock.now()),
            )
            self._sources[file.key] = source
        if block.cut:
            _log.warning("line_cut", path=file.path, kept_bytes=len(block.view))
        source.block(block.start, block.view, self._monotonic())

    def _give_up_closed(self) -> None:
        for file in self._tailer.closed:
            source = self._sources.pop(file.key, None)
            if source is not None:
                source.flush()
            self._closed.append(file)
        self._tailer.closed.clear()

    def _moved(self) -> list[Position]:
        """Positions that differ from the stored ones; lines of open records do not count as read."""
        moved = []
        for file in (*self._tailer.files, *self._closed):
            source = self._sources.get(file.key)
            held = source.held_from if source is not None else None
            safe = file.offset if held is None else held
            if self._stored.get(file.key) != safe:
                moved.append(file.remembered() if held is None else file.position(held))
        return moved

    def _store(self, read: int) -> Turn:
        batches: Sequence[Filled] = self._waiting or ()
        moved = [*(position for _, positions in self._begun for position in positions)]
        moved += [*self._copies, *self._moved()]
        try:
            self._spool.store(batches, moved, watches=[glob for glob, _ in self._begun])
        except sqlite3.Error as error:
            _log.error("spool_not_written", error=str(error))
            return Turn(read=read, stuck=True)
        self._stored.update({(p.device, p.inode): p.offset for p in moved})
        self._waiting = None
        self._begun.clear()
        self._copies.clear()
        for file in self._closed:
            self._stored.pop(file.key, None)
            file.close()
        self._closed.clear()
        return Turn(read=read, batches=len(batches))

    def _store_again(self) -> Turn:
        return self._store(0) if self._waiting is not None else Turn(stuck=True)
