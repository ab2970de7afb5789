"""Use cases of runs: create one from an approval, record its steps and output, finish it."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.incidents.service import get_incident, move, note
from bonghwa.flow.proposals.model import Proposal, ProposalStatus
from bonghwa.flow.proposals.service import beneficiaries_of, get_proposal, save_status
from bonghwa.flow.runs.events import RunCreated, RunFinished, RunOutputWritten, RunStepped
from bonghwa.flow.runs.model import OVER, OutputLine, Run, RunStatus, RunStep
from bonghwa.flow.runs.tables import run_output, run_steps, runs
from bonghwa.kernel.errors import Conflict
from bonghwa.kernel.ids import new_id
from bonghwa.registry.audit.service import record
from bonghwa.store.scope import found, require, visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import SYSTEM, Actor, Permission
from bonghwa.vocabulary.order import Order, OrderResult

MAX_OUTPUT_LINES = 5000


async def create_run(tx: Tx, proposal: Proposal) -> Run:
    """The run of an approved proposal; the existing one when there is one already."""
    row = (await tx.execute(runs.select().where(runs.c.proposal == proposal.id))).first()
    if row:
        return await _run(tx, row)
    if proposal.status is not ProposalStatus.APPROVED:
        raise Conflict(f"A {proposal.status.value} proposal is not carried out.")
    run_id, now = new_id(), tx.clock.now()
    place = {"institution": proposal.institution, "system": proposal.system}
    values = {
        "id": run_id,
        "proposal": proposal.id,
        "incident": proposal.incident,
        "status": RunStatus.PENDING.value,
    }
    await tx.execute(runs.insert().values(**values, **place, started_at=now, cancel_requested=False))
    for index, step in enumerate(proposal.plan.steps):
        await tx.execute(
            run_steps.insert().values(
                {
                    "run": run_id,
                    "index": index,
                    "order": new_id(),
                    "action": step.action,
                    "host": step.host,
                    "status": "waiting",
                    **place,
                }
            )
        )
    await tx.emit(RunCreated(run_id, proposal.incident, proposal.institution, proposal.system))
    return await get_run(tx, SYSTEM, run_id)


async def get_run(tx: Tx, actor: Actor, run: str) -> Run:
    """One run. Raises NotFound."""
    statement = runs.select().where(runs.c.id == run, visible(actor, Permission.READ, runs))
    return await _run(tx, found((await tx.execute(statement)).first(), "run", run))


async def runs_of(tx: Tx, proposals: Sequence[Proposal]) -> tuple[Run, ...]:
    """The runs of proposals the caller may see, newest first."""
    statement = runs.select().where(runs.c.proposal.in_([p.id for p in proposals])).order_by(runs.c.id.desc())
    return tuple([await _run(tx, row) for row in (await tx.execute(statement)).all()])


async def issued_order(tx: Tx, run: str, index: int) -> Order | None:
    """The order that was issued for a step, so that the very same one is sent again after a crash."""
    statement = sa.select(run_steps.c.issued).where(run_steps.c.run == run, run_steps.c.index == index)
    stored = (await tx.execute(statement)).scalar()
    return msgspec.convert(stored, Order) if stored else None


async def begin_step(tx: Tx, run: Run, index: int, order: Order) -> None:
    """Remember the order before it is sent."""
    await tx.execute(
        run_steps.update()
        .where(run_steps.c.run == run.id, run_steps.c.index == index)
        .values(issued=msgspec.to_builtins(order), status=RunStatus.RUNNING.value)
    )
    if run.status is RunStatus.PENDING:
        await tx.execute(runs.update().where(runs.c.id == run.id).values(status=RunStatus.RUNNING.value))
        for incident_id in await beneficiaries_of(tx, run.proposal):
            incident = await get_incident(tx, SYSTEM, incident_id)
            if incident.is_open:
                await note(tx, incident, "timeline.run_started", {})
                await move(tx, incident, IncidentStatus.REPAIRING)
    await record(
        tx,
        SYSTEM,
        "order.issue",
        order.id,
        {"action": order.plan.steps[order.step].action, "host": order.host, "plan_hash": order.plan_hash},
        institution=run.institution,
        system=run.system,
    )
    await tx.emit(RunStepped(run.id, run.incident, run.institution, run.system))


async def finish_step(tx: Tx, run: Run, index: int, result: OrderResult) -> None:
    """Store what came of a step; the first result stands."""
    if run.steps[index].result is not None:
        return
    written = await tx.execute(
        run_steps.update()
        .where(run_steps.c.run == run.id, run_steps.c.index == index, run_steps.c.result.is_(None))
        .values(result=msgspec.to_builtins(result), status=result.status.value)
    )
    if not written.rowcount:
        return
    await record(
        tx,
        SYSTEM,
        "order.result",
        result.order,
        {"status": result.status.value, "reason": result.reason, "interrupted": result.interrupted},
        institution=run.institution,
        system=run.system,
    )
    await tx.emit(RunStepped(run.id, run.incident, run.institution, run.system))


async def finish_run(tx: Tx, run: Run, status: RunStatus, reason: str) -> Run:
    """End a run, and tell every incident that waited for it. Ending it again changes nothing."""
    if run.status in OVER:
        return run
    await tx.execute(
        runs.update()
        .where(runs.c.id == run.id)
        .values(status=status.value, reason=reason, finished_at=tx.clock.now())
    )
    proposal = await get_proposal(tx, SYSTEM, run.proposal)
    await save_status(tx, msgspec.structs.replace(proposal, status=ProposalStatus.EXECUTED))
    ended = await get_run(tx, SYSTEM, run.id)
    for incident_id in await beneficiaries_of(tx, run.proposal):
        incident = await get_incident(tx, SYSTEM, incident_id)
        if not incident.is_open:
            continue
        await note(tx, incident, f"timeline.run_{status.value}", {"reason": reason})
        await move(tx, incident, IncidentStatus.RESOLVED if ended.verified else IncidentStatus.NEEDS_PERSON)
    await record(
        tx,
        SYSTEM,
        "run.finish",
        run.id,
        {"status": status.value, "reason": reason, "verified": ended.verified},
        institution=run.institution,
        system=run.system,
    )
    await tx.emit(RunFinished(run.id, run.incident, run.institution, run.system, status.value))
    return ended


async def request_cancel(tx: Tx, actor: Actor, run_id: str) -> Run:
    """Ask for a run to stop; the step at work is ended by its agent, no further one begins."""
    run = await get_run(tx, actor, run_id)
    require(actor, Permission.STOP, run.institution, run.system)
    if run.status in OVER:
        raise Conflict(f"The run is already {run.status.value}.")
    await tx.execute(runs.update().where(runs.c.id == run_id).values(cancel_requested=True))
    await record(tx, actor, "run.cancel", run_id, {}, institution=run.institution, system=run.system)
    await tx.emit(RunStepped(run.id, run.incident, run.institution, run.system))
    return run


async def add_output(tx: Tx, run: Run, step: int, lines: Sequence[tuple[str, str]]) -> None:
    """Store output lines (stream, text) up to MAX_OUTPUT_LINES a run; the rest is counted by the agent's result."""
    statement = sa.select(sa.func.max(run_output.c.sequence)).where(run_output.c.run == run.id)
    last = (await tx.execute(statement)).scalar() or 0
    kept = lines[: max(0, MAX_OUTPUT_LINES - last)]
    for number, (stream, text) in enumerate(kept, start=last + 1):
        place = {"institution": run.institution, "system": run.system}
        values = {"run": run.id, "sequence": number, "step": step, "stream": stream[:10], "text": text[:4000]}
        await tx.execute(run_output.insert().values(**values, **place))
    if kept:
        await tx.emit(RunOutputWritten(run.id, run.incident, run.institution, run.system, last + len(kept)))


async def output_of(tx: Tx, run: Run, *, after: int = 0, limit: int = 1000) -> tuple[OutputLine, ...]:
    """Output lines of a run the caller may see, from behind `after`."""
    statement = run_output.select().where(run_output.c.run == run.id, run_output.c.sequence > after)
    rows = await tx.execute(statement.order_by(run_output.c.sequence).limit(limit))
    return tuple(OutputLine(r.sequence, r.step, r.stream, r.text) for r in rows)


async def run_of_order(tx: Tx, order: str) -> tuple[Run, int] | None:
    """The run and step index that an order belongs to; None for a look."""
    row = (await tx.execute(run_steps.select().where(run_steps.c.order == order))).first()
    return (await get_run(tx, SYSTEM, row.run), row._mapping["index"]) if row else None  # noqa: SLF001  # public name


async def _run(tx: Tx, row: Any) -> Run:
    rows = await tx.execute(run_steps.select().where(run_steps.c.run == row.id).order_by(run_steps.c.index))
    steps = tuple(_step(step._mapping) for step in rows)  # noqa: SLF001  # SQLAlchemy's public name
    fields = {name: getattr(row, name) for name in Run.__struct_fields__ if name not in {"steps", "status"}}
    return Run(**fields, status=RunStatus(row.status), steps=steps)


def _step(columns: Any) -> RunStep:
    result = columns["result"]
    return RunStep(
        index=columns["index"],
        order=columns["order"],
        action=columns["action"],
        host=columns["host"],
        status=columns["status"],
        result=msgspec.convert(result, OrderResult) if result else None,
    )
