"""What happened is handed on after commit, at least once, in order; a broken subscriber stops nobody else."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from msgspec import field
from tests.conftest import TurnedClock

from bonghwa.store.outbox import MAX_ATTEMPTS, Event, Relay, outbox
from bonghwa.store.store import Store


class Rang(Event, frozen=True):
    number: int
    details: dict[str, Any] = field(default_factory=dict)


class Knocked(Event, frozen=True):
    number: int


async def _emit(store: Store, *events: Event) -> None:
    async with store.write() as tx:
        for event in events:
            await tx.emit(event)


async def _rows(store: Store) -> list[Any]:
    async with store.read() as tx:
        return list((await tx.execute(outbox.select().order_by(outbox.c.sequence))).all())


async def test_events_arrive_in_order_and_are_gone(store: Store) -> None:
    heard: list[Event] = []
    relay = Relay(store)

    async def hear(event: Event) -> None:
        heard.append(event)

    relay.subscribe(Rang, hear)
    relay.subscribe(Knocked, hear)
    sent = [Rang(1, {"a": "\x00"}), Knocked(2), Rang(3), Rang(4)]
    await _emit(store, *sent[:2])
    await _emit(store, *sent[2:])
    assert await relay.deliver_due() == 4
    assert [event.number for event in heard if isinstance(event, Rang | Knocked)] == [1, 2, 3, 4]
    assert await _rows(store) == []
    assert await relay.deliver_due() == 0


async def test_what_is_rolled_back_never_happened(store: Store) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with store.write() as tx:
            await tx.emit(Rang(1))
            raise ZeroDivisionError
    assert await _rows(store) == []


async def test_nothing_is_handed_on_before_commit(store: Store) -> None:
    relay = Relay(store)
    async with store.write() as tx:
        await tx.emit(Rang(1))
        async with store.read() as other:
            assert (await other.execute(sa.select(sa.func.count()).select_from(outbox))).scalar_one() == 0
    assert await relay.deliver_due() == 1


async def test_a_broken_subscriber_is_tried_again_later_and_stops_nobody(
    store: Store, clock: TurnedClock
) -> None:
    relay, tried, heard = Relay(store), [], []

    async def breaks(event: Rang) -> None:
        tried.append(clock.now())
        if len(tried) < 3:
            raise RuntimeError("not yet")

    async def hears(event: Knocked) -> None:
        heard.append(event.number)

    relay.subscribe(Rang, breaks)
    relay.subscribe(Knocked, hears)
    await _emit(store, Rang(1), Knocked(2))
    assert await relay.deliver_due() == 2
    assert heard == [2]
    assert await relay.deliver_due() == 0
    while len(tried) < 3:
        clock.turn(milliseconds=100)
        await relay.deliver_due()
    first, second = tried[1] - tried[0], tried[2] - tried[1]
    assert second > first
    assert await _rows(store) == []


async def test_after_many_attempts_an_event_is_parked_and_kept(store: Store, clock: TurnedClock) -> None:
    relay = Relay(store)

    async def never(event: Rang) -> None:
        raise OSError("disk full")

    relay.subscribe(Rang, never)
    await _emit(store, Rang(1))
    attempts = 0
    while await relay.deliver_due():
        attempts += 1
        clock.turn(minutes=10)
    (row,) = await _rows(store)
    assert (attempts, row.attempts, row.parked) == (MAX_ATTEMPTS, MAX_ATTEMPTS, True)


async def test_an_event_that_nobody_knows_any_more_is_kept(store: Store, clock: TurnedClock) -> None:
    async with store.write() as tx:
        await tx.execute(
            outbox.insert().values(
                at=clock.now(), topic="Forgotten", body="{}", attempts=0, next_at=clock.now(), parked=False
            )
        )
    await _emit(store, Knocked(1))
    assert await Relay(store).deliver_due() == 2
    (row,) = await _rows(store)
    assert (row.topic, row.attempts) == ("Forgotten", 1)


async def test_a_crash_before_the_end_delivers_again(store: Store) -> None:
    heard: list[int] = []

    async def killed(event: Rang) -> None:
        heard.append(event.number)
        if len(heard) == 2:
            raise asyncio.CancelledError

    first = Relay(store)
    first.subscribe(Rang, killed)
    await _emit(store, Rang(1), Rang(2))
    with pytest.raises(asyncio.CancelledError):
        await first.deliver_due()
    again = Relay(store)
    again.subscribe(Rang, killed)
    await again.deliver_due()
    assert heard == [1, 2, 1, 2]


async def test_the_relay_wakes_at_commit_and_survives_a_broken_listener(store: Store) -> None:
    relay, heard = Relay(store), asyncio.Event()

    async def hear(event: Knocked) -> None:
        heard.set()

    def broken(events: Sequence[Event]) -> None:
        raise KeyError("screen")

    store.on_commit(broken)
    relay.subscribe(Knocked, hear)
    running = asyncio.create_task(relay.run())
    try:
        await _emit(store, Rang(1))
        await _emit(store, Knocked(2))
        async with asyncio.timeout(20):
            await heard.wait()
        assert not running.done()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_the_relay_outlives_a_database_that_went_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, heard, original = Relay(store), asyncio.Event(), Relay.deliver_due
    failures = iter([RuntimeError("starting up"), OSError("refused")])

    async def hear(event: Rang) -> None:
        heard.set()

    async def failing(self: Relay, lane: str) -> int:
        for failure in failures:
            raise failure
        return await original(self, lane)

    monkeypatch.setattr(Relay, "deliver_due", failing)
    relay.subscribe(Rang, hear)
    running = asyncio.create_task(relay.run())
    try:
        for number in range(3):
            await _emit(store, Rang(number))
            await asyncio.sleep(0)
        async with asyncio.timeout(20):
            await heard.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_slow_lane_does_not_hold_up_another(store: Store) -> None:
    relay, heard = Relay(store), asyncio.Event()

    async def stuck(event: Rang) -> None:
        await asyncio.Event().wait()

    async def hear(event: Knocked) -> None:
        heard.set()

    relay.subscribe(Rang, stuck)
    relay.subscribe(Knocked, hear, lane="audit")
    with pytest.raises(ValueError, match="already"):
        relay.subscribe(Knocked, hear)
    running = asyncio.create_task(relay.run())
    try:
        await _emit(store, Rang(1), Knocked(2))
        async with asyncio.timeout(20):
            await heard.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
