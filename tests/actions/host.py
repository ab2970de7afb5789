"""Runs programs here and an action as an agent does: look, act, look until settled, judge."""

import os
import subprocess
import time
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bonghwa.actions import AnyAction
from bonghwa.vocabulary.action import Outcome, Verdict
from bonghwa.vocabulary.program import Output, Program


class Run(Struct, frozen=True):
    """All that was seen of one run."""

    look: Output
    before: Any
    acted: tuple[Output, ...]
    look_after: Output
    after: Any
    outcome: Outcome


class Host:
    """This machine, seen through one shell and one environment."""

    def __init__(
        self, shell: tuple[str, ...] = ("sh",), environment: Mapping[str, str] | None = None
    ) -> None:
        self.shell = shell
        self.environment = dict(os.environ) | dict(environment or {})

    def run(self, program: Program) -> Output:
        argv = program.argv
        if argv[0] == "sh":
            argv = (*self.shell, *argv[1:])
        started = time.monotonic()
        ended = subprocess.run(
            argv,
            input=program.stdin.encode(),
            capture_output=True,
            timeout=program.timeout + 30,
            check=False,
            env=self.environment,
            start_new_session=True,
        )
        return Output(
            stdout=ended.stdout[: program.output_limit].decode("utf-8", "replace"),
            stderr=ended.stderr[: program.output_limit].decode("utf-8", "replace"),
            exit_code=ended.returncode,
            truncated=len(ended.stdout) > program.output_limit,
            seconds=round(time.monotonic() - started, 3),
        )

    def look(self, action: AnyAction, p: Any) -> Any:
        return action.read(p, self.run(action.look(p)))

    def run_all(self, programs: Any) -> tuple[Output, ...]:
        outputs: list[Output] = []
        for program in programs:
            outputs.append(self.run(program))
            if outputs[-1].exit_code != 0:
                break
        return tuple(outputs)

    def play(self, action: AnyAction, p: Any, *, patience: float | None = None) -> Run:
        """`patience` shortens how long the second look may wait, for what is bound to fail."""
        look = self.run(action.look(p))
        before = action.read(p, look)
        acted = self.run_all(action.act(p, before))
        patience = action.settle.seconds if patience is None else patience
        deadline = time.monotonic() + patience
        while True:
            look_after = self.run(action.look(p)) if acted else look
            after = action.read(p, look_after)
            outcome = action.judge(p, before, after)
            if outcome.verdict is Verdict.SUCCEEDED or time.monotonic() > deadline or not acted:
                return Run(look, before, acted, look_after, after, outcome)
            time.sleep(action.settle.every)
