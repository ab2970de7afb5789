"""The inventory, and agents that enrol once with a token for their own servers."""

import pytest
from tests.conftest import TurnedClock
from tests.world import World

from bonghwa.kernel.errors import Conflict, Forbidden, Invalid, Unauthenticated
from bonghwa.kernel.keys import device_key
from bonghwa.registry.fleet.agents import (
    TOKEN_LIFETIME,
    agent_came,
    agent_seen,
    enrol,
    forget_connections,
    get_agent,
    hosts_of,
    issue_enrolment_token,
    list_agents,
)
from bonghwa.registry.fleet.inventory import (
    add_institution,
    add_server,
    add_service,
    add_system,
    get_server,
    get_service,
)
from bonghwa.registry.fleet.model import RESERVED_CODES, AgentStatus, Institution, Server, Service, System
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM


async def _token(store: Store, world: World, login: str, *hosts: str) -> str:
    async with store.write() as tx:
        return await issue_enrolment_token(tx, world.actor(login), hosts=hosts)


async def test_a_token_enrols_one_agent_within_a_day(store: Store, world: World, clock: TurnedClock) -> None:
    token, late = await _token(store, world, "ada", "moef-1"), await _token(store, world, "ada", "moef-1")
    key = device_key()
    async with store.write() as tx:
        agent, hosts = await enrol(tx, token=token, name="n\x00" * 300, public_key=key.jwk())
        assert [host.code for host in hosts] == ["moef-1"]
        assert (await get_agent(tx, SYSTEM, agent.id)).public_key == key.jwk()
        assert await hosts_of(tx, world.here.agent.id) == ()
    clock.turn(seconds=TOKEN_LIFETIME.total_seconds() + 1)
    for bad in (token, late, "guessed", ""):
        async with store.write() as tx:
            with pytest.raises(Unauthenticated):
                await enrol(tx, token=bad, name="again", public_key=key.jwk())


async def test_an_agent_gives_only_its_public_key(store: Store, world: World) -> None:
    token = await _token(store, world, "ada", "moef-1")
    private = {str(k): str(v) for k, v in device_key().jose.as_dict(private=True).items()}
    async with store.write() as tx:
        with pytest.raises(Invalid):
            await enrol(tx, token=token, name="a", public_key=private)


@pytest.mark.parametrize(
    ("login", "hosts"),
    [
        ("ada", ("mois-1",)),
        ("ada", ("moef-1", "mois-1")),
        ("root", ("moef-1", "mois-1")),
        ("root", ("nowhere",)),
        ("root", ()),
        ("eve", ("moef-1",)),
    ],
)
async def test_a_token_is_for_servers_of_one_system_that_one_may_see(
    store: Store, world: World, login: str, hosts: tuple[str, ...]
) -> None:
    with pytest.raises(Invalid, match="must exist"):
        await _token(store, world, login, *hosts)


async def test_who_only_operates_enrols_nothing(store: Store, world: World) -> None:
    with pytest.raises(Forbidden):
        await _token(store, world, "oscar", "moef-1")


async def test_an_agent_is_online_while_it_is_heard_busy_while_it_works(
    store: Store, world: World, clock: TurnedClock
) -> None:
    agent = world.here.agent.id

    async def status() -> AgentStatus:
        async with store.read() as tx:
            return (await get_agent(tx, SYSTEM, agent)).status(clock.now())

    assert await status() is AgentStatus.OFFLINE
    async with store.write() as tx:
        await agent_came(tx, agent, version="v" * 200, actions={"service.restart": 1})
    assert await status() is AgentStatus.ONLINE
    async with store.write() as tx:
        await agent_seen(tx, agent, connected=True, running=2)
    assert await status() is AgentStatus.BUSY
    clock.turn(seconds=31)
    assert await status() is AgentStatus.OFFLINE
    async with store.write() as tx:
        await agent_seen(tx, agent, connected=True)
        await forget_connections(tx)
    assert await status() is AgentStatus.OFFLINE


async def test_codes_that_are_addresses_of_ours_are_not_given_away(store: Store) -> None:
    for code in sorted(RESERVED_CODES):
        async with store.write() as tx:
            with pytest.raises(Invalid):
                await add_institution(tx, SYSTEM, Institution(code=code, name="x"))


async def test_nothing_is_registered_twice_or_without_what_it_belongs_to(store: Store, world: World) -> None:
    twice = Server(code="moef-1", institution="moef", system="budget")
    orphan = Service(server="nowhere", code="x", institution="moef", system="budget", name="X")
    for add in (
        lambda tx: add_server(tx, SYSTEM, twice),
        lambda tx: add_service(tx, SYSTEM, orphan),
        lambda tx: add_system(tx, SYSTEM, System(institution="moef", code="budget", name="again")),
        lambda tx: add_system(tx, SYSTEM, System(institution="nowhere", code="x", name="x")),
    ):
        with pytest.raises(Conflict):
            async with store.write() as tx:
                await add(tx)


async def test_the_inventory_is_changed_within_ones_scope(store: Store, world: World) -> None:
    mine = Server(code="moef-2", institution="moef", system="budget")
    theirs = Server(code="mois-2", institution="mois", system="portal")
    async with store.write() as tx:
        await add_server(tx, world.actor("ada"), mine)
        assert await get_server(tx, world.actor("dora"), "moef-2") == mine
        for login, server in (("ada", theirs), ("oscar", mine), ("dora", mine)):
            with pytest.raises(Forbidden):
                await add_server(tx, world.actor(login), server)
        service = await get_service(tx, world.actor("dora"), "moef-1", "shop")
        assert service.settings.home == "/srv/shop"
        assert [a.institution for a in await list_agents(tx, world.actor("dora"))] == ["moef"]
