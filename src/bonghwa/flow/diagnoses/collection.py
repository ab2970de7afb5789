"""Collecting evidence: the error, its neighbours in time, the inventory around it, and read-only looks."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from bonghwa.flow.diagnoses.model import Looker, LookReport
from bonghwa.flow.incidents.model import Incident
from bonghwa.flow.incidents.service import resolved_since
from bonghwa.flow.signals.service import signals_around
from bonghwa.kernel.errors import NotFound
from bonghwa.kernel.masking import Masker
from bonghwa.registry.fleet.inventory import get_server, list_services
from bonghwa.registry.fleet.model import Server, Service
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.evidence import Evidence, EvidenceKind
from bonghwa.vocabulary.signal import Signal

BEFORE, AFTER = timedelta(minutes=2), timedelta(minutes=1)
MAX_TEXT = 8000
MAX_NEIGHBOURS = 8


class Surroundings(msgspec.Struct, frozen=True):
    """What is known before looking: the server, its services, and the other signals of the system."""

    server: Server | None
    services: tuple[Service, ...]
    neighbours: tuple[Signal, ...]


async def surroundings_of(store: Store, incident: Incident) -> Surroundings:
    """Read the inventory and the neighbouring signals of an incident."""
    since = incident.first_seen - BEFORE
    async with store.read() as tx:
        seen = await signals_around(
            tx,
            SYSTEM,
            institution=incident.institution,
            system=incident.system,
            since=since,
            until=incident.last_seen + AFTER,
        )
        over = await resolved_since(tx, incident, since)
        neighbours = tuple(signal for signal in seen if not _is_over(signal, over))
        try:
            server = await get_server(tx, SYSTEM, incident.host)
        except NotFound:
            return Surroundings(None, (), neighbours)
        return Surroundings(server, await list_services(tx, SYSTEM, server=server.code), neighbours)


def _is_over(signal: Signal, over: Sequence[Incident]) -> bool:
    """Whether a signal belongs to an incident that was resolved after it: then it no longer tells about now."""
    return any(
        (signal.host, signal.service, signal.fingerprint) == (past.host, past.service, past.fingerprint)
        and past.resolved_at is not None
        and signal.last_seen <= past.resolved_at
        for past in over
    )


def involved(incident: Incident, services: Sequence[Service]) -> tuple[Service, ...]:
    """The incident's own service first, then what it depends on, then what it mentions by name or port."""
    own = [service for service in services if service.code == incident.service]
    names = {name for service in own for name in service.settings.depends_on}
    depended = [service for service in services if service.code in names]
    text = f"{incident.sample}\n{incident.title}"
    mentioned = [s for s in services if s.settings.port and f":{s.settings.port}" in text]
    return tuple(dict.fromkeys([*own, *depended, *mentioned]))


class _Found(msgspec.Struct, frozen=True):
    """A piece before it gets its number."""

    kind: EvidenceKind
    origin: str
    title: str
    text: str
    values: dict[str, str] = {}


async def collect(store: Store, looker: Looker, incident: Incident, now: datetime) -> tuple[Evidence, ...]:
    """Evidence E1, E2 … of an incident, masked and bounded. A host that does not answer is evidence, too."""
    around = await surroundings_of(store, incident)
    services = involved(incident, around.services)
    found = [*_written(incident, around.neighbours)]
    if services:
        text = "\n".join(_described(service) for service in services)
        found.append(_Found(EvidenceKind.INVENTORY, "inventory", "evidence.services", text))
    if around.server is not None:
        found += await _looked(looker, around.server.code, services)
    masker = Masker()
    return tuple(
        Evidence(
            id=f"E{number}",
            kind=piece.kind,
            origin=piece.origin,
            title=piece.title,
            text=masker.mask(piece.text[:MAX_TEXT]),
            at=now,
            values=piece.values,
        )
        for number, piece in enumerate(found, start=1)
    )


def _written(incident: Incident, neighbours: Sequence[Signal]) -> Iterator[_Found]:
    """The error itself, and what else was logged in the same minutes."""
    origin, counted = f"{incident.host}/{incident.service}", {"count": str(incident.count)}
    yield _Found(EvidenceKind.LOG, origin, "evidence.error", incident.sample, counted)
    for signal in _distinct([s for s in neighbours if s.fingerprint != incident.fingerprint])[
        :MAX_NEIGHBOURS
    ]:
        origin, counted = f"{signal.host}/{signal.service}", {"count": str(signal.count)}
        yield _Found(EvidenceKind.LOG, origin, "evidence.neighbour", signal.body, counted)


async def _looked(looker: Looker, host: str, services: Sequence[Service]) -> list[_Found]:
    """What read-only actions see on the host, all at once."""
    wanted: list[tuple[str, dict[str, Any], str]] = [("host.resources", {}, host)]
    wanted += [("service.status", service_params(service), service.code) for service in services]
    wanted += [
        ("integrity.check", integrity_params(service), service.code)
        for service in services
        if service.settings.configuration and service.settings.baseline_store
    ]
    reports = await asyncio.gather(*(looker.look(host, action, params) for action, params, _ in wanted))
    return [
        _Found(EvidenceKind.LOOK, f"{host} {action}", f"evidence.{action}", _seen(report), {"name": name})
        for (action, _, name), report in zip(wanted, reports, strict=True)
    ]


def service_params(service: Service) -> dict[str, Any]:
    """The parameters of service actions, from the inventory."""
    settings = service.settings
    params: dict[str, Any] = {"service": service.code, "backend": settings.backend, "home": settings.home}
    params |= {"health": settings.health, "port": settings.port}
    return {name: value for name, value in params.items() if value is not None}


def integrity_params(service: Service) -> dict[str, Any]:
    """The parameters of integrity actions, from the inventory."""
    return {"store": service.settings.baseline_store, "paths": list(service.settings.configuration)}


def _distinct(signals: Sequence[Signal]) -> list[Signal]:
    return list({(s.host, s.service, s.fingerprint): s for s in signals}.values())


def _described(service: Service) -> str:
    settings = msgspec.to_builtins(service.settings)
    known = {name: value for name, value in settings.items() if value not in (None, [], "*", "auto")}
    return f"service={service.code} " + " ".join(f"{name}={value}" for name, value in known.items())


def _seen(report: LookReport) -> str:
    """A look as `key=value` lines, its judgement first."""
    lines = [f"judgement={report.reason}"]
    for name, value in (report.state or {}).items():
        rendered = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        lines.append(f"{name}={rendered}")
    return "\n".join(lines)
