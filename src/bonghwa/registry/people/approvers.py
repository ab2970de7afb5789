"""Approver keys and the roster: who may sign what, as the installation's root key says."""

from typing import Any

import msgspec
import sqlalchemy as sa

from bonghwa.kernel.errors import Conflict, Forbidden
from bonghwa.kernel.keys import PublicKey, SigningKey, public_key_from_jwk, sign, verify
from bonghwa.registry.audit.service import record
from bonghwa.registry.people.events import ApproversChanged, RosterSigned
from bonghwa.registry.people.model import ApproverKey
from bonghwa.registry.people.service import get_person
from bonghwa.registry.people.tables import approver_keys, people, rosters
from bonghwa.store.scope import found
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import SYSTEM, Actor, Permission
from bonghwa.vocabulary.approval import ROSTER_TYPE, Roster, RosterEntry


async def add_approver_key(tx: Tx, actor: Actor, *, jwk: dict[str, str], label: str) -> ApproverKey:
    """Register the actor's own public key. It counts once a roster that holds it has been signed."""
    if not actor.may_somewhere(Permission.APPROVE):
        raise Forbidden(
            "Only approvers register a key.", next_step="Ask an administrator for the approver role."
        )
    key = public_key_from_jwk(jwk)
    if key.algorithm != "ES256":
        raise Conflict(
            "An approver key is a P-256 key.", next_step="Make one in the browser or with the CLI."
        )
    entry = ApproverKey(
        id=key.id, person=actor.id, label=label[:100], jwk=key.jwk(), created_at=tx.clock.now()
    )
    try:
        await tx.execute(approver_keys.insert().values(**msgspec.structs.asdict(entry)))
    except sa.exc.IntegrityError as error:
        raise Conflict("This key is registered already.") from error
    await record(tx, actor, "approver_key.add", key.id, {"label": label[:100]})
    await tx.emit(ApproversChanged(actor.id))
    return entry


async def revoke_approver_key(tx: Tx, actor: Actor, key: str) -> None:
    """Take a key back: its owner, or who may manage people. Raises NotFound for others' keys."""
    statement = approver_keys.select().where(approver_keys.c.id == key)
    if not actor.may(Permission.PEOPLE):
        statement = statement.where(approver_keys.c.person == actor.id)
    row: Any = found((await tx.execute(statement.with_for_update())).first(), "key", key)
    if row.revoked_at is not None:
        return
    await tx.execute(
        approver_keys.update().where(approver_keys.c.id == key).values(revoked_at=tx.clock.now())
    )
    await record(tx, actor, "approver_key.revoke", key, {})
    await tx.emit(ApproversChanged(row.person))


async def is_revoked(tx: Tx, key: str) -> bool:
    """Whether a key was taken back; a roster signed before still holds it."""
    statement = sa.select(approver_keys.c.id).where(
        approver_keys.c.id == key, approver_keys.c.revoked_at.is_not(None)
    )
    return (await tx.execute(statement)).first() is not None


async def list_approver_keys(tx: Tx, person: str) -> tuple[ApproverKey, ...]:
    """Someone's keys, newest first."""
    rows = await tx.execute(
        approver_keys.select()
        .where(approver_keys.c.person == person)
        .order_by(approver_keys.c.created_at.desc())
    )
    return tuple(ApproverKey(**{f: getattr(r, f) for f in ApproverKey.__struct_fields__}) for r in rows)


async def draft_roster(tx: Tx) -> Roster:
    """The roster as it should be now, to be signed by the root key: active approvers' valid keys, by grant."""
    rows = await tx.execute(
        sa.select(approver_keys, people.c.name)
        .join(people, people.c.id == approver_keys.c.person)
        .where(approver_keys.c.revoked_at.is_(None), people.c.active.is_(True))
        .order_by(approver_keys.c.id)
    )
    entries: list[RosterEntry] = []
    for row in rows.all():
        person = await get_person(tx, row.person)
        places = {(g.institution, g.system) for g in person.grants if g.role.value == "approver"}
        entries.extend(
            RosterEntry(
                person=person.id,
                name=row.name,
                key_id=row.id,
                jwk=row.jwk,
                institution=institution,
                system=system,
            )
            for institution, system in sorted(places, key=str)
        )
    newest = (await tx.execute(sa.select(sa.func.max(rosters.c.serial)))).scalar()
    return Roster(serial=(newest or 0) + 1, issued_at=tx.clock.now(), entries=tuple(entries))


async def publish_roster(tx: Tx, signed: str, root: PublicKey) -> Roster:
    """Store a roster signed by the root key. Raises SignatureRefused, or Conflict for an old serial."""
    roster = verify(root, ROSTER_TYPE, signed, Roster)
    newest = (await tx.execute(sa.select(sa.func.max(rosters.c.serial)))).scalar() or 0
    if roster.serial <= newest:
        raise Conflict(f"A roster with serial {newest} exists already.", next_step="Sign a fresh draft.")
    await tx.execute(rosters.insert().values(serial=roster.serial, signed=signed, created_at=tx.clock.now()))
    await record(tx, SYSTEM, "roster.sign", str(roster.serial), {"keys": len(roster.entries)})
    await tx.emit(RosterSigned(roster.serial))
    return roster


async def sign_and_publish(tx: Tx, root: SigningKey) -> Roster:
    """Where the root key is at hand: draft, sign and publish."""
    return await publish_roster(tx, sign(root, ROSTER_TYPE, await draft_roster(tx)), root.public())


async def current_roster(tx: Tx, root: PublicKey) -> tuple[str, Roster] | None:
    """(JWS, roster) of the newest roster, verified; None before the first."""
    row = (await tx.execute(rosters.select().order_by(rosters.c.serial.desc()).limit(1))).first()
    return (row.signed, verify(root, ROSTER_TYPE, row.signed, Roster)) if row else None
