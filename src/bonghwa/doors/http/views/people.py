"""People as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bonghwa.registry.people.model import ApproverKey, Person
from bonghwa.vocabulary.actor import Role

LoginText = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{1,62}$")]
PasswordText = Annotated[str, Field(min_length=12, max_length=256)]
CodeText = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Language = Literal["ko", "en"]


class NewGrant(BaseModel):
    role: Role
    institution: CodeText | None = None
    system: CodeText | None = None


class GrantView(BaseModel):
    role: Role
    institution: str | None
    system: str | None


class PersonView(BaseModel):
    id: str
    login: str
    name: str
    email: str
    language: Language
    timezone: str
    grants: list[GrantView]

    @classmethod
    def of(cls, person: Person) -> "PersonView":
        return cls(
            id=person.id,
            login=person.login,
            name=person.name,
            email=person.email,
            language="en" if person.language == "en" else "ko",
            timezone=person.timezone,
            grants=[
                GrantView(role=g.role, institution=g.institution, system=g.system) for g in person.grants
            ],
        )


class SessionView(BaseModel):
    person: PersonView
    csrf: str
    expires_at: datetime


class SignIn(BaseModel):
    login: Annotated[str, Field(max_length=63)]
    password: Annotated[str, Field(max_length=256)]


class SetUp(BaseModel):
    token: Annotated[str, Field(max_length=200)]
    login: LoginText
    name: Annotated[str, Field(min_length=1, max_length=200)]
    password: PasswordText


class SetupNeeded(BaseModel):
    needed: bool


class NewPerson(BaseModel):
    login: LoginText
    name: Annotated[str, Field(min_length=1, max_length=200)]
    password: PasswordText
    email: Annotated[str, Field(max_length=254)] = ""
    language: Language = "ko"
    grants: Annotated[list[NewGrant], Field(max_length=50)] = []


class ProfileChange(BaseModel):
    language: Language | None = None
    timezone: Annotated[str, Field(max_length=64)] | None = None


class ApproverKeyView(BaseModel):
    id: str
    label: str
    created_at: datetime
    revoked_at: datetime | None
    in_roster: bool

    @classmethod
    def of(cls, key: ApproverKey, in_roster: frozenset[str]) -> "ApproverKeyView":
        return cls(
            id=key.id,
            label=key.label,
            created_at=key.created_at,
            revoked_at=key.revoked_at,
            in_roster=key.id in in_roster,
        )


class PublicJwk(BaseModel):
    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: Annotated[str, Field(min_length=43, max_length=44)]
    y: Annotated[str, Field(min_length=43, max_length=44)]


class NewApproverKey(BaseModel):
    jwk: PublicJwk
    label: Annotated[str, Field(min_length=1, max_length=100)]


class NewToken(BaseModel):
    label: Annotated[str, Field(min_length=1, max_length=100)]
    days: Annotated[int, Field(ge=1, le=3650)] | None = None


class TokenView(BaseModel):
    token: str
