"""Preparing a proposal: look at what the remedy would touch, and bind that look into the plan."""

from collections.abc import Sequence
from typing import Any

from bonghwa.actions import CATALOGUE
from bonghwa.flow.diagnoses.collection import integrity_params, involved, service_params, surroundings_of
from bonghwa.flow.diagnoses.model import Looker
from bonghwa.flow.incidents.model import Incident, IncidentStatus
from bonghwa.flow.incidents.service import get_incident, lock_incidents, move, note
from bonghwa.flow.proposals.model import Intended, Proposal
from bonghwa.flow.proposals.remedies import remedy_for
from bonghwa.flow.proposals.service import join, make, waiting_for
from bonghwa.registry.fleet.model import Server, Service
from bonghwa.store.store import Store, Tx
from bonghwa.vocabulary.action import PreviewLine
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.plan import PlanStep


async def propose_remedy(store: Store, looker: Looker, incident_id: str, cause: str) -> Proposal | None:
    """Propose what would help against `cause`; None, and a person is asked, when nothing fits or a look failed."""
    async with store.read() as tx:
        incident = await get_incident(tx, SYSTEM, incident_id)
    around = await surroundings_of(store, incident)
    if around.server is None:
        return await _give_up(store, incident, "the server is not in the inventory")
    services = involved(incident, around.services)
    states, drifted = await _observed(looker, services)
    intended = remedy_for(cause, services, states, drifted)
    if not intended:
        return await _give_up(store, incident, "no action of the catalogue fits what was seen")
    async with store.write() as tx:
        existing = await waiting_for(tx, intended)
        if existing:
            await join(tx, existing, incident)
            return existing
    steps, previews = [], []
    for wanted in intended:
        found = await _step(looker, around.server, wanted)
        if isinstance(found, str):
            return await _give_up(store, incident, found)
        steps.append(found[0])
        previews.append(found[1])
    async with store.write() as tx:
        return await _made(tx, incident_id, intended, steps, previews)


async def _made(
    tx: Tx,
    incident_id: str,
    intended: Sequence[Intended],
    steps: Sequence[PlanStep],
    previews: Sequence[Sequence[PreviewLine]],
) -> Proposal | None:
    """The proposal, unless the incident is over or another one looked at the same time and was quicker."""
    await lock_incidents(tx)
    incident = await get_incident(tx, SYSTEM, incident_id)
    if not incident.is_open:
        return None
    meanwhile = await waiting_for(tx, intended)
    if meanwhile:
        await join(tx, meanwhile, incident)
        return meanwhile
    return await make(tx, SYSTEM, incident, intended=intended, steps=steps, previews=previews)


async def _observed(
    looker: Looker, services: Sequence[Service]
) -> tuple[dict[str, dict[str, Any]], frozenset[str]]:
    """The state of each service that could be looked at, and those whose configuration left its baseline."""
    states: dict[str, dict[str, Any]] = {}
    drifted = set()
    for service in services:
        report = await looker.look(service.server, "service.status", service_params(service))
        if report.state is not None:
            states[service.code] = report.state
        if service.settings.configuration and service.settings.baseline_store:
            check = await looker.look(service.server, "integrity.check", integrity_params(service))
            if not check.ok and check.state is not None:
                drifted.add(service.code)
    return states, frozenset(drifted)


async def _step(
    looker: Looker, server: Server, wanted: Intended
) -> tuple[PlanStep, tuple[PreviewLine, ...]] | str:
    """The step with its look bound in and its preview, or why there is none."""
    action = CATALOGUE[wanted.action]
    report = await looker.look(wanted.host, wanted.action, wanted.params)
    if report.state is None or report.look_digest is None:
        return f"{wanted.action} could not look: {report.reason}"
    params = action.parse_params(wanted.params)
    before = action.parse_state(report.state)
    step = PlanStep(
        action=action.name,
        version=action.version,
        params=wanted.params,
        agent=server.agent or "",
        host=wanted.host,
        risk=action.risk,
        look_digest=report.look_digest,
    )
    return step, tuple(action.preview(params, before))


async def _give_up(store: Store, incident: Incident, reason: str) -> Proposal | None:
    async with store.write() as tx:
        fresh = await get_incident(tx, SYSTEM, incident.id)
        if fresh.is_open:
            await note(tx, fresh, "timeline.no_remedy", {"reason": reason})
            await move(tx, fresh, IncidentStatus.NEEDS_PERSON)
    return None
