"""Incidents, their reports, and closing one by hand."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, PlainTextResponse

from bonghwa.doors.http.context import ReadTx, WriteTx
from bonghwa.doors.http.security import ActingAs, Words
from bonghwa.doors.http.views.incidents import CaseView, IncidentPage, IncidentView, Reason
from bonghwa.flow.incidents.service import list_incidents, resolve_by_hand
from bonghwa.flow.proposals.service import withdraw_from
from bonghwa.work.reports.case import get_case
from bonghwa.work.reports.service import get_report, has_report

router = APIRouter(prefix="/incidents", tags=["incidents"])

Limit = Annotated[int, Query(ge=1, le=500)]


@router.get("")
async def show_incidents(
    who: ActingAs,
    tx: ReadTx,
    words: Words,
    *,
    status: str | None = None,
    level: str | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Annotated[str | None, Query(max_length=36)] = None,
    limit: Limit = 50,
) -> IncidentPage:
    """Incidents, newest first; `status=open` for everything that is not resolved."""
    page = await list_incidents(tx, who, status=status, level=level, text=q, cursor=cursor, limit=limit)
    return IncidentPage(items=[IncidentView.of(i, words) for i in page.items], next_cursor=page.next_cursor)


@router.get("/{incident}")
async def show_incident(incident: str, who: ActingAs, tx: ReadTx, words: Words) -> CaseView:
    """One incident with its evidence, diagnosis, proposals, runs and time line."""
    case = await get_case(tx, who, incident)
    return CaseView.of_case(case, who, words, report=await has_report(tx, incident))


@router.post("/{incident}/resolve")
async def resolve_incident(
    incident: str, body: Reason, who: ActingAs, tx: WriteTx, words: Words
) -> IncidentView:
    """Say that it is over, and why; proposals that nobody else needs are withdrawn."""
    resolved = await resolve_by_hand(tx, who, incident, body.reason)
    await withdraw_from(tx, resolved)
    return IncidentView.of(resolved, words)


@router.get("/{incident}/report.md", response_class=PlainTextResponse)
async def show_markdown_report(incident: str, who: ActingAs, tx: ReadTx, words: Words) -> PlainTextResponse:
    """The report as Markdown."""
    report = await get_report(tx, who, incident, words.language)
    return PlainTextResponse(report.markdown, media_type="text/markdown; charset=utf-8")


@router.get("/{incident}/report.html", response_class=HTMLResponse)
async def show_html_report(incident: str, who: ActingAs, tx: ReadTx, words: Words) -> HTMLResponse:
    """The report as one self-contained page."""
    report = await get_report(tx, who, incident, words.language)
    return HTMLResponse(report.html)
