"""Use cases of agents: enrolment with a one-time token, presence, and which hosts they speak for."""

import hashlib
from datetime import timedelta
from typing import Any

from msgspec import Struct

from bonghwa.kernel.errors import Invalid, Unauthenticated
from bonghwa.kernel.ids import new_id, new_secret
from bonghwa.kernel.keys import public_key_from_jwk
from bonghwa.registry.audit.service import record
from bonghwa.registry.fleet.events import AgentChanged
from bonghwa.registry.fleet.model import Agent
from bonghwa.registry.fleet.tables import agents, enrolment_tokens, servers
from bonghwa.store.scope import found, require, visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import SYSTEM, Actor, ActorKind, Permission

TOKEN_LIFETIME = timedelta(hours=24)


class Host(Struct, frozen=True):
    """A server that an agent acts on and speaks for."""

    code: str
    institution: str
    system: str


async def issue_enrolment_token(tx: Tx, actor: Actor, *, hosts: tuple[str, ...]) -> str:
    """A one-time token, valid a day, that lets one agent enrol for these servers (all of one system)."""
    statement = servers.select().where(servers.c.code.in_(hosts), visible(actor, Permission.READ, servers))
    rows = (await tx.execute(statement)).all()
    places = {(row.institution, row.system) for row in rows}
    if len(rows) != len(set(hosts)) or len(places) != 1:
        raise Invalid(
            "The servers of an enrolment must exist and belong to one system.",
            next_step="Register the servers first; enrol one agent for each system.",
        )
    institution, system = places.pop()
    require(actor, Permission.FLEET, institution, system)
    token = new_secret()
    await tx.execute(
        enrolment_tokens.insert().values(
            token_hash=_hash(token),
            institution=institution,
            system=system,
            hosts=list(hosts),
            expires_at=tx.clock.now() + TOKEN_LIFETIME,
        )
    )
    await record(tx, actor, "agent.token", ",".join(hosts), {}, institution=institution, system=system)
    return token


async def enrol(
    tx: Tx, *, token: str, name: str, public_key: dict[str, str]
) -> tuple[Agent, tuple[Host, ...]]:
    """Turn a token into an agent. Raises Unauthenticated when it is unknown, used or expired."""
    key = public_key_from_jwk(public_key)
    row = (
        await tx.execute(
            enrolment_tokens.select().where(enrolment_tokens.c.token_hash == _hash(token)).with_for_update()
        )
    ).first()
    if row is None or row.used_by is not None or row.expires_at < tx.clock.now():
        raise Unauthenticated(
            "The enrolment token is unknown, used or expired.", next_step="Ask for a new one and enrol again."
        )
    agent = Agent(
        id=new_id(),
        name=name[:200] or "agent",
        institution=row.institution,
        system=row.system,
        public_key=key.jwk(),
        enrolled_at=tx.clock.now(),
    )
    await tx.execute(
        agents.insert().values(**{field: getattr(agent, field) for field in Agent.__struct_fields__})
    )
    await tx.execute(
        enrolment_tokens.update()
        .where(enrolment_tokens.c.token_hash == row.token_hash)
        .values(used_by=agent.id)
    )
    await tx.execute(servers.update().where(servers.c.code.in_(row.hosts)).values(agent=agent.id))
    place = {"institution": agent.institution, "system": agent.system}
    await record(
        tx, agent_actor(agent), "agent.enrol", agent.id, {"name": agent.name, "key": key.id}, **place
    )
    await tx.emit(AgentChanged(agent.id, agent.institution, agent.system))
    return agent, await hosts_of(tx, agent.id)


async def hosts_of(tx: Tx, agent: str) -> tuple[Host, ...]:
    """The servers assigned to an agent."""
    rows = await tx.execute(servers.select().where(servers.c.agent == agent).order_by(servers.c.code))
    return tuple(Host(row.code, row.institution, row.system) for row in rows)


async def get_agent(tx: Tx, actor: Actor, agent: str) -> Agent:
    """One agent. Raises NotFound."""
    statement = agents.select().where(agents.c.id == agent, visible(actor, Permission.READ, agents))
    return _agent(found((await tx.execute(statement)).first(), "agent", agent))


async def list_agents(tx: Tx, actor: Actor) -> tuple[Agent, ...]:
    """The agents that the actor may see."""
    statement = (
        agents.select().where(visible(actor, Permission.READ, agents)).order_by(agents.c.name, agents.c.id)
    )
    return tuple(_agent(row) for row in await tx.execute(statement))


async def agent_seen(tx: Tx, agent: str, *, connected: bool, running: int = 0, spooled: int = 0) -> None:
    """Note a sign of life, or its end. Emits AgentChanged only when people would see a difference."""
    before = await get_agent(tx, SYSTEM, agent)
    now = tx.clock.now()
    values: dict[str, Any] = {"connected": connected, "running": running, "spooled": spooled}
    if connected:
        values["last_seen"] = now
    await tx.execute(agents.update().where(agents.c.id == agent).values(**values))
    after = await get_agent(tx, SYSTEM, agent)
    if before.status(now) is not after.status(now) or before.spooled != after.spooled:
        await tx.emit(AgentChanged(agent, before.institution, before.system))


async def agent_came(tx: Tx, agent: str, *, version: str, actions: dict[str, int]) -> None:
    """Note what a connecting agent says of itself."""
    await tx.execute(
        agents.update().where(agents.c.id == agent).values(version=version[:50], actions=actions)
    )
    await agent_seen(tx, agent, connected=True)


async def forget_connections(tx: Tx) -> None:
    """At server start nobody is connected yet."""
    await tx.execute(agents.update().values(connected=False, running=0))


def agent_actor(agent: Agent) -> Actor:
    """The actor an agent is in audits."""
    return Actor(id=agent.id, kind=ActorKind.AGENT, login=f"agent:{agent.name}")


def _agent(row: Any) -> Agent:
    return Agent(**{name: getattr(row, name) for name in Agent.__struct_fields__})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
