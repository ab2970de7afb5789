"""The composition root: the only file that knows everyone. It builds the parts and subscribes each step to the last."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from bonghwa.doors.agents.hub import AgentHub
from bonghwa.doors.http.application import create_application
from bonghwa.doors.http.context import Context
from bonghwa.doors.http.live import LiveHub
from bonghwa.doors.http.live_feed import LiveFeed
from bonghwa.doors.http.telemetry import Telemetry
from bonghwa.flow.diagnoses.events import DiagnosisConcluded
from bonghwa.flow.diagnoses.model import DiagnosisStatus
from bonghwa.flow.incidents.absorption import absorb
from bonghwa.flow.incidents.events import IncidentOpened
from bonghwa.flow.proposals.events import ProposalDecided, ProposalMade
from bonghwa.flow.proposals.model import ProposalStatus
from bonghwa.flow.proposals.service import beneficiaries_of, expire_due, get_proposal
from bonghwa.flow.response import Response
from bonghwa.flow.runs.events import RunCreated, RunFinished, StopSwitchChanged
from bonghwa.flow.runs.execution import Execution
from bonghwa.flow.runs.looks import AgentLooker
from bonghwa.flow.runs.service import create_run, get_run
from bonghwa.flow.signals.events import SignalsAccepted
from bonghwa.kernel.keys import sign
from bonghwa.kernel.keys.ring import KeyRing
from bonghwa.kernel.logging import configure_logging, get_logger
from bonghwa.kernel.settings import Settings, load_settings
from bonghwa.registry.audit.events import AuditRecorded
from bonghwa.registry.audit.heads import newest_head
from bonghwa.registry.audit.journal import AuditJournal
from bonghwa.registry.audit.service import entries_between
from bonghwa.registry.fleet.agents import forget_connections
from bonghwa.registry.people.approvers import current_roster, sign_and_publish
from bonghwa.registry.people.events import ApproversChanged, RosterSigned
from bonghwa.store.durable import Durable
from bonghwa.store.migrate import upgrade
from bonghwa.store.outbox import Relay
from bonghwa.store.store import Store
from bonghwa.understanding.causes import diagnose
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.wire import AUDIT_HEAD_TYPE, KeepAuditHead, NewRoster
from bonghwa.work.notifications.sending import Sending
from bonghwa.work.notifications.service import prepare
from bonghwa.work.reports.service import ZONES, write_report
from bonghwa.work.reports.wording import Wording

SWEEP_SECONDS = 5.0
HEAD_SECONDS = 1.0

log = get_logger("app")


class Server:
    """One server process: built from its settings, run by `lifespan`."""

    def __init__(self, settings: Settings) -> None:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.settings = settings
        self.keys = KeyRing(settings.data / "keys")
        self.store = Store(settings.database)
        self.durable = Durable(settings.workflow_database)
        self.agents = AgentHub(self.keys.order)
        self.live = LiveHub()
        self.telemetry = Telemetry(self.agents, self.live)
        self.relay = Relay(self.store)
        self.journal = AuditJournal(settings.data / "audit.jsonl")
        self._feed = LiveFeed(self.store, self.live)
        self._wording = Wording(settings.language, ZONES[settings.language])
        looker = AgentLooker(self.store, self.agents)
        self._sending = Sending(self.store, self.durable, settings.notify)
        response = Response(self.store, self.durable, looker)
        execution = Execution(self.store, self.durable, self.agents, self.keys.root_public)
        self.durable.register(Response.name, response.workflow, give_up=response.give_up)
        self.durable.register(Execution.name, execution.workflow, give_up=execution.give_up)
        self.durable.register(Sending.name, self._sending.workflow)
        self._subscribe()

    @property
    def web(self) -> Path:
        """Where the built web app lies: as told, inside the package, or in the checkout."""
        beside = Path(__file__).resolve().parent
        candidates = [self.settings.web, beside / "web", beside.parents[1] / "web" / "dist"]
        return next((path for path in candidates if path is not None and path.is_dir()), beside / "web")

    def application(self) -> FastAPI:
        """The ASGI application; starting and ending it starts and ends everything."""

        @contextlib.asynccontextmanager
        async def lifespan(app: FastAPI) -> AsyncIterator[None]:
            app.state.context = Context(
                settings=self.settings,
                store=self.store,
                keys=self.keys,
                agents=self.agents,
                live=self.live,
                telemetry=self.telemetry,
            )
            async with self.running():
                yield

        return create_application(lifespan, self.web)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Everything that works in the background, for as long as the block lasts."""
        await upgrade(self.settings.database)
        async with self.store.write() as tx:
            await forget_connections(tx)
        self.durable.launch()
        work: dict[str, Coroutine[Any, Any, None]] = {
            "outbox": self.relay.run(),
            "live feed": self._feed.run(),
            "sweep": self._sweep(),
            "audit heads": self._give_heads(),
        }
        tasks = [asyncio.create_task(coroutine, name=name) for name, coroutine in work.items()]
        for task in tasks:
            task.add_done_callback(_report_end)
        tasks.append(asyncio.create_task(asyncio.to_thread(self._warm_up), name="warm-up"))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(self.durable.close)
            await self.store.close()

    def _warm_up(self) -> None:
        """Load what the first incident would otherwise wait for: the knowledge base and the ways to notify."""
        diagnose("")
        if self._sending.enabled:
            self._sending.sender()

    def _subscribe(self) -> None:
        """The river: each fact starts the next step. Every handler is idempotent."""
        on = self.relay.subscribe
        on(SignalsAccepted, self._absorb, lane="signals")
        on(IncidentOpened, self._respond)
        on(DiagnosisConcluded, self._diagnosed)
        on(ProposalMade, self._proposed)
        on(ProposalDecided, self._decided)
        on(RunCreated, self._carry_out)
        on(RunFinished, self._finished)
        on(ApproversChanged, self._sign_roster)
        on(RosterSigned, self._give_roster)
        on(AuditRecorded, self._journal, lane="audit")
        on(StopSwitchChanged, self._halt)
        self.store.on_commit(self._feed.take)
        self.store.on_commit(self.telemetry.take)

    async def _absorb(self, event: SignalsAccepted) -> None:
        async with self.store.write(urgent=True) as tx:
            await absorb(tx, event.batch)

    async def _respond(self, event: IncidentOpened) -> None:
        await self.durable.start(Response.name, f"respond-{event.incident}", event.incident)
        await self._notify(event.incident, "opened")

    async def _diagnosed(self, event: DiagnosisConcluded) -> None:
        if event.status == DiagnosisStatus.INCONCLUSIVE.value:
            await write_report(self.store, event.incident)
            await self._notify(event.incident, "person_needed")

    async def _proposed(self, event: ProposalMade) -> None:
        await self._notify(event.incident, "approval_needed")

    async def _decided(self, event: ProposalDecided) -> None:
        if event.status == ProposalStatus.APPROVED.value:
            async with self.store.write() as tx:
                await create_run(tx, await get_proposal(tx, SYSTEM, event.proposal))
        else:
            await self._report(event.proposal)

    async def _carry_out(self, event: RunCreated) -> None:
        await self.durable.start(Execution.name, f"run-{event.run}", event.run)

    async def _finished(self, event: RunFinished) -> None:
        async with self.store.read() as tx:
            proposal = (await get_run(tx, SYSTEM, event.run)).proposal
        await self._report(proposal)
        await self._notify(event.incident, "finished")

    async def _report(self, proposal: str) -> None:
        """Write the reports of all incidents that waited for a proposal, not only of the one it was made for."""
        async with self.store.read() as tx:
            helped = await beneficiaries_of(tx, proposal)
        for incident in helped:
            await write_report(self.store, incident)

    async def _notify(self, incident: str, kind: str) -> None:
        if not self._sending.enabled:
            return
        async with self.store.write() as tx:
            address = self.settings.address
            notification = await prepare(tx, incident, kind, address=address, wording=self._wording)
        if notification:
            await self.durable.start(Sending.name, f"notify-{notification}", notification)

    async def _sign_roster(self, _: ApproversChanged) -> None:
        root = self.keys.root
        if root is None:
            log.warning("roster.unsigned", next_step="Sign it where the root key is: `bonghwa roster sign`.")
            return
        async with self.store.write() as tx:
            await sign_and_publish(tx, root)

    async def _give_roster(self, _: RosterSigned) -> None:
        async with self.store.read() as tx:
            roster = await current_roster(tx, self.keys.root_public)
        if roster:
            await self.agents.broadcast(NewRoster(roster[0]))

    async def _journal(self, event: AuditRecorded) -> None:
        """Write what is missing up to this entry: one that could not be written is caught up with by the next."""
        async with self.store.read() as tx:
            missing = await entries_between(tx, self.journal.last, event.entry.sequence)
        for entry in missing:
            await self.journal.append(entry)

    async def _halt(self, event: StopSwitchChanged) -> None:
        await self.agents.halt(on=event.on)

    async def _sweep(self) -> None:
        """Expire what nobody decided in time."""
        while True:
            try:
                async with self.store.write() as tx:
                    await expire_due(tx)
            except Exception as error:  # noqa: BLE001  # the next sweep must come whatever happened to this one
                log.warning("sweep.store_unavailable", error=type(error).__name__)
            await asyncio.sleep(SWEEP_SECONDS)

    async def _give_heads(self) -> None:
        """Give the newest signed audit head to the agents, at most once a second."""
        given = 0
        while True:
            await asyncio.sleep(HEAD_SECONDS)
            try:
                async with self.store.read() as tx:
                    head = await newest_head(tx)
            except Exception as error:  # noqa: BLE001  # the next head must come whatever happened to this one
                log.warning("heads.store_unavailable", error=type(error).__name__)
                continue
            if head is not None and head.sequence > given:
                given = head.sequence
                await self.agents.broadcast(KeepAuditHead(sign(self.keys.order, AUDIT_HEAD_TYPE, head)))


def _report_end(task: asyncio.Task[None]) -> None:
    """Background work ends only when it is cancelled; anything else must be seen."""
    if not task.cancelled() and task.exception() is not None:
        log.critical("background.ended", work=task.get_name(), exc_info=task.exception())


def create_app() -> FastAPI:
    """For the ASGI server: the application of the data directory that BONGHWA_DATA names."""
    settings = load_settings(Path(os.environ["BONGHWA_DATA"]))
    configure_logging(settings.log_level)
    return Server(settings).application()
