"""What an agent says is hostile until parsed: accepted once, bounded, for its own hosts only."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.conftest import TurnedClock
from tests.world import World, batch, open_incident, signal, take_in

from bonghwa.flow.incidents.service import list_incidents
from bonghwa.flow.signals.service import (
    CLOCK_TOLERANCE,
    MAX_SIGNALS,
    accept_batch,
    signals_around,
    signals_of,
)
from bonghwa.flow.signals.tables import signal_batches, signals
from bonghwa.kernel.errors import Invalid, TooLarge
from bonghwa.kernel.ids import new_id
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.signal import MAX_BODY, Signal


async def _accept(store: Store, world: World, sent: Any) -> bool:
    async with store.write() as tx:
        return await accept_batch(tx, world.here.agent.id, world.here.hosts, sent)


async def _stored(store: Store, sent: Any) -> Signal:
    async with store.read() as tx:
        ((found, _, _),) = await signals_of(tx, sent.id)
    return found


async def test_a_batch_counts_once_however_often_it_is_sent(
    store: Store, world: World, clock: TurnedClock
) -> None:
    sent = batch(signal(world.here.server, clock.now()), at=clock.now())
    assert await _accept(store, world, sent) is True
    assert await _accept(store, world, sent) is False
    async with store.read() as tx:
        assert len((await tx.execute(signal_batches.select())).all()) == 1
        assert len((await tx.execute(signals.select())).all()) == 1


async def test_the_id_of_a_batch_is_the_same_in_capitals(
    store: Store, world: World, clock: TurnedClock
) -> None:
    sent = batch(signal(world.here.server, clock.now()), at=clock.now())
    assert await _accept(store, world, sent) is True
    shouted = batch(signal(world.here.server, clock.now()), at=clock.now(), id=sent.id.upper())
    assert await _accept(store, world, shouted) is False
    fresh = batch(signal(world.here.server, clock.now()), at=clock.now(), id=new_id().upper())
    assert await _accept(store, world, fresh) is True


async def test_an_empty_batch_is_taken(store: Store, world: World, clock: TurnedClock) -> None:
    assert await _accept(store, world, batch(at=clock.now(), dropped=12)) is True


async def test_an_agent_does_not_speak_for_another_host(
    store: Store, world: World, clock: TurnedClock
) -> None:
    own, foreign = signal(world.here.server, clock.now()), signal(world.there.server, clock.now())
    with pytest.raises(Invalid, match=world.there.server):
        await _accept(store, world, batch(own, foreign, at=clock.now()))
    async with store.read() as tx:
        assert (await tx.execute(signals.select())).first() is None


async def test_an_agent_does_not_use_up_the_batch_of_another(
    store: Store, world: World, clock: TurnedClock
) -> None:
    sent = batch(signal(world.here.server, clock.now()), at=clock.now())
    await _accept(store, world, sent)
    stolen = batch(signal(world.there.server, clock.now()), at=clock.now(), id=sent.id)
    async with store.write() as tx:
        with pytest.raises(Invalid):
            await accept_batch(tx, world.there.agent.id, world.there.hosts, stolen)


async def test_too_many_signals_at_once_are_refused(store: Store, world: World, clock: TurnedClock) -> None:
    one = signal(world.here.server, clock.now())
    with pytest.raises(TooLarge):
        await _accept(store, world, batch(*[one] * (MAX_SIGNALS + 1), at=clock.now()))


@pytest.mark.parametrize("bad", ["", "x", "../../etc", "1" * 500, "\x00"])
async def test_a_batch_needs_a_proper_id(store: Store, world: World, clock: TurnedClock, bad: str) -> None:
    with pytest.raises(Invalid):
        await _accept(store, world, batch(at=clock.now(), id=bad))


HOSTILE: dict[str, dict[str, Any]] = {
    "huge text": {"body": "x" * 200_000, "template": "y" * 200_000, "source": "z" * 5000},
    "long names": {"fingerprint": "f" * 500, "service": "s" * 500},
    "many attributes": {"attributes": {f"{n}" * 200: "v" * 5000 for n in range(100)}},
    "zero bytes": {
        "body": "a\x00b",
        "template": "\x00",
        "service": "s\x00hop",
        "fingerprint": "\x00f",
        "source": "\x00",
        "attributes": {"k\x00": "v\x00"},
    },
    "huge count": {"count": 2**63 - 1},
    "negative count": {"count": -5},
    "absurd severity": {"severity_number": 9999},
    "negative severity": {"severity_number": -1},
    "before time": {
        "first_seen": datetime(1, 1, 1, tzinfo=UTC),
        "last_seen": datetime(1, 1, 1, tzinfo=UTC),
    },
    "after time": {
        "first_seen": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        "last_seen": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    },
    "no zone": {"first_seen": datetime(2026, 1, 1), "last_seen": datetime(2026, 1, 1)},  # noqa: DTZ001  # that is the attack
}


@pytest.mark.parametrize("attack", HOSTILE)
async def test_hostile_fields_are_cut_to_size(
    store: Store, world: World, clock: TurnedClock, attack: str
) -> None:
    now = clock.now()
    sent = batch(signal(world.here.server, now, **HOSTILE[attack]), at=now)
    assert await _accept(store, world, sent) is True
    stored = await _stored(store, sent)
    assert len(stored.body) <= MAX_BODY
    assert len(stored.service) <= 127
    assert len(stored.attributes) <= 32
    assert "\x00" not in f"{stored.body}{stored.service}{stored.fingerprint}{stored.attributes}"
    assert 1 <= stored.severity_number <= 24
    assert stored.count >= 1
    assert stored.first_seen <= stored.last_seen <= now + CLOCK_TOLERANCE


@pytest.mark.parametrize("attack", HOSTILE)
async def test_hostile_signals_still_become_incidents(
    store: Store, world: World, clock: TurnedClock, attack: str
) -> None:
    hostile = signal(world.here.server, clock.now(), **HOSTILE[attack])
    await take_in(store, world.here, hostile, hostile)
    await take_in(store, world.here, hostile)
    async with store.read() as tx:
        assert len((await list_incidents(tx, SYSTEM)).items) == 1


async def test_hostile_numbers_of_a_batch_are_cut(store: Store, world: World, clock: TurnedClock) -> None:
    huge = signal(world.here.server, clock.now(), count=2**63 - 1)
    sent = batch(huge, huge, at=clock.now(), sequence=2**63 - 1, dropped=-(2**63))
    assert await _accept(store, world, sent) is True


async def test_a_clock_ahead_is_brought_back(store: Store, world: World, clock: TurnedClock) -> None:
    now = clock.now()
    sent = batch(signal(world.here.server, now + timedelta(hours=1)), at=now)
    await _accept(store, world, sent)
    assert (await _stored(store, sent)).last_seen == now + CLOCK_TOLERANCE


async def test_secrets_are_masked_once_more(store: Store, world: World, clock: TurnedClock) -> None:
    leak = "login failed password=" + "hunter2-not-real"
    sent = batch(signal(world.here.server, clock.now(), body=leak), at=clock.now())
    await _accept(store, world, sent)
    assert "hunter2" not in (await _stored(store, sent)).body


async def test_neighbours_are_those_of_the_system_and_the_moment(
    store: Store, world: World, clock: TurnedClock
) -> None:
    early = clock.now()
    await open_incident(store, world.here)
    await open_incident(store, world.there)
    late = clock.turn(hours=1)
    await open_incident(store, world.here, body="later")
    async with store.read() as tx:
        around = await signals_around(
            tx,
            world.actor("dora"),
            institution=world.here.institution,
            system=world.here.system,
            since=early - timedelta(minutes=1),
            until=early + timedelta(minutes=1),
        )
    assert [found.host for found in around] == [world.here.server]
    assert around[0].last_seen < late
