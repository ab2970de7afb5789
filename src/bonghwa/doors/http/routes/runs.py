"""Runs: how they stand, their live output, stopping one."""

from typing import Annotated

from fastapi import APIRouter, Query

from bonghwa.doors.http.context import Ctx, ReadTx
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import ActingAs, Words
from bonghwa.doors.http.views.runs import OutputLineView, OutputView, RunView
from bonghwa.flow.proposals.service import get_proposal
from bonghwa.flow.runs.service import get_run, output_of, request_cancel

router = APIRouter(prefix="/runs", tags=["runs"], generate_unique_id_function=operation_id)


@router.get("/{run}")
async def show_run(run: str, who: ActingAs, tx: ReadTx, words: Words) -> RunView:
    """One run with its steps and what was seen before and after."""
    return RunView.of(await get_run(tx, who, run), words)


@router.get("/{run}/output")
async def show_output(
    run: str, who: ActingAs, tx: ReadTx, after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0
) -> OutputView:
    """Output lines from behind `after`, at most a thousand at once."""
    lines = await output_of(tx, await get_run(tx, who, run), after=after)
    following = lines[-1].sequence if lines else after
    return OutputView(lines=[OutputLineView.of(line) for line in lines], next=following)


@router.post("/{run}/cancel", status_code=202)
async def cancel_run(run: str, who: ActingAs, context: Ctx, words: Words) -> RunView:
    """Stop a run: the program at work is ended, no further step begins."""
    async with context.store.write() as tx:
        found = await request_cancel(tx, who, run)
        proposal = await get_proposal(tx, who, found.proposal)
    for step in found.steps:
        if step.result is None:
            await context.agents.cancel(proposal.plan.steps[step.index].agent, step.order)
    return RunView.of(found, words)
