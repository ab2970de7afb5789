"""Carrying out an admitted order: look, compare, note *started*, act, look again, judge, undo on failure."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from bonghwa.agent.admission import Admitted
from bonghwa.agent.journal import Journal
from bonghwa.agent.live_output import LiveOutput
from bonghwa.agent.looking import Judged, NotSeen, Runner, Seen, ask_action, settled
from bonghwa.agent.process_birth import birth_of
from bonghwa.kernel.clock import Clock
from bonghwa.vocabulary.action import Outcome, Verdict
from bonghwa.vocabulary.order import OrderResult, OrderStatus, Phase
from bonghwa.vocabulary.program import Output, Program

_STATUS = {
    Verdict.SUCCEEDED: OrderStatus.SUCCEEDED,
    Verdict.FAILED: OrderStatus.FAILED,
    Verdict.UNKNOWN: OrderStatus.UNKNOWN,
}


def status_of(outcome: Outcome) -> OrderStatus:
    """The order's status that a judgement means."""
    return _STATUS[outcome.verdict]


class Acted(Struct, frozen=True):
    """What the programs of an order wrote, and whether each of them exited with 0."""

    outputs: tuple[Output, ...]
    well: bool


class Execution:
    """One order on its way. The result holds raw text; mask it before it goes anywhere.

    `started` is told, durably noted already, when the order is about to act.
    """

    def __init__(
        self,
        admitted: Admitted,
        *,
        runner: Runner,
        journal: Journal,
        clock: Clock,
        live: LiveOutput,
        started: Callable[[datetime], None],
    ) -> None:
        self._admitted = admitted
        self._order = admitted.order
        self._action = admitted.action
        self._params = admitted.params
        self._runner = runner
        self._journal = journal
        self._clock = clock
        self._live = live
        self._started = started
        self._started_at: datetime | None = None

    async def carry_out(self) -> OrderResult:
        """Do it. Never raises for what happens on the host; a cancellation passes through after the group ended."""
        try:
            before = await self._runner.look(self._action, self._params, wrote=self._live.wrote)
            digest = ask_action("The digest of the look", lambda: self._action.look_digest(before.state))
            programs = self._programs(before) if self._order.phase is Phase.RUN else ()
        except NotSeen as error:
            return self._result(
                OrderStatus.FAILED,
                f"Nothing was changed, because the look failed: {error.message}",
                outputs=(error.output,) if error.output else (),
            )
        approved = self._admitted.step.look_digest
        if self._order.phase is Phase.RUN and approved is not None and approved != digest:
            return self._result(
                OrderStatus.CHANGED,
                "What is there now differs from what was approved; nothing was done.",
                before=before,
                digest=digest,
            )
        if not programs:
            return self._looked(before, digest)
        return await self._act_and_judge(before, digest, programs)

    def _programs(self, before: Seen) -> tuple[Program, ...]:
        return tuple(ask_action("Preparing the action", lambda: self._action.act(self._params, before.state)))

    def _looked(self, before: Seen, digest: str) -> OrderResult:
        """A look has succeeded when something was seen; `outcome` says how good that is."""
        judged = self._judgement(before)
        status = OrderStatus.SUCCEEDED if self._order.phase is Phase.LOOK else status_of(judged.outcome)
        return self._result(
            status,
            judged.outcome.reason,
            before=before,
            after=judged if self._order.phase is Phase.RUN else None,
            digest=digest,
            outcome=judged.outcome,
            outputs=(before.output,),
        )

    def _judgement(self, before: Seen) -> Judged:
        state = before.state
        try:
            outcome = ask_action("The judgement", lambda: self._action.judge(self._params, state, state))
        except NotSeen as error:
            outcome = Outcome(verdict=Verdict.UNKNOWN, reason=error.message)
        return Judged(outcome=outcome, after=state)

    async def _act_and_judge(self, before: Seen, digest: str, programs: Sequence[Program]) -> OrderResult:
        self._started_at = self._clock.now()
        state = msgspec.to_builtins(before.state)
        await asyncio.to_thread(self._journal.start, self._order.id, state, self._started_at)
        self._started(self._started_at)
        acted = await self._run_all(programs)
        judged = await settled(self._runner, self._action, self._params, before.state)
        outputs, status, reason = acted.outputs, status_of(judged.outcome), judged.outcome.reason
        if judged.outcome.verdict is Verdict.FAILED:
            undone = await self._undo(before)
            if undone is not None:
                outputs += undone.outputs
                status = OrderStatus.UNDONE if undone.well else OrderStatus.FAILED
                reason += " It was undone." if undone.well else " Undoing it failed as well."
                judged = msgspec.structs.replace(judged, after=await self._after_undo(judged))
        elif not acted.well:
            reason += " A program of the action did not exit with 0."
        return self._result(
            status,
            reason,
            before=before,
            after=judged,
            digest=digest,
            outcome=judged.outcome,
            outputs=outputs,
        )

    async def _undo(self, before: Seen) -> Acted | None:
        """Run the way back, if the action has one."""
        try:
            programs = tuple(
                ask_action("Preparing the undo", lambda: self._action.undo(self._params, before.state))
            )
        except NotSeen as error:
            return Acted(outputs=(Output(stdout="", stderr=error.message, exit_code=None),), well=False)
        return await self._run_all(programs) if programs else None

    async def _after_undo(self, judged: Judged) -> object:
        try:
            return (await self._runner.look(self._action, self._params)).state
        except NotSeen:
            return judged.after

    async def _run_all(self, programs: Sequence[Program]) -> Acted:
        """Run them in order; the first that does not exit with 0 stops the rest."""
        outputs: list[Output] = []
        for program in programs:
            output = await self._runner.run(program, started=self._note_process, wrote=self._live.wrote)
            outputs.append(output)
            if output.exit_code != 0:
                return Acted(outputs=tuple(outputs), well=False)
        return Acted(outputs=tuple(outputs), well=True)

    def _note_process(self, process: int) -> None:
        """Before it gets its input: after a crash of ours, the new agent waits for this very process."""
        birth = birth_of(process)
        if birth is not None:
            self._journal.note_process(self._order.id, process, birth)

    def _result(
        self,
        status: OrderStatus,
        reason: str,
        *,
        before: Seen | None = None,
        after: Judged | None = None,
        digest: str | None = None,
        outcome: Outcome | None = None,
        outputs: Sequence[Output] = (),
    ) -> OrderResult:
        return OrderResult(
            order=self._order.id,
            status=status,
            reason=reason,
            before=msgspec.to_builtins(before.state) if before else None,
            after=msgspec.to_builtins(after.after) if after and after.after is not None else None,
            look_digest=digest,
            outcome=outcome,
            outputs=tuple(outputs),
            started_at=self._started_at,
            finished_at=self._clock.now(),
        )
