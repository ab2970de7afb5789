"""Use cases of people: adding them, granting roles, and the setup link of the first administrator."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bonghwa.kernel.errors import Conflict, Invalid, Unauthenticated
from bonghwa.kernel.ids import new_id, new_secret
from bonghwa.registry.audit.service import record
from bonghwa.registry.people.events import ApproversChanged
from bonghwa.registry.people.model import Person
from bonghwa.registry.people.secrets import token_hash
from bonghwa.registry.people.tables import grants, people, setup_links
from bonghwa.store.scope import found, require
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import SYSTEM, Actor, Grant, Permission, Role

SETUP_LIFETIME = timedelta(hours=1)


async def issue_setup_link(tx: Tx) -> str | None:
    """A one-time token for making the first administrator; None when there is one already."""
    if not await setup_needed(tx):
        return None
    token = new_secret()
    await tx.execute(setup_links.delete().where(setup_links.c.used_at.is_(None)))
    await tx.execute(
        setup_links.insert().values(token_hash=token_hash(token), expires_at=tx.clock.now() + SETUP_LIFETIME)
    )
    return token


async def setup_needed(tx: Tx) -> bool:
    """Whether there is nobody yet."""
    return (await tx.execute(sa.select(people.c.id).limit(1))).first() is None


async def check_setup_link(tx: Tx, token: str) -> None:
    """Raises Unauthenticated when the link is unknown, used or expired."""
    statement = setup_links.select().where(setup_links.c.token_hash == token_hash(token)).with_for_update()
    row = (await tx.execute(statement)).first()
    expired = row is None or row.used_at is not None or row.expires_at < tx.clock.now()
    if expired or not await setup_needed(tx):
        raise Unauthenticated(
            "The setup link is unknown, used or expired.", next_step="Run `bonghwa setup` for a new one."
        )


async def set_up(tx: Tx, *, token: str, login: str, name: str, password_hash: str) -> Person:
    """Make the first administrator. Raises Unauthenticated when the link is unknown, used or expired."""
    await check_setup_link(tx, token)
    await tx.execute(setup_links.update().values(used_at=tx.clock.now()))
    grant = Grant(role=Role.ADMIN)
    return await add_person(tx, SYSTEM, login=login, name=name, password_hash=password_hash, roles=(grant,))


async def add_person(
    tx: Tx,
    actor: Actor,
    *,
    login: str,
    name: str,
    password_hash: str | None,
    roles: tuple[Grant, ...],
    email: str = "",
    language: str = "ko",
) -> Person:
    """Add someone with roles. Nobody grants what is outside their own scope; Conflict when the login is taken."""
    if not roles and not actor.may_somewhere(Permission.PEOPLE):
        require(actor, Permission.PEOPLE)
    for grant in roles:
        if grant.system is not None and grant.institution is None:
            raise Invalid(
                f"The system {grant.system} is named without its institution.", next_step="Name both."
            )
        require(actor, Permission.PEOPLE, grant.institution, grant.system)
    person = Person(id=new_id(), login=login, name=name, email=email, language=language, grants=roles)
    try:
        await tx.execute(
            people.insert().values(
                id=person.id,
                login=login,
                name=name,
                email=email,
                language=language,
                timezone=person.timezone,
                active=True,
                password_hash=password_hash,
                created_at=tx.clock.now(),
            )
        )
    except sa.exc.IntegrityError as error:
        raise Conflict(f"The login {login} is taken.", next_step="Choose another one.") from error
    for grant in roles:
        await tx.execute(
            grants.insert().values(
                id=new_id(),
                person=person.id,
                role=grant.role.value,
                institution=grant.institution,
                system=grant.system,
            )
        )
    given = [f"{g.role.value} {g.institution or 'everywhere'}/{g.system or '*'}" for g in roles]
    await record(tx, actor, "person.add", login, {"roles": [g.role.value for g in roles], "grants": given})
    return person


async def get_person(tx: Tx, person: str) -> Person:
    """A person by id, with their grants. Raises NotFound."""
    row = (await tx.execute(people.select().where(people.c.id == person))).first()
    return await _person(tx, found(row, "person", person))


async def person_by_login(tx: Tx, login: str) -> tuple[Person, str | None] | None:
    """(person, password hash) of an active login, None when there is none."""
    row = (
        await tx.execute(people.select().where(people.c.login == login, people.c.active.is_(True)))
    ).first()
    return (await _person(tx, row), row.password_hash) if row else None


async def list_people(tx: Tx, actor: Actor) -> tuple[Person, ...]:
    """Everybody, for those who may manage people."""
    require(actor, Permission.PEOPLE)
    rows = (await tx.execute(people.select().order_by(people.c.login))).all()
    return tuple([await _person(tx, row) for row in rows])


async def change_profile(tx: Tx, person: str, *, language: str | None, timezone: str | None) -> Person:
    """Change how things are shown to someone; None leaves as it is."""
    values = {
        name: value for name, value in (("language", language), ("timezone", timezone)) if value is not None
    }
    if values:
        await tx.execute(people.update().where(people.c.id == person).values(**values))
    return await get_person(tx, person)


async def deactivate(tx: Tx, actor: Actor, person: str) -> None:
    """Lock someone out; their keys leave the next roster."""
    require(actor, Permission.PEOPLE)
    target = await get_person(tx, person)
    await tx.execute(people.update().where(people.c.id == person).values(active=False))
    await record(tx, actor, "person.deactivate", target.login, {})
    await tx.emit(ApproversChanged(person))


async def _person(tx: Tx, row: Any) -> Person:
    rows = await tx.execute(grants.select().where(grants.c.person == row.id).order_by(grants.c.id))
    held = tuple(Grant(role=Role(g.role), institution=g.institution, system=g.system) for g in rows)
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        email=row.email,
        language=row.language,
        timezone=row.timezone,
        active=row.active,
        grants=held,
    )
