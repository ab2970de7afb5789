"""A small installation for tests: two institutions that must never see each other, their people and agents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bonghwa.flow.approvals.service import approve
from bonghwa.flow.incidents.absorption import absorb
from bonghwa.flow.incidents.model import Incident
from bonghwa.flow.incidents.service import list_incidents
from bonghwa.flow.proposals.model import Intended, Proposal
from bonghwa.flow.proposals.service import get_proposal, make
from bonghwa.flow.runs.service import add_output, create_run
from bonghwa.flow.signals.service import accept_batch
from bonghwa.kernel.ids import new_id
from bonghwa.kernel.keys import SigningKey, approver_key, device_key, sign
from bonghwa.registry.fleet.agents import Host, enrol, issue_enrolment_token
from bonghwa.registry.fleet.inventory import add_institution, add_server, add_service, add_system
from bonghwa.registry.fleet.model import Agent, Institution, Server, Service, ServiceSettings, System
from bonghwa.registry.people.approvers import add_approver_key, sign_and_publish
from bonghwa.registry.people.model import Person
from bonghwa.registry.people.service import add_person
from bonghwa.store.store import Store, Tx
from bonghwa.vocabulary.action import PreviewLine, Risk
from bonghwa.vocabulary.actor import SYSTEM, Actor, Grant, Role
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ApprovalStatement, Roster
from bonghwa.vocabulary.plan import PlanStep
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.signal import Signal, SignalBatch
from bonghwa.work.reports.service import write_report

HERE, THERE = ("moef", "budget"), ("mois", "portal")
SERVICE = "shop"


@dataclass(frozen=True)
class Site:
    """One institution with a system, a server `<institution>-1` with a service, and its agent."""

    institution: str
    system: str
    server: str
    agent: Agent
    device: SigningKey
    hosts: tuple[Host, ...]


@dataclass(frozen=True)
class World:
    """Both sites, and people by login."""

    here: Site
    there: Site
    people: dict[str, Person]
    keys: dict[str, SigningKey]
    root: SigningKey
    roster: Roster

    def actor(self, login: str) -> Actor:
        return self.people[login].actor()

    def signature(self, login: str, plan_hash: str, at: datetime, *, key: SigningKey | None = None) -> str:
        """What this approver's key signs for a plan."""
        own = key or self.keys[login]
        statement = ApprovalStatement(
            plan_hash=plan_hash, approver=self.people[login].id, key_id=own.id, signed_at=at
        )
        return sign(own, APPROVAL_TYPE, statement)


async def build_world(store: Store, root: SigningKey | None = None) -> World:
    """Write everything into an empty store; `root` signs the roster."""
    root = root or device_key()
    async with store.write() as tx:
        here, there = await _site(tx, *HERE), await _site(tx, *THERE)
        people = {
            login: await add_person(
                tx, SYSTEM, login=login, name=login.title(), password_hash=None, roles=roles
            )
            for login, roles in _ROLES.items()
        }
        keys = {login: approver_key() for login in ("ann", "eve")}
        for login, key in keys.items():
            await add_approver_key(tx, people[login].actor(), jwk=key.jwk(), label="test")
        roster = await sign_and_publish(tx, root)
    return World(here, there, people, keys, root, roster)


_ROLES: dict[str, tuple[Grant, ...]] = {
    "root": (Grant(role=Role.ADMIN),),
    "audrey": (Grant(role=Role.AUDITOR),),
    "ann": (Grant(role=Role.APPROVER, institution=HERE[0]),),
    "oscar": (Grant(role=Role.OPERATOR, institution=HERE[0], system=HERE[1]),),
    "dora": (Grant(role=Role.DEVELOPER, institution=HERE[0]),),
    "ada": (Grant(role=Role.ADMIN, institution=HERE[0]),),
    "eve": (Grant(role=Role.APPROVER, institution=THERE[0]), Grant(role=Role.ADMIN, institution=THERE[0])),
}


async def _site(tx: Tx, institution: str, system: str) -> Site:
    await add_institution(tx, SYSTEM, Institution(code=institution, name=institution.upper()))
    await add_system(tx, SYSTEM, System(institution=institution, code=system, name=system))
    server = Server(code=f"{institution}-1", institution=institution, system=system)
    await add_server(tx, SYSTEM, server)
    settings = ServiceSettings(home="/srv/shop", port=8080, log_directory="/srv/shop/logs")
    await add_service(
        tx,
        SYSTEM,
        Service(
            server=server.code,
            code=SERVICE,
            institution=institution,
            system=system,
            name="Shop",
            settings=settings,
        ),
    )
    token = await issue_enrolment_token(tx, SYSTEM, hosts=(server.code,))
    device = device_key()
    agent, hosts = await enrol(tx, token=token, name=f"agent-{institution}", public_key=device.jwk())
    return Site(institution, system, server.code, agent, device, hosts)


def signal(host: str, at: datetime, **changes: Any) -> Signal:
    """An error of the shop on a host."""
    fields: dict[str, Any] = {
        "fingerprint": "f" * 32,
        "template": "connection refused by <*>",
        "level": Level.HIGH,
        "severity_number": 17,
        "body": "connection refused by 127.0.0.1:8080",
        "host": host,
        "service": SERVICE,
        "count": 3,
        "first_seen": at,
        "last_seen": at,
    }
    return Signal(**fields | changes)


def batch(*signals: Signal, at: datetime, **changes: Any) -> SignalBatch:
    """A batch with these signals and an id of its own."""
    fields: dict[str, Any] = {"id": new_id(), "sequence": 1, "created_at": at, "signals": signals}
    return SignalBatch(**fields | changes)


async def take_in(store: Store, site: Site, *signals: Signal) -> None:
    """Accept and absorb one batch of a site's agent."""
    sent = batch(*signals, at=store.clock.now())
    async with store.write() as tx:
        await accept_batch(tx, site.agent.id, site.hosts, sent)
    async with store.write() as tx:
        await absorb(tx, sent.id)


async def open_incident(store: Store, site: Site, **changes: Any) -> Incident:
    """An incident at a site, as its agent would cause it; the newest one there."""
    await take_in(store, site, signal(site.server, store.clock.now(), **changes))
    async with store.read() as tx:
        page = await list_incidents(tx, SYSTEM)
    return next(i for i in page.items if i.host == site.server)


def intent(site: Site) -> Intended:
    return Intended("service.restart", site.server, {"service": SERVICE})


def step(site: Site, **changes: Any) -> PlanStep:
    """Restarting the shop of a site."""
    fields: dict[str, Any] = {
        "action": "service.restart",
        "version": 1,
        "params": {"service": SERVICE},
        "agent": site.agent.id,
        "host": site.server,
        "risk": Risk.DISRUPTIVE,
        "look_digest": "0" * 64,
    }
    return PlanStep(**fields | changes)


async def propose(
    store: Store, site: Site, incident: Incident, *steps: PlanStep, actor: Actor = SYSTEM
) -> Proposal:
    """A proposal for an incident: restart the shop, unless told otherwise."""
    planned = steps or (step(site),)
    previews = [[PreviewLine("preview.service.restart", {"service": SERVICE})] for _ in planned]
    async with store.write() as tx:
        return await make(tx, actor, incident, intended=[intent(site)], steps=planned, previews=previews)


@dataclass(frozen=True)
class Case:
    """An incident of a site with a waiting proposal, and one that was carried out with output and a report."""

    incident: str
    waiting: str
    run: str


async def build_case(store: Store, world: World, site: Site, approver: str) -> Case:
    """Two incidents, of which the second one was repaired and reported."""
    incident = await open_incident(store, site)
    waiting = await propose(store, site, incident)
    other = await open_incident(store, site, fingerprint="d" * 32)
    proposal = await propose(store, site, other, step(site, params={"service": "front"}))
    async with store.write() as tx:
        signature = world.signature(approver, proposal.plan_hash, tx.clock.now())
        await approve(
            tx,
            world.actor(approver),
            proposal.id,
            plan_hash=proposal.plan_hash,
            signature=signature,
            roster=world.roster,
        )
        run = await create_run(tx, await get_proposal(tx, SYSTEM, proposal.id))
        await add_output(tx, run, 0, [("stdout", f"secret of {site.institution}")])
    await write_report(store, incident.id)
    return Case(incident.id, waiting.id, run.id)
