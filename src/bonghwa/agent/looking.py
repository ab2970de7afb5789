"""The look: run an action's look program and read what it wrote."""

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from msgspec import Struct

from bonghwa.agent.admission import AnyAction
from bonghwa.agent.programs import Started, Wrote, ignored, run_program
from bonghwa.vocabulary.action import LookFailed, Outcome, Verdict
from bonghwa.vocabulary.program import Output, Program
from bonghwa.vocabulary.values import Values

_THREADS = 24
NICENESS = 10

T = TypeVar("T")


class Seen(Struct, frozen=True):
    """A state that was seen and the output it was read from."""

    state: Values
    output: Output


class NotSeen(LookFailed):
    """The look failed; `output` is what it wrote, if it ran at all."""

    def __init__(self, message: str, output: Output | None = None) -> None:
        super().__init__(message)
        self.output = output


def ask_action(what: str, question: Callable[[], T]) -> T:
    """What an action answers. Raises NotSeen for every error: hostile output must not end the agent."""
    try:
        return question()
    except LookFailed as error:
        raise NotSeen(error.message) from error
    except Exception as error:
        # An action is data to us: whatever hostile output makes it raise, the agent lives on.
        raise NotSeen(f"{what} failed with {type(error).__name__}: {error}") from error


class Runner:
    """Runs programs in threads of its own. Cancelling a run ends its process group before it returns."""

    def __init__(self, *, most_seconds: float) -> None:
        self.most_seconds = most_seconds
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="program")

    async def run(
        self, program: Program, *, started: Started | None = None, wrote: Wrote | None = None
    ) -> Output:
        """The program's output; see `run_program`."""
        stop = threading.Event()
        work = asyncio.get_running_loop().run_in_executor(
            self._threads,
            lambda: run_program(
                program,
                most_seconds=self.most_seconds,
                stop=stop,
                started=started or ignored,
                wrote=wrote or ignored,
            ),
        )
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            stop.set()
            await asyncio.wait([work])
            raise

    def close(self) -> None:
        """Give the threads back when their programs have ended."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def look(self, action: AnyAction, params: Values, wrote: Wrote | None = None) -> Seen:
        """What is there now. Raises NotSeen with a sentence."""
        program = ask_action(f"The look of {action.name}", lambda: action.look(params))
        output = await self.run(program, started=_step_back, wrote=wrote)
        if output.timed_out:
            raise NotSeen(f"The look of {action.name} took longer than {program.timeout:g} s.", output)
        try:
            state = ask_action(f"Reading the look of {action.name}", lambda: action.read(params, output))
        except NotSeen as error:
            raise NotSeen(error.message, output) from error
        return Seen(state=state, output=output)


def _step_back(process: int) -> None:
    """A look takes less of the processor than what it looks at; told before the script is fed, so it holds for all."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process, NICENESS)


class Judged(Struct, frozen=True):
    """The last judgement of a second look; `after` is None when nothing could be seen."""

    outcome: Outcome
    after: Values | None = None


async def settled(runner: Runner, action: AnyAction, params: Values, before: Any) -> Judged:
    """Look again and judge, until it is good or the action's settle time is over."""
    deadline = asyncio.get_running_loop().time() + action.settle.seconds
    while True:
        judged = await _judge_once(runner, action, params, before)
        if judged.outcome.verdict is Verdict.SUCCEEDED or asyncio.get_running_loop().time() >= deadline:
            return judged
        await asyncio.sleep(max(action.settle.every, 0.05))


async def _judge_once(runner: Runner, action: AnyAction, params: Values, before: Any) -> Judged:
    try:
        seen = await runner.look(action, params)
        outcome = ask_action(
            f"The judgement of {action.name}", lambda: action.judge(params, before, seen.state)
        )
    except NotSeen as error:
        return Judged(outcome=Outcome(verdict=Verdict.UNKNOWN, reason=error.message))
    return Judged(outcome=outcome, after=seen.state)
