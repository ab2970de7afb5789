"""The stop switch, the audit, the version."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from bonghwa import __version__
from bonghwa.doors.http.context import ReadTx, WriteTx
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import ActingAs
from bonghwa.doors.http.views.fleet import AuditEntryView, AuditPage, StopSwitchView, TurnStopSwitch
from bonghwa.flow.runs.stop_switch import StopSwitch, get_stop_switch, turn
from bonghwa.kernel.errors import Forbidden
from bonghwa.registry.audit.service import list_entries
from bonghwa.vocabulary.actor import Permission

router = APIRouter(tags=["operations"], generate_unique_id_function=operation_id)


class VersionView(BaseModel):
    version: str


@router.get("/version")
async def show_version() -> VersionView:
    """The version of this server."""
    return VersionView(version=__version__)


@router.get("/stop-switch")
async def show_stop_switch(_: ActingAs, tx: ReadTx) -> StopSwitchView:
    """Whether everything is halted."""
    return _view(await get_stop_switch(tx))


@router.put("/stop-switch")
async def turn_stop_switch(body: TurnStopSwitch, who: ActingAs, tx: WriteTx) -> StopSwitchView:
    """Halt every action at once, or release it."""
    return _view(await turn(tx, who, on=body.on, reason=body.reason))


@router.get("/audit")
async def show_audit(
    who: ActingAs,
    tx: ReadTx,
    before: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AuditPage:
    """The audit chain, newest first."""
    if not who.may_somewhere(Permission.AUDIT):
        raise Forbidden("The audit is for auditors and administrators.")
    page = await list_entries(tx, who, before=before, limit=limit)
    return AuditPage(items=[AuditEntryView.of(entry) for entry in page.items], next_cursor=page.next_cursor)


def _view(switch: StopSwitch) -> StopSwitchView:
    return StopSwitchView(on=switch.on, by=switch.by, at=switch.at, reason=switch.reason)
