"""Only what rests on collected evidence becomes a cause; the same intent is proposed once."""

import asyncio
from typing import Any

import pytest
from tests.world import World, intent, open_incident, propose

from bonghwa.flow.diagnoses.model import DiagnosisStatus, LookReport
from bonghwa.flow.diagnoses.service import begin, conclude, get_diagnosis, keep_evidence
from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.incidents.service import get_incident
from bonghwa.flow.proposals.preparation import propose_remedy
from bonghwa.flow.proposals.remedies import remedy_for
from bonghwa.flow.proposals.service import beneficiaries_of, join, proposals_of, waiting_for
from bonghwa.flow.signals.service import signals_around
from bonghwa.registry.fleet.inventory import get_server, list_services
from bonghwa.registry.fleet.model import Service, ServiceSettings
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.evidence import Claim, Evidence, EvidenceKind
from bonghwa.vocabulary.severity import Level
from bonghwa.work.reports.case import get_case


class _BlindLooker:
    """No host answers."""

    async def look(self, host: str, action: str, params: dict[str, Any]) -> LookReport:
        return LookReport(ok=False, reason="could not look: nobody answers")


async def test_an_incident_is_diagnosed_once(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    async with store.write() as tx:
        first = await begin(tx, incident)
        assert await begin(tx, incident) == first
        assert (await get_incident(tx, SYSTEM, incident.id)).status is IncidentStatus.DIAGNOSING
        assert (await get_diagnosis(tx, incident)) == first
    assert first.status is DiagnosisStatus.RUNNING


async def test_a_second_incident_of_the_same_intent_joins(store: Store, world: World) -> None:
    first = await open_incident(store, world.here)
    proposal = await propose(store, world.here, first)
    second = await open_incident(store, world.here, fingerprint="b" * 32)
    async with store.write() as tx:
        assert await waiting_for(tx, [intent(world.here)]) == proposal
        assert await waiting_for(tx, [intent(world.there)]) is None
        for _ in range(2):
            await join(tx, proposal, second)
        assert set(await beneficiaries_of(tx, proposal.id)) == {first.id, second.id}
        assert await proposals_of(tx, second) == (proposal,)
        joined = await get_incident(tx, SYSTEM, second.id)
    assert joined.status is IncidentStatus.AWAITING_APPROVAL


async def test_a_host_that_does_not_answer_asks_for_a_person(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    made = await asyncio.wait_for(
        propose_remedy(store, _BlindLooker(), incident.id, "connection_refused"), timeout=20
    )
    assert made is None
    async with store.read() as tx:
        assert (await get_incident(tx, SYSTEM, incident.id)).status is IncidentStatus.NEEDS_PERSON


SHOP = Service(
    server="moef-1",
    code="shop",
    institution="moef",
    system="budget",
    name="Shop",
    settings=ServiceSettings(
        log_directory="/srv/logs", configuration=("/etc/shop",), baseline_store="/var/baseline"
    ),
)
DOWN: dict[str, dict[str, Any]] = {"shop": {"activity": "failed"}}
UP: dict[str, dict[str, Any]] = {"shop": {"activity": "active"}}
REMEDIES = [
    ("disk_full", UP, "", ["files.archive"]),
    ("connection_refused", DOWN, "", ["service.restart"]),
    ("connection_refused", UP, "", []),
    ("connection_refused", {}, "", []),
    ("config_error", UP, "shop", ["integrity.restore", "service.restart"]),
    ("config_error", DOWN, "", []),
    ("never_heard_of", DOWN, "shop", []),
]


@pytest.mark.parametrize(("cause", "states", "drifted", "actions"), REMEDIES)
def test_a_remedy_fits_what_was_seen(
    cause: str, states: dict[str, dict[str, Any]], drifted: str, actions: list[str]
) -> None:
    found = remedy_for(cause, [SHOP], states, frozenset({drifted} - {""}))
    assert [wanted.action for wanted in found] == actions


async def test_every_list_and_lookup_hides_other_institutions(store: Store, world: World) -> None:
    await open_incident(store, world.here)
    theirs = await open_incident(store, world.there)
    dora, now = world.actor("dora"), store.clock.now()
    async with store.read() as tx:
        assert {s.institution for s in await list_services(tx, dora)} == {"moef"}
        assert (await get_server(tx, dora, "moef-1")).institution == "moef"
        assert await signals_around(tx, dora, institution="mois", system="portal", since=now, until=now) == ()
        case = await get_case(tx, world.actor("eve"), theirs.id)
    assert case.incident == theirs


PLANTED = [
    ([("oom_killed", 0.99, ("E7",)), ("connection_refused", 0.8, ("E1",))], "connection_refused"),
    ([("oom_killed", 0.99, ("E7",))], None),
    ([("oom_killed", 0.99, ())], None),
    ([("connection_refused", 0.2, ("E1",))], None),
    ([], None),
]


@pytest.mark.parametrize(("said", "cause"), PLANTED)
async def test_a_citation_of_what_was_never_collected_does_not_count(
    store: Store, world: World, said: list[tuple[str, float, tuple[str, ...]]], cause: str | None
) -> None:
    incident = await open_incident(store, world.here)
    at = store.clock.now()
    piece = Evidence(
        id="E1", kind=EvidenceKind.LOG, origin="moef-1/shop", title="x", text="refused\x00", at=at
    )
    claims = [Claim(cause=name, confidence=sure, evidence=cites) for name, sure, cites in said]
    async with store.write() as tx:
        await begin(tx, incident)
        await keep_evidence(tx, incident, [piece])
        ended = await conclude(tx, incident, claims, Level.HIGH, reason_if_none="nothing fits")
    async with store.read() as tx:
        stored = await get_diagnosis(tx, incident)
        after = await get_incident(tx, SYSTEM, incident.id)
    assert stored == ended
    assert (ended.cause, after.cause) == (cause, cause)
    assert all("E7" not in claim.evidence for claim in ended.claims)
    if cause is None:
        assert ended.status is DiagnosisStatus.INCONCLUSIVE
        assert after.status is IncidentStatus.NEEDS_PERSON
