"""Who asks: a session cookie with a CSRF header for changes, or an API token."""

import hmac
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from bonghwa.doors.http.context import Ctx
from bonghwa.kernel.errors import Forbidden, Unauthenticated
from bonghwa.kernel.messages import language_of
from bonghwa.registry.people.model import Person
from bonghwa.registry.people.sessions import person_of_token, session_of
from bonghwa.vocabulary.actor import Actor
from bonghwa.work.reports.wording import Wording

COOKIE = "bonghwa_session"
CSRF_HEADER = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


async def person_of(connection: HTTPConnection, context: Ctx) -> Person:
    """The signed-in person. Raises Unauthenticated, or Forbidden when a change lacks its CSRF token."""
    authorization = connection.headers.get("Authorization", "")
    async with context.store.read() as tx:
        if authorization.startswith("Bearer "):
            return await person_of_token(tx, authorization.removeprefix("Bearer ").strip()[:200])
        cookie = connection.cookies.get(COOKIE)
        if not cookie:
            raise Unauthenticated("You are not signed in.", next_step="Sign in, or send an API token.")
        session = await session_of(tx, cookie[:200])
    method = connection.scope.get("method", "GET")
    given = connection.headers.get(CSRF_HEADER, "")
    if method not in SAFE and not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise Forbidden("The CSRF token is missing or wrong.", next_step="Reload the page and try again.")
    return session.person


Who = Annotated[Person, Depends(person_of)]


def actor_of(person: Who) -> Actor:
    """The signed-in person as the one who acts."""
    return person.actor()


ActingAs = Annotated[Actor, Depends(actor_of)]


def wording_of(connection: HTTPConnection, person: Who) -> Wording:
    """Texts in the reader's language; a header may choose another than the profile's."""
    language = language_of(connection.headers.get("Accept-Language", ""), person.language)
    return Wording(language, person.timezone)


Words = Annotated[Wording, Depends(wording_of)]
