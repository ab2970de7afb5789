"""Signing in and out, the first administrator, one's own profile."""

from zoneinfo import available_timezones

from fastapi import APIRouter, Request, Response

from bonghwa.doors.http.context import Context, Ctx, ReadTx, WriteTx
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import COOKIE, Who, person_of
from bonghwa.doors.http.views.people import PersonView, ProfileChange, SessionView, SetUp, SetupNeeded, SignIn
from bonghwa.kernel.errors import Invalid, Unauthenticated
from bonghwa.registry.people.model import Credentials
from bonghwa.registry.people.passwords import hash_password, password_matches
from bonghwa.registry.people.service import (
    change_profile,
    check_setup_link,
    person_by_login,
    set_up,
    setup_needed,
)
from bonghwa.registry.people.sessions import (
    SESSION_LIFETIME,
    begin_sign_in,
    close_session,
    forgive,
    open_session,
    session_of,
)

router = APIRouter(tags=["session"], generate_unique_id_function=operation_id)


@router.get("/session")
async def show_session(request: Request, context: Ctx, tx: ReadTx) -> SessionView:
    """Who is signed in, and the CSRF token for changes; 401 when nobody is."""
    await person_of(request, context)
    session = await session_of(tx, request.cookies.get(COOKIE, "")[:200])
    return SessionView(person=PersonView.of(session.person), csrf=session.csrf, expires_at=session.expires_at)


@router.post("/session")
async def sign_in(body: SignIn, request: Request, response: Response, context: Ctx) -> SessionView:
    """Sign in by login and password; 429 after five failures in five minutes, by login and by address."""
    subjects = (f"login:{body.login}", f"address:{request.client.host if request.client else '-'}")
    async with context.store.write() as tx:
        attempts = await begin_sign_in(tx, subjects)
        known = await person_by_login(tx, body.login)
    if not await password_matches(known[1] if known else None, body.password) or known is None:
        raise Unauthenticated(
            "The login or the password is wrong.", next_step="Try again, or ask an administrator."
        )
    async with context.store.write() as tx:
        await forgive(tx, attempts)
        credentials = await open_session(tx, known[0])
        session = await session_of(tx, credentials.cookie)
    _set_cookie(response, context, credentials)
    return SessionView(person=PersonView.of(session.person), csrf=session.csrf, expires_at=session.expires_at)


@router.delete("/session", status_code=204)
async def sign_out(request: Request, response: Response, _: Who, tx: WriteTx) -> None:
    """Sign out."""
    await close_session(tx, request.cookies.get(COOKIE, "")[:200])
    response.delete_cookie(COOKIE)


@router.get("/setup")
async def is_setup_needed(tx: ReadTx) -> SetupNeeded:
    """Whether the first administrator must still be made."""
    return SetupNeeded(needed=await setup_needed(tx))


@router.post("/setup", status_code=201)
async def make_first_administrator(body: SetUp, response: Response, context: Ctx) -> SessionView:
    """Make the first administrator with the one-time token that `bonghwa setup` printed, and sign in."""
    async with context.store.read() as tx:
        await check_setup_link(tx, body.token)  # strangers do not make us work on passwords
    hashed = await hash_password(body.password)
    async with context.store.write() as tx:
        person = await set_up(tx, token=body.token, login=body.login, name=body.name, password_hash=hashed)
        credentials = await open_session(tx, person)
        session = await session_of(tx, credentials.cookie)
    _set_cookie(response, context, credentials)
    return SessionView(person=PersonView.of(person), csrf=session.csrf, expires_at=session.expires_at)


@router.get("/person")
async def show_own_profile(who: Who) -> PersonView:
    """Who the caller is, by session or token."""
    return PersonView.of(who)


@router.patch("/session/person")
async def change_own_profile(body: ProfileChange, who: Who, tx: WriteTx) -> PersonView:
    """Choose the language and time zone in which things are shown."""
    if body.timezone is not None and body.timezone not in available_timezones():
        raise Invalid(
            f"The time zone {body.timezone} is not known.", next_step="Give an IANA name like Asia/Seoul."
        )
    return PersonView.of(await change_profile(tx, who.id, language=body.language, timezone=body.timezone))


def _set_cookie(response: Response, context: Context, credentials: Credentials) -> None:
    response.set_cookie(
        COOKIE,
        credentials.cookie,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=context.settings.secure,
    )
