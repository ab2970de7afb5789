"""The inventory and the agents."""

from fastapi import APIRouter

from bonghwa.doors.http.context import Ctx, ReadTx, WriteTx
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import ActingAs
from bonghwa.doors.http.views.fleet import (
    AgentView,
    Enrolled,
    Enrolment,
    EnrolmentToken,
    FleetView,
    HostView,
    InstitutionEntry,
    NewEnrolmentToken,
    ServerEntry,
    ServiceEntry,
    SystemEntry,
)
from bonghwa.registry.fleet.agents import enrol, hosts_of, issue_enrolment_token, list_agents
from bonghwa.registry.fleet.inventory import list_institutions, list_servers, list_services, list_systems

router = APIRouter(tags=["fleet"], generate_unique_id_function=operation_id)


@router.get("/agents")
async def show_agents(who: ActingAs, tx: ReadTx) -> list[AgentView]:
    """The agents and how they are."""
    now = tx.clock.now()
    agents = await list_agents(tx, who)
    return [AgentView.of(a, [host.code for host in await hosts_of(tx, a.id)], now) for a in agents]


@router.post("/agents/enrolment-tokens", status_code=201)
async def make_enrolment_token(body: NewEnrolmentToken, who: ActingAs, tx: WriteTx) -> EnrolmentToken:
    """A one-time token with which an agent may enrol for these servers."""
    return EnrolmentToken(token=await issue_enrolment_token(tx, who, hosts=tuple(body.hosts)))


@router.post("/agents/enrolments", status_code=201)
async def enrol_agent(body: Enrolment, context: Ctx, tx: WriteTx) -> Enrolled:
    """Called by `bonghwa agent enroll`: the token is the permission. Gives the keys to pin."""
    agent, hosts = await enrol(tx, token=body.token, name=body.name, public_key=body.public_key)
    address = context.settings.address
    return Enrolled(
        agent=agent.id,
        websocket=f"ws{address.removeprefix('http')}/ws/agent",
        order_key=context.keys.order.jwk(),
        root_key=context.keys.root_public.jwk(),
        data_key=context.keys.data.public_jwk(),
        hosts=[HostView.of(host) for host in hosts],
    )


@router.get("/fleet")
async def show_fleet(who: ActingAs, tx: ReadTx) -> FleetView:
    """Institutions, systems, servers and services that the reader may see."""
    servers = await list_servers(tx, who)
    services = await list_services(tx, who)
    systems = await list_systems(tx, who)

    def servers_of(institution: str, system: str) -> list[ServerEntry]:
        return [
            ServerEntry(
                code=server.code,
                environment=server.environment,
                layer=server.layer,
                agent=server.agent,
                services=[
                    ServiceEntry(code=s.code, name=s.name) for s in services if s.server == server.code
                ],
            )
            for server in servers
            if (server.institution, server.system) == (institution, system)
        ]

    return FleetView(
        institutions=[
            InstitutionEntry(
                code=institution.code,
                name=institution.name,
                systems=[
                    SystemEntry(code=s.code, name=s.name, servers=servers_of(institution.code, s.code))
                    for s in systems
                    if s.institution == institution.code
                ],
            )
            for institution in await list_institutions(tx, who)
        ]
    )
