"""Who acts: a person, an agent or the system itself, with roles inside scopes."""

from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    DEVELOPER = "developer"
    OPERATOR = "operator"
    MANAGER = "manager"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What can be allowed. Every route and command names one."""

    READ = "read"
    RAW_READ = "raw.read"
    OPERATE = "operate"
    APPROVE = "approve"
    REPORT = "report"
    AUDIT = "audit"
    FLEET = "fleet"
    PEOPLE = "people"
    STOP = "stop"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DEVELOPER: frozenset({Permission.READ}),
    Role.OPERATOR: frozenset({Permission.READ, Permission.OPERATE, Permission.STOP}),
    Role.MANAGER: frozenset({Permission.READ, Permission.REPORT, Permission.STOP}),
    Role.APPROVER: frozenset({Permission.READ, Permission.OPERATE, Permission.APPROVE, Permission.STOP}),
    Role.AUDITOR: frozenset({Permission.READ, Permission.RAW_READ, Permission.AUDIT}),
    Role.ADMIN: frozenset(set(Permission) - {Permission.APPROVE, Permission.RAW_READ}),
}


class Grant(Struct, frozen=True):
    """A role within an institution and system (ids); None means every one."""

    role: Role
    institution: str | None = None
    system: str | None = None


class ActorKind(StrEnum):
    PERSON = "person"
    AGENT = "agent"
    SYSTEM = "system"


class Actor(Struct, frozen=True):
    """Who asks. `id` is the person's or agent's id, `system` for ourselves; `login` is what people see."""

    id: str
    kind: ActorKind
    login: str
    grants: tuple[Grant, ...] = ()

    def may(self, permission: Permission, institution: str | None = None, system: str | None = None) -> bool:
        """Whether some grant allows it there. With None for a place, whether it is allowed everywhere of that kind."""
        return self.kind is ActorKind.SYSTEM or any(
            permission in PERMISSIONS[grant.role]
            and grant.institution in (None, institution)
            and grant.system in (None, system)
            for grant in self.grants
        )

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether some grant allows it in at least one place."""
        return self.kind is ActorKind.SYSTEM or any(permission in PERMISSIONS[g.role] for g in self.grants)


SYSTEM = Actor(id="system", kind=ActorKind.SYSTEM, login="system")
