"""Use cases of the inventory: institutions, systems, servers, services."""

from typing import Any

import msgspec
import sqlalchemy as sa

from bonghwa.kernel.errors import Conflict, Invalid
from bonghwa.registry.audit.service import record
from bonghwa.registry.fleet.model import (
    RESERVED_CODES,
    AlreadyThere,
    Institution,
    Server,
    Service,
    ServiceSettings,
    System,
)
from bonghwa.registry.fleet.tables import institutions, servers, services, systems
from bonghwa.store.scope import found, require, visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Actor, Permission


async def add_institution(tx: Tx, actor: Actor, institution: Institution) -> Institution:
    """Register an institution. Raises Invalid for a reserved code, Conflict when it exists."""
    require(actor, Permission.FLEET, institution.code)
    if institution.code in RESERVED_CODES:
        raise Invalid(f"The code {institution.code} is reserved.", next_step="Choose another one.")
    await _insert(tx, institutions, institution, f"institution {institution.code}")
    await record(tx, actor, "institution.add", institution.code, {}, institution=institution.code)
    return institution


async def add_system(tx: Tx, actor: Actor, system: System) -> System:
    """Register a system of an institution."""
    require(actor, Permission.FLEET, system.institution, system.code)
    await _insert(tx, systems, system, f"system {system.code}")
    subject = f"{system.institution}/{system.code}"
    await record(tx, actor, "system.add", subject, {}, institution=system.institution, system=system.code)
    return system


async def add_server(tx: Tx, actor: Actor, server: Server) -> Server:
    """Register a server."""
    require(actor, Permission.FLEET, server.institution, server.system)
    await _insert(tx, servers, server, f"server {server.code}")
    place = {"institution": server.institution, "system": server.system}
    await record(tx, actor, "server.add", server.code, {}, **place)
    return server


async def add_service(tx: Tx, actor: Actor, service: Service) -> Service:
    """Register a service on a server of the same system."""
    require(actor, Permission.FLEET, service.institution, service.system)
    owner = (await tx.execute(servers.select().where(servers.c.code == service.server))).first()
    if owner and (owner.institution, owner.system) != (service.institution, service.system):
        raise Conflict(f"There is no server {service.server} in {service.institution}/{service.system}.")
    await _insert(tx, services, service, f"service {service.code} on {service.server}")
    place = {"institution": service.institution, "system": service.system}
    await record(tx, actor, "service.add", f"{service.server}/{service.code}", {}, **place)
    return service


async def list_institutions(tx: Tx, actor: Actor) -> tuple[Institution, ...]:
    """The institutions in which the actor sees at least something."""
    rows = (await tx.execute(institutions.select().order_by(institutions.c.code))).all()
    seen = {grant.institution for grant in actor.grants}
    everything = actor.may(Permission.READ)
    return tuple(Institution(code=r.code, name=r.name) for r in rows if everything or r.code in seen)


async def list_systems(tx: Tx, actor: Actor) -> tuple[System, ...]:
    """The systems that the actor may read."""
    rows = (await tx.execute(systems.select().order_by(systems.c.institution, systems.c.code))).all()
    return tuple(
        System(institution=r.institution, code=r.code, name=r.name)
        for r in rows
        if actor.may(Permission.READ, r.institution, r.code)
    )


async def list_servers(tx: Tx, actor: Actor) -> tuple[Server, ...]:
    """The servers that the actor may read."""
    statement = servers.select().where(visible(actor, Permission.READ, servers)).order_by(servers.c.code)
    return tuple(_server(row) for row in await tx.execute(statement))


async def get_server(tx: Tx, actor: Actor, code: str) -> Server:
    """One server. Raises NotFound when it does not exist or is out of scope."""
    statement = servers.select().where(servers.c.code == code, visible(actor, Permission.READ, servers))
    return _server(found((await tx.execute(statement)).first(), "server", code))


async def list_services(tx: Tx, actor: Actor, *, server: str | None = None) -> tuple[Service, ...]:
    """The services that the actor may read, of one server or of all."""
    statement = services.select().where(visible(actor, Permission.READ, services))
    if server is not None:
        statement = statement.where(services.c.server == server)
    return tuple(
        _service(row) for row in await tx.execute(statement.order_by(services.c.server, services.c.code))
    )


async def get_service(tx: Tx, actor: Actor, server: str, code: str) -> Service:
    """One service of a server. Raises NotFound."""
    statement = services.select().where(
        services.c.server == server, services.c.code == code, visible(actor, Permission.READ, services)
    )
    return _service(found((await tx.execute(statement)).first(), "service", code))


async def _insert(tx: Tx, table: sa.Table, value: msgspec.Struct, what: str) -> None:
    values = msgspec.to_builtins(value)
    same = [column == values[column.name] for column in table.primary_key.columns]
    if (await tx.execute(sa.select(sa.literal(1)).select_from(table).where(*same))).first():
        raise AlreadyThere(f"The {what} exists already.")
    try:
        await tx.execute(table.insert().values(**values))
    except sa.exc.IntegrityError as error:
        raise Conflict(f"The {what} exists already, or what it belongs to does not.") from error


def _server(row: Any) -> Server:
    return Server(**{name: getattr(row, name) for name in Server.__struct_fields__})


def _service(row: Any) -> Service:
    fields = {name: getattr(row, name) for name in Service.__struct_fields__}
    return Service(**fields | {"settings": msgspec.convert(row.settings, ServiceSettings)})
