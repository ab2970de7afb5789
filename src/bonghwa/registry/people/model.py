"""People: who they are, what they may do where, and the keys with which they approve."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from bonghwa.vocabulary.actor import Actor, ActorKind, Grant
from bonghwa.vocabulary.values import Values

Login = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9._-]{1,62}\Z")]
Password = Annotated[str, Meta(min_length=12, max_length=256)]


class Person(Values, frozen=True):
    """Someone who signs in. `language` is ko or en; `timezone` an IANA name."""

    id: str
    login: Login
    name: str
    email: str = ""
    language: str = "ko"
    timezone: str = "Asia/Seoul"
    active: bool = True
    grants: tuple[Grant, ...] = ()

    def actor(self) -> Actor:
        """This person as the one who acts."""
        return Actor(id=self.id, kind=ActorKind.PERSON, login=self.login, grants=self.grants)


class ApproverKey(Struct, frozen=True):
    """A public P-256 key of a person. It counts once the root key has signed a roster that holds it."""

    id: str
    person: str
    label: str
    jwk: dict[str, str]
    created_at: datetime
    revoked_at: datetime | None = None


class Session(Struct, frozen=True):
    """A signed-in browser. `csrf` must come back in a header with every change."""

    person: Person
    csrf: str
    expires_at: datetime


class Credentials(Struct, frozen=True):
    """What a fresh session gives to the browser: the cookie value and the CSRF token."""

    cookie: str
    csrf: str
    person: Person
