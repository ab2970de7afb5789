"""The analyst's durable workflow: from a new incident to a proposal, or to an honest 'a person is needed'."""

import asyncio

from bonghwa.flow.diagnoses.analysis import Analysis
from bonghwa.flow.diagnoses.collection import collect
from bonghwa.flow.diagnoses.model import DiagnosisStatus, Looker
from bonghwa.flow.diagnoses.service import begin, conclude, get_diagnosis, get_evidence, keep_evidence
from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.incidents.service import get_incident, move, note
from bonghwa.flow.proposals.preparation import propose_remedy
from bonghwa.flow.proposals.service import proposals_of
from bonghwa.store.durable import Durable
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM

AT_ONCE = 2
"""Incidents that are analysed at the same time; others wait in the order in which they were opened."""


SETTLE_SECONDS = 1.5
"""A cause often speaks just after its symptoms (a refused connection comes before the failed start): wait for it."""


class Response:
    """The durable workflow `respond`; every step is safe to repeat."""

    name = "respond"

    def __init__(self, store: Store, durable: Durable, looker: Looker) -> None:
        self._store = store
        self._durable = durable
        self._looker = looker
        self._desk = asyncio.Semaphore(AT_ONCE)

    async def workflow(self, incident: str) -> None:
        """Collect evidence, conclude, propose."""
        async with self._desk:
            await self._durable.step("collect", lambda: self._collect(incident))
            cause = await self._durable.step("conclude", lambda: self._conclude(incident))
            if cause:
                await self._durable.step("propose", lambda: self._propose(incident, cause))

    async def give_up(self, incident_id: str) -> None:
        """The analyst failed for good: a person is asked."""
        async with self._store.write() as tx:
            incident = await get_incident(tx, SYSTEM, incident_id)
            if incident.is_open:
                await note(tx, incident, "timeline.analyst_failed", {})
                await move(tx, incident, IncidentStatus.NEEDS_PERSON)

    async def _collect(self, incident_id: str) -> None:
        async with self._store.write() as tx:
            incident = await get_incident(tx, SYSTEM, incident_id)
            if not incident.is_open or (await begin(tx, incident)).status is not DiagnosisStatus.RUNNING:
                return
        age = (self._store.clock.now() - incident.opened_at).total_seconds()
        await asyncio.sleep(max(0.0, SETTLE_SECONDS - age))
        pieces = await collect(self._store, self._looker, incident, self._store.clock.now())
        async with self._store.write() as tx:
            await keep_evidence(tx, await get_incident(tx, SYSTEM, incident_id), pieces)

    async def _conclude(self, incident_id: str) -> str | None:
        async with self._store.read() as tx:
            incident = await get_incident(tx, SYSTEM, incident_id)
            diagnosis = await get_diagnosis(tx, incident)
            if not incident.is_open or diagnosis is None:
                return None
            pieces = await get_evidence(tx, incident)
        analysis = await asyncio.to_thread(
            Analysis, pieces
        )  # thinking holds up neither the writer nor the screens
        async with self._store.write() as tx:
            incident = await get_incident(tx, SYSTEM, incident_id)
            if not incident.is_open:
                return None
            ended = await conclude(
                tx, incident, analysis.claims, analysis.severity, reason_if_none=analysis.reason_if_none
            )
            return ended.cause

    async def _propose(self, incident_id: str, cause: str) -> None:
        async with self._store.read() as tx:
            incident = await get_incident(tx, SYSTEM, incident_id)
            if not incident.is_open or await proposals_of(tx, incident):
                return
        await propose_remedy(self._store, self._looker, incident_id, cause)
