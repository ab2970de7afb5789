"""The agent as a whole: wires its parts and keeps them going until it is told to stop."""

import asyncio
import contextlib
import fcntl
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bonghwa.actions import CATALOGUE
from bonghwa.agent.admission import Catalogue
from bonghwa.agent.backoff import Backoff
from bonghwa.agent.collector import Collector
from bonghwa.agent.configuration import AgentConfiguration, check_configuration
from bonghwa.agent.connection import Connection, Parts
from bonghwa.agent.handshake import Dismissed
from bonghwa.agent.journal import Journal
from bonghwa.agent.keepsakes import Keepsakes
from bonghwa.agent.looking import Runner
from bonghwa.agent.order_desk import OrderDesk
from bonghwa.agent.outlet import Outlet
from bonghwa.agent.pinned_keys import read_pinned_keys
from bonghwa.agent.pipeline import SignalBuilder
from bonghwa.agent.server_clock import ServerClock
from bonghwa.agent.spool import Spool
from bonghwa.kernel.clock import SystemClock
from bonghwa.kernel.errors import BonghwaError, Conflict
from bonghwa.kernel.logging import get_logger
from bonghwa.kernel.masking import Masker

POLL_SECONDS = 0.02
STUCK_SECONDS = 1.0
GRACE_SECONDS = 5.0
DISMISSED_SECONDS = 300.0
PRUNE_SECONDS = 3600.0
_log = get_logger("agent")


async def run_agent(
    configuration: AgentConfiguration,
    *,
    stop: asyncio.Event | None = None,
    catalogue: Catalogue = CATALOGUE,
    backoff: Backoff | None = None,
) -> None:
    """Run until `stop` is set (without one: until SIGTERM or SIGINT).

    Raises Invalid when the configuration or a pinned key cannot be used, Conflict when an agent runs already with the
    same directory. What happens to the network, the disk or a host raises nothing.
    """
    check_configuration(configuration)
    with _only_one(configuration.state):
        await _Agent(configuration, catalogue, backoff or Backoff()).run(stop or _stop_on_signals())


class _Agent:
    def __init__(self, configuration: AgentConfiguration, catalogue: Catalogue, backoff: Backoff) -> None:
        state = configuration.state
        keys = read_pinned_keys(state)
        self._backoff = backoff
        self._clock = ServerClock()
        self._more = asyncio.Event()
        self._keepsakes = Keepsakes(state, order_key=keys.order, root_key=keys.root)
        self._journal = Journal(state / "journal.db")
        self._spool = Spool(state / "spool.db", limit=configuration.limits.spool_bytes)
        self._runner = Runner(most_seconds=configuration.limits.program_seconds)
        outlet = Outlet()
        masker = Masker()
        self._desk = OrderDesk(
            configuration=configuration,
            catalogue=catalogue,
            order_key=keys.order,
            journal=self._journal,
            keepsakes=self._keepsakes,
            runner=self._runner,
            clock=self._clock,
            masker=masker,
            outlet=outlet,
        )
        self._collector = Collector(
            configuration,
            spool=self._spool,
            builder=SignalBuilder(masker, keys.data, most_lines=configuration.limits.batch_lines),
            clock=SystemClock(),
        )
        self._parts = Parts(
            configuration=configuration,
            keys=keys,
            spool=self._spool,
            journal=self._journal,
            keepsakes=self._keepsakes,
            desk=self._desk,
            clock=self._clock,
            outlet=outlet,
            more=self._more,
            actions={name: action.version for name, action in catalogue.items()},
        )

    async def run(self, stop: asyncio.Event) -> None:
        self._desk.recover()
        collecting = asyncio.create_task(self._collect(stop))
        others = [asyncio.create_task(self._stay_connected()), asyncio.create_task(self._prune())]
        ended = asyncio.create_task(stop.wait())
        try:
            done, _ = await asyncio.wait([ended, collecting, *others], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            stop.set()
            await self._desk.close(grace=GRACE_SECONDS)
            for task in (ended, *others):
                task.cancel()
            await asyncio.gather(collecting, ended, *others, return_exceptions=True)
            self._runner.close()
            for part in (self._spool, self._journal, self._keepsakes):
                part.close()

    async def _collect(self, stop: asyncio.Event) -> None:
        """Collect in a thread of its own, so that heartbeats and orders never wait for a busy log."""
        tidied = asyncio.get_running_loop().time()
        while not stop.is_set():
            begun = asyncio.get_running_loop().time()
            if begun - tidied > PRUNE_SECONDS:
                tidied = begun
                await asyncio.to_thread(self._collector.forget_vanished)
            turn = await asyncio.to_thread(self._collector.turn)
            if turn.batches:
                self._more.set()
            cost = asyncio.get_running_loop().time() - begun
            pause = STUCK_SECONDS if turn.stuck else POLL_SECONDS
            # With thousands of idle files a poll costs more: then it comes less often, at most half of the time.
            await asyncio.sleep(0 if turn.read and not turn.stuck else max(pause, cost))
        await asyncio.to_thread(self._collector.finish)

    async def _stay_connected(self) -> None:
        while True:
            connection = Connection(self._parts)
            try:
                await connection.serve()
                wait = self._backoff.next_wait()
            except Dismissed as error:
                _log.error("dismissed", reason=error.message)
                wait = DISMISSED_SECONDS
            except BonghwaError as error:
                wait = self._backoff.next_wait()
                _log.warning("not_connected", reason=error.message, retry_in=round(wait, 1))
            if connection.welcomed:
                self._backoff.succeeded()
            await asyncio.sleep(wait)

    async def _prune(self) -> None:
        while True:
            with contextlib.suppress(sqlite3.Error):
                await asyncio.to_thread(self._journal.prune, self._clock.certain())
            await asyncio.sleep(PRUNE_SECONDS)


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


@contextlib.contextmanager
def _only_one(directory: Path) -> Iterator[None]:
    """Two agents on one journal would act twice; the lock goes with the process, however it ends."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    file: IO[bytes]
    with (directory / "agent.lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(
                f"An agent runs already with the directory {directory}.",
                next_step="Stop it first, or give this agent a directory of its own.",
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield
