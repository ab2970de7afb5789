from collections.abc import Sequence
from typing import Any

from bonghwa.actions.services.judgement import material_of, shortcoming, wellness
from bonghwa.actions.services.look import BACKENDS, look_at, read_service
from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.actions.services.preview import preview_of
from bonghwa.vocabulary.action import Action, Outcome, PreviewLine, Risk, Settle, Verdict
from bonghwa.vocabulary.program import Output, Program


class ServiceStart(Action[ServiceParams, ServiceState]):
    """Start one service and confirm that it runs. One that runs already is left alone."""

    name, version, risk = "service.start", 1, Risk.DISRUPTIVE
    params, state = ServiceParams, ServiceState
    settle = Settle(seconds=30.0)

    def look(self, p: ServiceParams) -> Program:
        return look_at(p)

    def read(self, p: ServiceParams, output: Output) -> ServiceState:
        return read_service(output)

    def act(self, p: ServiceParams, before: ServiceState) -> Sequence[Program]:
        if before.backend is None or before.running:
            return ()
        return BACKENDS[before.backend].start(p, before)

    def judge(self, p: ServiceParams, before: ServiceState, after: ServiceState) -> Outcome:
        return shortcoming(p, after) or Outcome(
            Verdict.SUCCEEDED,
            f"{p.service} {'ran already' if before.running else 'was started'}: {wellness(p, after)}.",
        )

    def material(self, s: ServiceState) -> Any:
        return material_of(s)

    def preview(self, p: ServiceParams, before: ServiceState) -> Sequence[PreviewLine]:
        verb = "start_running" if before.running else "start"
        return preview_of(f"preview.service.{verb}", p, before)
