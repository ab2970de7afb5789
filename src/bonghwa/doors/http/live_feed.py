"""From facts to live frames: reads what changed once and publishes it. Bursts about one thing are told once."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bonghwa.doors.http.live import LiveHub
from bonghwa.doors.http.views.incidents import IncidentView
from bonghwa.doors.http.views.runs import OutputLineView, RunView
from bonghwa.flow.diagnoses.events import DiagnosisConcluded
from bonghwa.flow.incidents.events import IncidentGrown, IncidentMoved, IncidentOpened
from bonghwa.flow.incidents.service import get_incident
from bonghwa.flow.proposals.events import ProposalDecided, ProposalMade
from bonghwa.flow.runs.events import RunCreated, RunFinished, RunOutputWritten, RunStepped, StopSwitchChanged
from bonghwa.flow.runs.service import get_run, output_of
from bonghwa.flow.runs.stop_switch import get_stop_switch
from bonghwa.kernel.errors import BonghwaError
from bonghwa.kernel.logging import get_logger
from bonghwa.registry.fleet.events import AgentChanged
from bonghwa.store.outbox import Event
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.work.reports.events import ReportWritten
from bonghwa.work.reports.wording import Wording

MAX_WAITING = 10_000
REMEMBERED = 1000
CHANGES = (IncidentMoved, DiagnosisConcluded, ProposalMade, ProposalDecided, ReportWritten)
INCIDENTS = (IncidentOpened, IncidentGrown, IncidentMoved)
RUNS = (RunCreated, RunStepped, RunFinished)
SHOWN = (*CHANGES, *INCIDENTS, *RUNS, RunOutputWritten, AgentChanged, StopSwitchChanged)
log = get_logger("live")


class LiveFeed:
    """Turns committed events into frames on the LiveHub."""

    def __init__(self, store: Store, hub: LiveHub) -> None:
        self._store = store
        self._hub = hub
        self._opened: asyncio.Queue[Event] = asyncio.Queue(MAX_WAITING)
        self._events: asyncio.Queue[Event] = asyncio.Queue(MAX_WAITING)
        self._told: dict[str, int] = {}
        self._shown: dict[str, datetime] = {}

    def take(self, events: Sequence[Event]) -> None:
        """Take committed events; never blocks. Nothing is queued while no screen is open."""
        for event in events:
            queue = self._opened if isinstance(event, IncidentOpened) else self._events
            if self._hub.open and isinstance(event, SHOWN) and not queue.full():
                queue.put_nowait(event)

    async def run(self) -> None:
        """Publish until cancelled. A new incident does not wait behind news of others."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._publish_all(self._opened))
            group.create_task(self._publish_all(self._events))

    async def _publish_all(self, queue: asyncio.Queue[Event]) -> None:
        while True:
            burst = [await queue.get()]
            while not queue.empty():
                burst.append(queue.get_nowait())
            for event in dict.fromkeys(burst):
                try:
                    await self._publish(event)
                except (BonghwaError, SQLAlchemyError) as error:
                    log.warning("live.not_published", event_type=type(event).__name__, error=str(error))

    async def _publish(self, event: Event) -> None:
        if isinstance(event, INCIDENTS):
            await self._incident(event)
        if isinstance(event, CHANGES):
            frame = {"type": "incident_changed", "id": event.incident}
            self._hub.publish(event.institution, event.system, lambda _: frame)
        if isinstance(event, RUNS):
            await self._run(event)
        if isinstance(event, RunOutputWritten):
            await self._output(event)
        if isinstance(event, AgentChanged):
            agent = {"type": "agent", "id": event.agent}
            self._hub.publish(event.institution, event.system, lambda _: agent)
        if isinstance(event, StopSwitchChanged):
            async with self._store.read() as tx:
                switch = await get_stop_switch(tx)
            state = {"on": switch.on, "by": switch.by, "at": switch.at, "reason": switch.reason}
            self._hub.publish_to_all({"type": "stop_switch"} | state)

    async def _incident(self, event: IncidentOpened | IncidentGrown | IncidentMoved) -> None:
        async with self._store.read() as tx:
            incident = await get_incident(tx, SYSTEM, event.incident)
        if incident.updated_at < self._shown.get(incident.id, incident.updated_at):
            return  # something newer was shown while this was read
        self._shown[incident.id] = incident.updated_at
        _forget_oldest(self._shown)

        def frame(wording: Wording) -> dict[str, Any]:
            return {
                "type": "incident",
                "incident": IncidentView.of(incident, wording).model_dump(mode="json"),
            }

        self._hub.publish(incident.institution, incident.system, frame)

    async def _run(self, event: RunCreated | RunStepped | RunFinished) -> None:
        async with self._store.read() as tx:
            run = await get_run(tx, SYSTEM, event.run)

        def frame(wording: Wording) -> dict[str, Any]:
            return {"type": "run", "run": RunView.of(run, wording).model_dump(mode="json")}

        self._hub.publish(run.institution, run.system, frame)

    async def _output(self, event: RunOutputWritten) -> None:
        async with self._store.read() as tx:
            run = await get_run(tx, SYSTEM, event.run)
            after = self._told.get(run.id, max(0, event.sequence - 200))
            lines = await output_of(tx, run, after=after)
        if lines:
            self._told[run.id] = lines[-1].sequence
            _forget_oldest(self._told)
            shown = [OutputLineView.of(line).model_dump() for line in lines]
            frame = {"type": "run_output", "run": run.id, "incident": run.incident, "lines": shown}
            self._hub.publish(run.institution, run.system, lambda _: frame)


def _forget_oldest(remembered: dict[str, Any]) -> None:
    while len(remembered) > REMEMBERED:
        remembered.pop(next(iter(remembered)))
