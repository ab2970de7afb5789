"""Signals become incidents: one per fingerprint and service while it is open."""

from typing import Any

import pytest
from tests.conftest import TurnedClock
from tests.world import World, open_incident, signal, take_in

from bonghwa.flow.incidents.model import ALLOWED, Incident, IncidentStatus
from bonghwa.flow.incidents.service import (
    get_incident,
    get_timeline,
    list_incidents,
    move,
    resolve_by_hand,
)
from bonghwa.kernel.errors import Conflict, Forbidden, Invalid
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.severity import Level


async def _all(store: Store) -> tuple[Incident, ...]:
    async with store.read() as tx:
        return (await list_incidents(tx, SYSTEM)).items


async def _resolve(store: Store, incident: Incident) -> None:
    async with store.write() as tx:
        await move(tx, incident, IncidentStatus.RESOLVED)


async def test_the_same_error_grows_one_incident(store: Store, world: World, clock: TurnedClock) -> None:
    first = clock.now()
    await open_incident(store, world.here)
    later = clock.turn(minutes=3)
    worse = signal(world.here.server, later, level=Level.CRITICAL, count=40, first_seen=first)
    await take_in(store, world.here, worse)
    (incident,) = await _all(store)
    assert (incident.count, incident.level, incident.number) == (43, Level.CRITICAL, 1)
    assert (incident.first_seen, incident.last_seen) == (first, later)
    assert incident.status is IncidentStatus.NEW


@pytest.mark.parametrize("other", [{"fingerprint": "a" * 32}, {"service": "front"}])
async def test_another_error_or_service_is_another_incident(
    store: Store, world: World, clock: TurnedClock, other: dict[str, str]
) -> None:
    await open_incident(store, world.here)
    await take_in(store, world.here, signal(world.here.server, clock.now(), **other))
    assert [incident.number for incident in await _all(store)] == [2, 1]


async def test_warnings_are_stored_and_open_nothing(store: Store, world: World, clock: TurnedClock) -> None:
    await take_in(store, world.here, signal(world.here.server, clock.now(), level=Level.WARNING))
    assert await _all(store) == ()


async def test_what_returns_after_resolution_names_the_old_incident(
    store: Store, world: World, clock: TurnedClock
) -> None:
    old = await open_incident(store, world.here)
    await _resolve(store, old)
    clock.turn(minutes=1)
    again = await open_incident(store, world.here)
    assert again.id != old.id
    assert again.regression_of == old.id
    async with store.read() as tx:
        (entry,) = await get_timeline(tx, again)
    assert (entry.key, entry.values["number"]) == ("timeline.reopened", "1")


async def test_an_echo_from_before_the_resolution_reopens_nothing(
    store: Store, world: World, clock: TurnedClock
) -> None:
    old = await open_incident(store, world.here)
    before = clock.now()
    clock.turn(minutes=1)
    await _resolve(store, old)
    clock.turn(seconds=5)
    await take_in(store, world.here, signal(world.here.server, before, count=7))
    (incident,) = await _all(store)
    assert (incident.id, incident.status, incident.count) == (old.id, IncidentStatus.RESOLVED, 10)


@pytest.mark.parametrize("start", list(IncidentStatus))
@pytest.mark.parametrize("end", list(IncidentStatus))
async def test_only_the_ways_that_exist_are_taken(
    start: IncidentStatus, end: IncidentStatus, clock: TurnedClock, an_incident: Incident
) -> None:
    from_there = an_incident.moved(start, clock.now()) if start is not IncidentStatus.NEW else an_incident
    if start is end:
        assert from_there.moved(end, clock.now()) == from_there
    elif end in ALLOWED[start]:
        moved = from_there.moved(end, clock.now())
        assert moved.status is end
        assert moved.is_open is (end is not IncidentStatus.RESOLVED)
    else:
        with pytest.raises(Conflict):
            from_there.moved(end, clock.now())


async def test_moving_keeps_what_was_counted_meanwhile(
    store: Store, world: World, clock: TurnedClock
) -> None:
    seen_before = await open_incident(store, world.here)
    await take_in(store, world.here, signal(world.here.server, clock.turn(minutes=1), count=5))
    async with store.write() as tx:
        await move(tx, seen_before, IncidentStatus.DIAGNOSING)
    (incident,) = await _all(store)
    assert (incident.count, incident.status) == (8, IncidentStatus.DIAGNOSING)
    assert incident.last_seen == clock.now()


async def test_a_person_resolves_with_a_reason(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    async with store.write() as tx:
        await resolve_by_hand(tx, world.actor("oscar"), incident.id, "cable was out")
    async with store.read() as tx:
        after = await get_incident(tx, SYSTEM, incident.id)
        entry = (await get_timeline(tx, after))[-1]
    assert after.status is IncidentStatus.RESOLVED
    assert (entry.actor, entry.values) == ("oscar", {"reason": "cable was out"})


async def test_a_developer_reads_and_does_not_resolve(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    async with store.write() as tx:
        with pytest.raises(Forbidden):
            await resolve_by_hand(tx, world.actor("dora"), incident.id, "no")


async def test_resolving_twice_is_a_conflict_or_nothing(store: Store, world: World) -> None:
    incident = await open_incident(store, world.here)
    await _resolve(store, incident)
    async with store.write() as tx:
        with pytest.raises(Conflict):
            await move(tx, incident, IncidentStatus.REPAIRING)


async def test_filters_and_pages_hold_while_new_incidents_arrive(
    store: Store, world: World, clock: TurnedClock
) -> None:
    for number in range(5):
        await open_incident(store, world.here, fingerprint=f"{number}" * 32)
    async with store.read() as tx:
        first = await list_incidents(tx, SYSTEM, limit=2)
    await open_incident(store, world.here, fingerprint="e" * 32)
    async with store.read() as tx:
        second = await list_incidents(tx, SYSTEM, limit=2, cursor=first.next_cursor)
        third = await list_incidents(tx, SYSTEM, limit=2, cursor=second.next_cursor)
    numbers = [i.number for page in (first, second, third) for i in page.items]
    assert numbers == [5, 4, 3, 2, 1]
    assert third.next_cursor is None


async def test_search_takes_signs_of_patterns_as_text(store: Store, world: World) -> None:
    await open_incident(store, world.here, body="disk is 100% full_now")
    async with store.read() as tx:
        found = [
            len((await list_incidents(tx, SYSTEM, text=text)).items)
            for text in ("100%", "FULL_NOW", "10_%", "%", "\\", "a'b")
        ]
    assert found == [1, 1, 0, 1, 0, 0]


@pytest.mark.parametrize("filters", [{"status": "gone"}, {"level": "loud"}])
async def test_unknown_filters_are_refused(store: Store, world: World, filters: dict[str, Any]) -> None:
    async with store.read() as tx:
        with pytest.raises(Invalid):
            await list_incidents(tx, SYSTEM, **filters)


@pytest.fixture
def an_incident(clock: TurnedClock) -> Incident:
    now = clock.now()
    return Incident(
        id="i",
        number=1,
        institution="moef",
        system="budget",
        host="moef-1",
        service="shop",
        fingerprint="f",
        template="t",
        title="t",
        sample="s",
        level=Level.HIGH,
        status=IncidentStatus.NEW,
        count=1,
        first_seen=now,
        last_seen=now,
        opened_at=now,
        updated_at=now,
    )
