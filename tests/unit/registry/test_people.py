"""People: the first one by a link, the others within the scope of who adds them; guessing is slowed down."""

from collections.abc import Awaitable, Callable

import pytest
from tests.conftest import TurnedClock
from tests.world import World

from bonghwa.kernel.errors import Conflict, Forbidden, Invalid, NotFound, RateLimited, Unauthenticated
from bonghwa.kernel.keys import SigningKey, approver_key, device_key, sign
from bonghwa.registry.people.approvers import (
    add_approver_key,
    current_roster,
    draft_roster,
    is_revoked,
    list_approver_keys,
    publish_roster,
    revoke_approver_key,
    sign_and_publish,
)
from bonghwa.registry.people.model import Person
from bonghwa.registry.people.passwords import hash_password, password_matches
from bonghwa.registry.people.service import (
    SETUP_LIFETIME,
    add_person,
    change_profile,
    deactivate,
    issue_setup_link,
    list_people,
    set_up,
)
from bonghwa.registry.people.sessions import (
    FAILURE_WINDOW,
    MAX_FAILURES,
    SESSION_LIFETIME,
    check_login_rate,
    close_session,
    issue_api_token,
    note_login_failure,
    open_session,
    person_of_token,
    session_of,
)
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM, Grant, Permission, Role
from bonghwa.vocabulary.approval import ROSTER_TYPE

Signing = Callable[[SigningKey], Awaitable[None]]


async def _set_up(store: Store, token: str, login: str = "first") -> Person:
    async with store.write() as tx:
        return await set_up(tx, token=token, login=login, name="First", password_hash="x")


async def _link(store: Store) -> str:
    async with store.write() as tx:
        token = await issue_setup_link(tx)
    assert token is not None
    return token


async def test_the_setup_link_makes_one_administrator_once(store: Store) -> None:
    token = await _link(store)
    person = await _set_up(store, token)
    assert person.actor().may(Permission.PEOPLE)
    with pytest.raises(Unauthenticated):
        await _set_up(store, token, "second")
    async with store.write() as tx:
        assert await issue_setup_link(tx) is None


async def test_a_new_link_ends_the_old_one_and_each_ends_after_an_hour(
    store: Store, clock: TurnedClock
) -> None:
    old, new = await _link(store), await _link(store)
    with pytest.raises(Unauthenticated):
        await _set_up(store, old)
    clock.turn(seconds=SETUP_LIFETIME.total_seconds() + 1)
    with pytest.raises(Unauthenticated):
        await _set_up(store, new)
    with pytest.raises(Unauthenticated):
        await _set_up(store, "guessed")


async def test_a_link_is_worth_nothing_once_somebody_is_there(store: Store) -> None:
    token = await _link(store)
    async with store.write() as tx:
        await add_person(tx, SYSTEM, login="ann", name="Ann", password_hash=None, roles=())
    with pytest.raises(Unauthenticated):
        await _set_up(store, token)


async def test_passwords_are_checked_and_unknown_people_match_nothing() -> None:
    stored = await hash_password("correct horse battery")
    assert stored.startswith("$argon2id$")
    assert await password_matches(stored, "correct horse battery")
    assert not await password_matches(stored, "correct horse batterz")
    assert not await password_matches(None, "nobody has this password")
    assert not await password_matches(stored, "x" * 10_000)
    assert not await password_matches("not a hash", "whatever it is")
    for bad in ("short", "x" * 257):
        with pytest.raises(Invalid):
            await hash_password(bad)


async def test_guessing_is_stopped_by_login_and_by_address(store: Store, clock: TurnedClock) -> None:
    async def fail(*subjects: str) -> None:
        async with store.write() as tx:
            await note_login_failure(tx, subjects)

    async def limited(*subjects: str) -> int:
        async with store.read() as tx:
            try:
                await check_login_rate(tx, subjects)
            except RateLimited as error:
                return error.retry_after
        return 0

    for number in range(MAX_FAILURES):
        assert not await limited("login:ann", "address:192.0.2.1")
        await fail("login:ann", f"address:192.0.2.{number}")
    wait = await limited("login:ann", "address:192.0.2.99")
    assert 0 < wait <= FAILURE_WINDOW.total_seconds() + 1
    assert not await limited("login:bob", "address:192.0.2.99")
    for number in range(MAX_FAILURES):
        await fail(f"login:p{number}", "address:198.51.100.7")
    assert await limited("login:fresh", "address:198.51.100.7")
    clock.turn(seconds=wait)
    assert not await limited("login:ann", "address:192.0.2.99")
    await fail("login:" + "x" * 500)


async def test_a_session_lives_until_it_ends_is_closed_or_its_person_locked(
    store: Store, world: World, clock: TurnedClock
) -> None:
    person = world.people["oscar"]

    async def opened() -> str:
        async with store.write() as tx:
            return (await open_session(tx, person)).cookie

    async def is_open(cookie: str) -> bool:
        async with store.read() as tx:
            try:
                return (await session_of(tx, cookie)).person == person
            except Unauthenticated:
                return False

    cookie, closed = await opened(), await opened()
    assert await is_open(cookie)
    assert not await is_open("guessed")
    async with store.write() as tx:
        await close_session(tx, closed)
        await close_session(tx, "unknown")
    assert not await is_open(closed)
    clock.turn(seconds=SESSION_LIFETIME.total_seconds() + 1)
    assert not await is_open(cookie)
    fresh = await opened()
    async with store.write() as tx:
        await deactivate(tx, world.actor("root"), person.id)
    assert not await is_open(fresh)


async def test_tokens_work_until_they_expire_and_only_for_active_people(
    store: Store, world: World, clock: TurnedClock
) -> None:
    person = world.people["oscar"]
    async with store.write() as tx:
        short = await issue_api_token(tx, person.actor(), person.id, "cron", days=1)
        long = await issue_api_token(tx, person.actor(), person.id, "x" * 500)
    async with store.read() as tx:
        assert (await person_of_token(tx, short)).id == person.id
    clock.turn(days=1, seconds=1)
    async with store.write() as tx:
        with pytest.raises(Unauthenticated):
            await person_of_token(tx, short)
        assert (await person_of_token(tx, long)).id == person.id
        await deactivate(tx, world.actor("root"), person.id)
        for token in (long, "bh_guessed", ""):
            with pytest.raises(Unauthenticated):
                await person_of_token(tx, token)


GRANTS: list[tuple[str, Grant | None, str]] = [
    ("ada", Grant(Role.OPERATOR, "moef", "budget"), "ok"),
    ("ada", Grant(Role.ADMIN, "moef"), "ok"),
    ("ada", None, "ok"),
    ("ada", Grant(Role.OPERATOR, "mois"), "refused"),
    ("ada", Grant(Role.OPERATOR), "refused"),
    ("oscar", Grant(Role.DEVELOPER, "moef", "budget"), "refused"),
    ("oscar", None, "refused"),
    ("dora", None, "refused"),
    ("root", Grant(Role.AUDITOR), "ok"),
    ("root", Grant(Role.OPERATOR, None, "budget"), "malformed"),
]


@pytest.mark.parametrize(("login", "grant", "expected"), GRANTS)
async def test_nobody_grants_beyond_their_own_scope(
    store: Store, world: World, login: str, grant: Grant | None, expected: str
) -> None:
    error = {"ok": None, "refused": Forbidden, "malformed": Invalid}[expected]
    roles = (grant,) if grant else ()
    async with store.write() as tx:
        if error is not None:
            with pytest.raises(error):
                await add_person(
                    tx, world.actor(login), login="new", name="New", password_hash=None, roles=roles
                )
            return
        added = await add_person(
            tx, world.actor(login), login="new", name="New", password_hash=None, roles=roles
        )
    assert added.grants == roles


async def test_a_login_belongs_to_one_person(store: Store, world: World) -> None:
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await add_person(tx, SYSTEM, login="ann", name="Other", password_hash=None, roles=())


async def test_only_administrators_of_everything_list_and_lock_people(store: Store, world: World) -> None:
    async with store.write() as tx:
        assert {p.login for p in await list_people(tx, world.actor("root"))} == world.people.keys()
        for login in ("ada", "oscar", "audrey"):
            with pytest.raises(Forbidden):
                await list_people(tx, world.actor(login))
            with pytest.raises(Forbidden):
                await deactivate(tx, world.actor(login), world.people["eve"].id)
        changed = await change_profile(tx, world.people["ann"].id, language="en", timezone=None)
    assert (changed.language, changed.timezone) == ("en", "Asia/Seoul")


async def test_an_approver_key_is_ones_own_and_counts_once_the_root_key_signed(
    store: Store, world: World
) -> None:
    key = approver_key()
    async with store.write() as tx:
        await add_approver_key(tx, world.actor("ann"), jwk=key.jwk(), label="phone")
        with pytest.raises(Forbidden):
            await add_approver_key(tx, world.actor("oscar"), jwk=approver_key().jwk(), label="x")
        with pytest.raises(Conflict):
            await add_approver_key(tx, world.actor("ann"), jwk=device_key().jwk(), label="x")
        current = await current_roster(tx, world.root.public())
        assert current is not None
        assert current[1].entry(key.id) is None
        roster = await sign_and_publish(tx, world.root)
        assert roster.entry(key.id) is not None
        assert {k.id for k in await list_approver_keys(tx, world.people["ann"].id)} == {
            key.id,
            world.keys["ann"].id,
        }
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await add_approver_key(tx, world.actor("eve"), jwk=key.jwk(), label="stolen")


async def test_a_key_is_taken_back_by_its_owner_or_an_administrator(
    store: Store, world: World, clock: TurnedClock
) -> None:
    key = world.keys["ann"].id
    async with store.write() as tx:
        for login in ("eve", "oscar", "ada"):
            with pytest.raises(NotFound):
                await revoke_approver_key(tx, world.actor(login), key)
        assert not await is_revoked(tx, key)
        await revoke_approver_key(tx, world.actor("root"), key)
        first = (await list_approver_keys(tx, world.people["ann"].id))[0].revoked_at
    clock.turn(hours=1)
    async with store.write() as tx:
        await revoke_approver_key(tx, world.actor("ann"), key)
        assert (await list_approver_keys(tx, world.people["ann"].id))[0].revoked_at == first
        assert await is_revoked(tx, key)
        assert (await draft_roster(tx)).entry(key) is None


async def test_only_a_newer_roster_signed_by_the_root_key_is_published(store: Store, world: World) -> None:
    async with store.write() as tx:
        draft = await draft_roster(tx)
        signed = sign(world.root, ROSTER_TYPE, draft)
        with pytest.raises(Forbidden):
            await publish_roster(tx, sign(device_key(), ROSTER_TYPE, draft), world.root.public())
        with pytest.raises(Forbidden):
            await publish_roster(tx, sign(world.root, "bonghwa-order+jws", draft), world.root.public())
        await publish_roster(tx, signed, world.root.public())
        with pytest.raises(Conflict):
            await publish_roster(tx, signed, world.root.public())
        old = sign(world.root, ROSTER_TYPE, world.roster)
        with pytest.raises(Conflict):
            await publish_roster(tx, old, world.root.public())
        newest = await current_roster(tx, world.root.public())
    assert newest is not None
    assert newest[1].serial == draft.serial == world.roster.serial + 1


async def test_who_was_locked_out_leaves_the_roster(store: Store, world: World) -> None:
    async with store.write() as tx:
        await deactivate(tx, world.actor("root"), world.people["eve"].id)
        entries = (await draft_roster(tx)).entries
    assert {entry.name for entry in entries} == {"Ann"}
    assert {(entry.institution, entry.system) for entry in entries} == {("moef", None)}
