"""After a crash: an order that was started and has no result is never rerun; a look and the judge say what is true."""

import asyncio

import msgspec

from bonghwa.agent.admission import AnyAction, Catalogue
from bonghwa.agent.execution import status_of
from bonghwa.agent.journal import Interrupted
from bonghwa.agent.looking import Runner, ask_action, settled
from bonghwa.agent.process_birth import birth_of, outlive
from bonghwa.kernel.clock import Clock
from bonghwa.kernel.errors import BonghwaError, NotFound
from bonghwa.vocabulary.action import Verdict
from bonghwa.vocabulary.order import OrderResult, OrderStatus
from bonghwa.vocabulary.plan import PlanStep

_UNKNOWN = "The agent was interrupted while it acted, and what is there now does not tell how it ended."


async def recovered(
    interrupted: Interrupted, *, catalogue: Catalogue, runner: Runner, clock: Clock
) -> OrderResult:
    """The honest result of an interrupted order. A program of it that still runs is waited for first."""
    order = interrupted.order
    result = OrderResult(
        order=order.id,
        status=OrderStatus.UNKNOWN,
        reason=_UNKNOWN,
        interrupted=True,
        started_at=interrupted.started_at,
        before=interrupted.before,
    )
    try:
        step = order.plan.steps[order.step]
        action = _action(catalogue, step)
        params = action.parse_params(step.params)
        before = ask_action("Reading the stored state", lambda: action.parse_state(interrupted.before))
        await _wait_for_program(interrupted, runner)
        judged = await settled(runner, action, params, before)
    except BonghwaError as error:
        return msgspec.structs.replace(result, reason=f"{_UNKNOWN} {error.message}", finished_at=clock.now())
    decisive = judged.outcome.verdict is not Verdict.UNKNOWN
    return msgspec.structs.replace(
        result,
        status=status_of(judged.outcome),
        reason=(
            f"The agent was interrupted while it acted; a look afterwards says: {judged.outcome.reason}"
            if decisive
            else f"{_UNKNOWN} {judged.outcome.reason}"
        ),
        outcome=judged.outcome,
        after=msgspec.to_builtins(judged.after) if judged.after is not None else None,
        finished_at=clock.now(),
    )


def _action(catalogue: Catalogue, step: PlanStep) -> AnyAction:
    action = catalogue.get(step.action)
    if action is None or action.version != step.version:
        raise NotFound(f"This agent no longer has version {step.version} of {step.action}.")
    return action


async def _wait_for_program(interrupted: Interrupted, runner: Runner) -> None:
    """The act program outlives a killed agent; judging while it works would be too early."""
    process, birth = interrupted.process, interrupted.process_birth
    if process is not None and birth is not None and birth_of(process) == birth:
        await asyncio.to_thread(outlive, process, birth, seconds=runner.most_seconds)
