"""Addresses at the root, for scripts and monitors: health, readiness, metrics, figures."""

from typing import Annotated, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from bonghwa import __version__
from bonghwa.doors.http.context import Ctx, ReadTx
from bonghwa.doors.http.routes.incidents import Limit
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import ActingAs, Words
from bonghwa.doors.http.views.incidents import IncidentView
from bonghwa.flow.incidents.service import list_incidents
from bonghwa.work.reports.statistics import Statistics, statistics_of

router = APIRouter(tags=["scripts"], generate_unique_id_function=operation_id)


class Health(BaseModel):
    status: Literal["ok"]
    version: str


class Ready(BaseModel):
    status: Literal["ready"]
    agents: int


class NotReady(BaseModel):
    status: Literal["not ready"]
    store: str


@router.get("/health")
async def health() -> Health:
    """The process answers."""
    return Health(status="ok", version=__version__)


@router.get("/ready", response_model=Ready, responses={503: {"model": NotReady}})
async def ready(context: Ctx) -> Response:
    """The database answers, too; 503 otherwise."""
    try:
        async with context.store.read() as tx:
            await tx.execute(sa.select(sa.literal(1)))
    except (sa.exc.SQLAlchemyError, OSError):
        return JSONResponse({"status": "not ready", "store": "does not answer"}, status_code=503)
    return JSONResponse({"status": "ready", "agents": len(context.agents.connected)})


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(_: ActingAs, context: Ctx) -> Response:
    """Our own telemetry in Prometheus' text format."""
    return Response(context.telemetry.text(), media_type=CONTENT_TYPE_LATEST)


@router.get("/stats")
async def stats(who: ActingAs, tx: ReadTx, days: Annotated[int, Query(ge=1, le=366)] = 7) -> Statistics:
    """What happened in the last days, for what the reader may see."""
    return await statistics_of(tx, who, days=days)


@router.get("/incidents")
async def incidents(who: ActingAs, tx: ReadTx, words: Words, limit: Limit = 100) -> list[IncidentView]:
    """The newest incidents as a plain list."""
    page = await list_incidents(tx, who, limit=limit)
    return [IncidentView.of(incident, words) for incident in page.items]
