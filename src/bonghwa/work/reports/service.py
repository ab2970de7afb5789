"""Use cases of reports: write one for an incident in every language, and give it to who may read."""

import asyncio

from msgspec import Struct

from bonghwa.flow.incidents.service import get_incident, note
from bonghwa.kernel.errors import NotFound
from bonghwa.kernel.messages import LANGUAGES
from bonghwa.store.store import Store, Tx
from bonghwa.vocabulary.actor import SYSTEM, Actor
from bonghwa.work.reports.case import Case, get_case
from bonghwa.work.reports.events import ReportWritten
from bonghwa.work.reports.rendering import html_report, markdown_report
from bonghwa.work.reports.tables import reports
from bonghwa.work.reports.wording import Wording

ZONES = {"ko": "Asia/Seoul", "en": "UTC"}


class Report(Struct, frozen=True):
    """A written report in one language."""

    incident: str
    language: str
    markdown: str
    html: str


async def write_report(store: Store, incident_id: str) -> None:
    """Write (or write anew) the report of an incident in every language."""
    async with store.write() as tx:
        incident = await get_incident(tx, SYSTEM, incident_id)
        await note(tx, incident, "timeline.reported", {})
    async with store.read() as tx:
        case = await get_case(tx, SYSTEM, incident_id)
    written = {language: await asyncio.to_thread(_rendered, case, language) for language in LANGUAGES}
    async with store.write() as tx:
        await tx.execute(reports.delete().where(reports.c.incident == incident_id))
        for language, (markdown, html) in written.items():
            await tx.execute(
                reports.insert().values(
                    incident=incident_id,
                    language=language,
                    institution=incident.institution,
                    system=incident.system,
                    markdown=markdown,
                    html=html,
                    created_at=tx.clock.now(),
                )
            )
        await tx.emit(ReportWritten(incident_id, incident.institution, incident.system))


def _rendered(case: Case, language: str) -> tuple[str, str]:
    """(Markdown, HTML) in a language; takes a while, so it belongs in a thread."""
    wording = Wording(language, ZONES[language])
    return markdown_report(case, wording), html_report(case, wording)


async def get_report(tx: Tx, actor: Actor, incident_id: str, language: str) -> Report:
    """The report of an incident the actor may see. Raises NotFound while there is none."""
    incident = await get_incident(tx, actor, incident_id)
    row = (
        await tx.execute(
            reports.select().where(reports.c.incident == incident.id, reports.c.language == language)
        )
    ).first()
    if row is None:
        raise NotFound(
            f"Incident {incident.number} has no report yet.", next_step="It is written when a run ends."
        )
    return Report(incident.id, language, row.markdown, row.html)


async def has_report(tx: Tx, incident_id: str) -> bool:
    """Whether a report was written."""
    return (
        await tx.execute(reports.select().where(reports.c.incident == incident_id).limit(1))
    ).first() is not None
