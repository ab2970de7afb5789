"""Notifications: one for each thing that people must know, not one for each error line."""

from collections.abc import Sequence
from datetime import timedelta

from bonghwa.flow.incidents.service import get_incident, note
from bonghwa.flow.proposals.service import proposals_of
from bonghwa.flow.runs.model import Run
from bonghwa.flow.runs.service import runs_of
from bonghwa.kernel.ids import new_id
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.work.notifications.tables import notifications
from bonghwa.work.reports.wording import Wording

DUPLICATE_WINDOW = timedelta(minutes=5)
TITLE = 120
KINDS = ("opened", "approval_needed", "finished", "person_needed")
WITH_PROPOSAL = ("approval_needed", "finished")


async def prepare(tx: Tx, incident_id: str, kind: str, *, address: str, wording: Wording) -> str | None:
    """Write a notification to be sent; None when the like was written within DUPLICATE_WINDOW.

    Alike are those of one kind about the same error of the same service, whichever incident they belong to. Asked
    again for the same incident, it gives the one that still waits, lest a crash before sending loses it.
    """
    incident = await get_incident(tx, SYSTEM, incident_id)
    topic = f"{kind}:{incident.host}/{incident.service}:{incident.fingerprint}"
    since = tx.clock.now() - DUPLICATE_WINDOW
    recent = notifications.select().where(
        notifications.c.topic == topic[:300], notifications.c.created_at > since
    )
    alike = (await tx.execute(recent.order_by(notifications.c.id).limit(1))).first()
    if alike is not None:
        same = alike.incident == incident.id and alike.status == "waiting"
        return str(alike.id) if same else None
    proposals = (await proposals_of(tx, incident))[:1] if kind in WITH_PROPOSAL else ()
    values = {
        "number": str(incident.number),
        "title": _one_line(incident.title)[:TITLE],
        "service": _one_line(incident.service),
        "host": incident.host,
        "level": wording.say(f"report.level_{incident.level.value}"),
        "cause": wording.cause(incident.cause),
        "actions": ", ".join(wording.action(s.action) for p in proposals for s in p.plan.steps),
        "result": _result(await runs_of(tx, proposals), wording),
        "link": f"{address}/app/incidents/{incident.id}",
        "count": str(incident.count),
        "at": wording.time(incident.first_seen),
    }
    notification = new_id()
    await tx.execute(
        notifications.insert().values(
            id=notification,
            institution=incident.institution,
            system=incident.system,
            incident=incident.id,
            kind=kind,
            topic=topic[:300],
            title=wording.say(f"notification.{kind}_title", **values)[:300],
            body=wording.say(f"notification.{kind}_body", **values),
            status="waiting",
            attempts=0,
            created_at=tx.clock.now(),
        )
    )
    return notification


async def content_of(tx: Tx, notification: str) -> tuple[str, str] | None:
    """(title, body) of a notification that was not sent yet."""
    row = (await tx.execute(notifications.select().where(notifications.c.id == notification))).first()
    return (row.title, row.body) if row and row.status == "waiting" else None


async def mark(tx: Tx, notification: str, *, sent: bool, final: bool) -> None:
    """Note an attempt; `final` failures are shown on the incident's time line."""
    status = "sent" if sent else "failed" if final else "waiting"
    await tx.execute(
        notifications.update()
        .where(notifications.c.id == notification)
        .values(
            status=status,
            attempts=notifications.c.attempts + 1,
            sent_at=tx.clock.now() if sent else None,
        )
    )
    if sent or final:
        row = (await tx.execute(notifications.select().where(notifications.c.id == notification))).one()
        incident = await get_incident(tx, SYSTEM, row.incident)
        await note(
            tx, incident, "timeline.notified" if sent else "timeline.not_notified", {"title": row.title}
        )


def _one_line(text: str) -> str:
    """Text of a log within one line of a message: it cannot add lines or headers of its own."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _result(runs: Sequence[Run], wording: Wording) -> str:
    return wording.say(f"report.run_{runs[0].status.value}") if runs else wording.say("report.none")
