"""People, their API tokens and their approver keys."""

from fastapi import APIRouter, Request

from bonghwa.doors.http.context import Ctx, ReadTx, WriteTx
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import ActingAs
from bonghwa.doors.http.views.people import (
    ApproverKeyView,
    NewApproverKey,
    NewPerson,
    NewToken,
    PersonView,
    TokenView,
)
from bonghwa.kernel.errors import Forbidden
from bonghwa.registry.people.approvers import (
    add_approver_key,
    current_roster,
    list_approver_keys,
    revoke_approver_key,
)
from bonghwa.registry.people.passwords import hash_password
from bonghwa.registry.people.service import add_person, list_people
from bonghwa.registry.people.sessions import issue_api_token
from bonghwa.store.scope import require
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Grant, Permission

router = APIRouter(tags=["people"], generate_unique_id_function=operation_id)


@router.get("/people")
async def show_people(who: ActingAs, tx: ReadTx) -> list[PersonView]:
    """Everybody who may sign in."""
    return [PersonView.of(person) for person in await list_people(tx, who)]


@router.post("/people", status_code=201)
async def add_somebody(body: NewPerson, who: ActingAs, context: Ctx) -> PersonView:
    """Add someone with roles within scopes."""
    if not who.may_somewhere(Permission.PEOPLE):
        require(who, Permission.PEOPLE)  # before a slow hash is made for somebody who may not
    hashed = await hash_password(body.password)
    roles = tuple(Grant(role=g.role, institution=g.institution, system=g.system) for g in body.grants)
    async with context.store.write() as tx:
        person = await add_person(
            tx,
            who,
            login=body.login,
            name=body.name,
            password_hash=hashed,
            roles=roles,
            email=body.email,
            language=body.language,
        )
    return PersonView.of(person)


@router.post("/tokens", status_code=201)
async def make_token(body: NewToken, who: ActingAs, tx: WriteTx, request: Request) -> TokenView:
    """A token for scripts, with the rights of who makes it; it is shown only now.

    It takes a session: a token does not make others that outlive it.
    """
    if "Authorization" in request.headers:
        raise Forbidden(
            "A token makes no other tokens.", next_step="Sign in with your password for a new one."
        )
    return TokenView(token=await issue_api_token(tx, who, who.id, body.label, days=body.days))


@router.get("/approver-keys")
async def show_own_keys(who: ActingAs, context: Ctx, tx: ReadTx) -> list[ApproverKeyView]:
    """One's own approver keys, and whether the root key's roster holds them."""
    listed = await _listed(tx, context)
    return [ApproverKeyView.of(key, listed) for key in await list_approver_keys(tx, who.id)]


@router.post("/approver-keys", status_code=201)
async def add_own_key(body: NewApproverKey, who: ActingAs, context: Ctx, tx: WriteTx) -> ApproverKeyView:
    """Register the public half of a key made in this browser or by the CLI."""
    key = await add_approver_key(tx, who, jwk=body.jwk.model_dump(), label=body.label)
    return ApproverKeyView.of(key, await _listed(tx, context))


@router.delete("/approver-keys/{key}", status_code=204)
async def revoke_key(key: str, who: ActingAs, tx: WriteTx) -> None:
    """Take a key back."""
    await revoke_approver_key(tx, who, key)


async def _listed(tx: Tx, context: Ctx) -> frozenset[str]:
    roster = await current_roster(tx, context.keys.root_public)
    return frozenset(entry.key_id for entry in roster[1].entries) if roster else frozenset()
