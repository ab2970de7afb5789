"""Signing in: sessions with CSRF tokens, API tokens, and the limit on guessing."""

from datetime import timedelta

import sqlalchemy as sa

from bonghwa.kernel.errors import RateLimited, Unauthenticated
from bonghwa.kernel.ids import new_id, new_secret
from bonghwa.registry.audit.service import record
from bonghwa.registry.people.model import Credentials, Person, Session
from bonghwa.registry.people.secrets import token_hash
from bonghwa.registry.people.service import get_person
from bonghwa.registry.people.tables import api_tokens, login_failures, people, sessions
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Actor

SESSION_LIFETIME = timedelta(hours=12)
FAILURE_WINDOW = timedelta(minutes=5)
MAX_FAILURES = 5
_LOCK = 0x6C6F67696E  # PostgreSQL advisory lock: attempts are counted one at a time
TOKEN_PREFIX = "bh_"  # noqa: S105  # a marker, not a secret


async def check_login_rate(tx: Tx, subjects: tuple[str, ...]) -> None:
    """Raises RateLimited when a login or an address failed MAX_FAILURES times within the window."""
    since = tx.clock.now() - FAILURE_WINDOW
    for subject in subjects:
        statement = sa.select(
            sa.func.count().label("failures"), sa.func.min(login_failures.c.at).label("first")
        ).where(login_failures.c.subject == subject[:100], login_failures.c.at > since)
        row = (await tx.execute(statement)).one()
        if row.failures >= MAX_FAILURES:
            wait = int((row.first + FAILURE_WINDOW - tx.clock.now()).total_seconds()) + 1
            raise RateLimited("Too many failed sign-ins.", retry_after=max(1, wait))


async def note_login_failure(tx: Tx, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Count a failed sign-in and give its ids; forgets those out of the window."""
    now = tx.clock.now()
    await tx.execute(login_failures.delete().where(login_failures.c.at < now - FAILURE_WINDOW))
    ids = tuple(new_id() for _ in subjects)
    for id_, subject in zip(ids, subjects, strict=True):
        await tx.execute(login_failures.insert().values(id=id_, subject=subject[:100], at=now))
    return ids


async def begin_sign_in(tx: Tx, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Count a sign-in as failed before its password is looked at, so that many at once are no way around the limit.

    Gives the ids to `forgive` when the password was right. Raises RateLimited.
    """
    if tx.dialect == "postgresql":
        await tx.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    await check_login_rate(tx, subjects)
    return await note_login_failure(tx, subjects)


async def forgive(tx: Tx, attempts: tuple[str, ...]) -> None:
    """The password was right: these attempts were no failures."""
    await tx.execute(login_failures.delete().where(login_failures.c.id.in_(attempts)))


async def open_session(tx: Tx, person: Person) -> Credentials:
    """Sign someone in, whose password was checked."""
    cookie, csrf = new_secret(), new_secret()
    await tx.execute(sessions.delete().where(sessions.c.expires_at < tx.clock.now()))
    await tx.execute(
        sessions.insert().values(
            token_hash=token_hash(cookie),
            person=person.id,
            csrf=csrf,
            expires_at=tx.clock.now() + SESSION_LIFETIME,
        )
    )
    await record(tx, person.actor(), "session.open", person.login, {})
    return Credentials(cookie=cookie, csrf=csrf, person=person)


async def session_of(tx: Tx, cookie: str) -> Session:
    """The session behind a cookie. Raises Unauthenticated."""
    row = (await tx.execute(sessions.select().where(sessions.c.token_hash == token_hash(cookie)))).first()
    if row is None or row.expires_at < tx.clock.now():
        raise Unauthenticated("You are not signed in.", next_step="Sign in again.")
    person = await get_person(tx, row.person)
    if not person.active:
        raise Unauthenticated("This account is locked.", next_step="Ask an administrator.")
    return Session(person=person, csrf=row.csrf, expires_at=row.expires_at)


async def close_session(tx: Tx, cookie: str) -> None:
    """Sign out; an unknown cookie is fine."""
    await tx.execute(sessions.delete().where(sessions.c.token_hash == token_hash(cookie)))


async def issue_api_token(tx: Tx, actor: Actor, person: str, label: str, *, days: int | None = None) -> str:
    """A token for scripts, shown once. People make their own."""
    token = TOKEN_PREFIX + new_secret()
    now = tx.clock.now()
    await tx.execute(
        api_tokens.insert().values(
            id=new_id(),
            token_hash=token_hash(token),
            person=person,
            label=label[:100],
            created_at=now,
            expires_at=now + timedelta(days=days) if days else None,
        )
    )
    await record(tx, actor, "token.add", label, {})
    return token


async def person_of_token(tx: Tx, token: str) -> Person:
    """The person behind an API token. Raises Unauthenticated."""
    row = (
        await tx.execute(
            sa.select(api_tokens)
            .join(people, people.c.id == api_tokens.c.person)
            .where(api_tokens.c.token_hash == token_hash(token), people.c.active.is_(True))
        )
    ).first()
    now = tx.clock.now()
    if row is None or row.revoked_at is not None or (row.expires_at and row.expires_at < now):
        raise Unauthenticated("The API token is unknown, revoked or expired.", next_step="Make a new token.")
    return await get_person(tx, row.person)
