"""The inventory, agents, the stop switch and the audit as JSON."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from bonghwa.registry.audit.model import AuditEntry
from bonghwa.registry.fleet.agents import Host
from bonghwa.registry.fleet.model import Agent, AgentStatus


class AgentView(BaseModel):
    id: str
    name: str
    institution: str
    system: str
    status: AgentStatus
    last_seen: datetime | None
    running: int
    spooled: int
    version: str
    hosts: list[str]
    actions: list[str]

    @classmethod
    def of(cls, agent: Agent, hosts: list[str], now: datetime) -> "AgentView":
        return cls(
            id=agent.id,
            name=agent.name,
            institution=agent.institution,
            system=agent.system,
            status=agent.status(now),
            last_seen=agent.last_seen,
            running=agent.running,
            spooled=agent.spooled,
            version=agent.version,
            hosts=hosts,
            actions=sorted(agent.actions),
        )


class Enrolment(BaseModel):
    token: Annotated[str, Field(max_length=200)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    public_key: dict[str, str]


class HostView(BaseModel):
    code: str
    institution: str
    system: str

    @classmethod
    def of(cls, host: Host) -> "HostView":
        return cls(code=host.code, institution=host.institution, system=host.system)


class Enrolled(BaseModel):
    agent: str
    websocket: str
    order_key: dict[str, str]
    root_key: dict[str, str]
    data_key: dict[str, str]
    hosts: list[HostView]


class NewEnrolmentToken(BaseModel):
    hosts: Annotated[list[Annotated[str, Field(max_length=63)]], Field(min_length=1, max_length=500)]


class EnrolmentToken(BaseModel):
    token: str


class ServiceEntry(BaseModel):
    code: str
    name: str


class ServerEntry(BaseModel):
    code: str
    environment: str
    layer: str
    agent: str | None
    services: list[ServiceEntry]


class SystemEntry(BaseModel):
    code: str
    name: str
    servers: list[ServerEntry]


class InstitutionEntry(BaseModel):
    code: str
    name: str
    systems: list[SystemEntry]


class FleetView(BaseModel):
    institutions: list[InstitutionEntry]


class StopSwitchView(BaseModel):
    on: bool
    by: str | None
    at: datetime | None
    reason: str | None


class TurnStopSwitch(BaseModel):
    on: bool
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class AuditEntryView(BaseModel):
    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditEntryView":
        return cls(
            sequence=entry.sequence,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=entry.subject,
            details=entry.details,
        )


class AuditPage(BaseModel):
    items: list[AuditEntryView]
    next_cursor: str | None
