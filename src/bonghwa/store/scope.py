"""Scope: which rows an actor may see. Every service call filters through here, from the first table on."""

import sqlalchemy as sa

from bonghwa.kernel.errors import Forbidden, NotFound
from bonghwa.vocabulary.actor import PERMISSIONS, Actor, ActorKind, Permission


def visible(actor: Actor, permission: Permission, table: sa.FromClause) -> sa.ColumnElement[bool]:
    """A condition over `table` (with institution and system columns) that holds for what `actor` may touch."""
    if actor.kind is ActorKind.SYSTEM:
        return sa.true()
    conditions = []
    for grant in actor.grants:
        if permission not in PERMISSIONS[grant.role]:
            continue
        if grant.institution is None and grant.system is None:
            return sa.true()
        here = sa.true() if grant.institution is None else table.c.institution == grant.institution
        conditions.append(here if grant.system is None else sa.and_(here, table.c.system == grant.system))
    return sa.or_(sa.false(), *conditions)


def require(
    actor: Actor, permission: Permission, institution: str | None = None, system: str | None = None
) -> None:
    """Raises Forbidden unless the actor may do this there."""
    if not actor.may(permission, institution, system):
        raise Forbidden(
            f"{actor.login} may not {permission.value} here.",
            next_step="Ask an administrator for the role it needs.",
        )


def found(row: sa.Row[tuple[object, ...]] | None, what: str, name: str) -> sa.Row[tuple[object, ...]]:
    """The row, or NotFound; a row out of scope and a row that does not exist look the same."""
    if row is None:
        raise NotFound(f"There is no {what} {name[:80]}.", next_step="Check the name, or ask for access.")
    return row
