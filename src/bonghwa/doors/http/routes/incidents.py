"""Incidents, their reports, and closing one by hand."""

import contextlib
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import WithJsonSchema

from bonghwa.doors.http.context import ReadTx, WriteTx
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import ActingAs, Words
from bonghwa.doors.http.views.incidents import CaseView, IncidentPage, IncidentView, Reason
from bonghwa.doors.http.views.people import Language
from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.incidents.service import list_incidents, resolve_by_hand
from bonghwa.flow.proposals.service import withdraw_from
from bonghwa.kernel.errors import NotFound
from bonghwa.registry.people.service import get_person
from bonghwa.store.store import Tx
from bonghwa.vocabulary.severity import Level
from bonghwa.work.reports.case import get_case
from bonghwa.work.reports.service import get_report, has_report

router = APIRouter(prefix="/incidents", tags=["incidents"], generate_unique_id_function=operation_id)

Limit = Annotated[int, Query(ge=1, le=500)]


def _one_of(*words: str) -> WithJsonSchema:
    """Said in the document only: `list_incidents` refuses other words, with its own problem."""
    return WithJsonSchema({"type": "string", "enum": list(words)})


StatusFilter = Annotated[str, _one_of("open", *IncidentStatus)]
LevelFilter = Annotated[str, _one_of(*Level)]
ReportLanguage = Annotated[
    Language | None, Query(description="For links, which carry no header of their own.")
]
_MARKDOWN: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}
}


@router.get("")
async def show_incidents(
    who: ActingAs,
    tx: ReadTx,
    words: Words,
    *,
    status: StatusFilter | None = None,
    level: LevelFilter | None = None,
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
    names = await _names_of(tx, {proposal.requester for proposal in case.proposals})
    return CaseView.of_case(case, who, words, names=names, report=await has_report(tx, incident))


@router.post("/{incident}/resolve")
async def resolve_incident(
    incident: str, body: Reason, who: ActingAs, tx: WriteTx, words: Words
) -> IncidentView:
    """Say that it is over, and why; proposals that nobody else needs are withdrawn."""
    resolved = await resolve_by_hand(tx, who, incident, body.reason)
    await withdraw_from(tx, resolved)
    return IncidentView.of(resolved, words)


@router.get("/{incident}/report.md", response_class=Response, responses=_MARKDOWN)
async def show_markdown_report(
    incident: str, who: ActingAs, tx: ReadTx, words: Words, language: ReportLanguage = None
) -> Response:
    """The report as Markdown."""
    report = await get_report(tx, who, incident, language or words.language)
    return Response(report.markdown, media_type="text/markdown; charset=utf-8")


@router.get("/{incident}/report.html", response_class=HTMLResponse)
async def show_html_report(
    incident: str, who: ActingAs, tx: ReadTx, words: Words, language: ReportLanguage = None
) -> HTMLResponse:
    """The report as one self-contained page."""
    report = await get_report(tx, who, incident, language or words.language)
    return HTMLResponse(report.html)


async def _names_of(tx: Tx, ids: set[str]) -> dict[str, str]:
    """The names of those who are people; the system itself is none."""
    names = {}
    for one in ids:
        with contextlib.suppress(NotFound):
            names[one] = (await get_person(tx, one)).name
    return names
