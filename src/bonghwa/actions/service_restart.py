from collections.abc import Sequence
from typing import Any

from bonghwa.actions.services.judgement import material_of, started_anew
from bonghwa.actions.services.look import BACKENDS, look_at, read_service
from bonghwa.actions.services.model import ServiceState, StoppingParams
from bonghwa.actions.services.preview import preview_of
from bonghwa.vocabulary.action import Action, Outcome, PreviewLine, Risk, Settle
from bonghwa.vocabulary.program import Output, Program


class ServiceRestart(Action[StoppingParams, ServiceState]):
    """Restart one service and confirm that it truly started anew. One that is down is started."""

    name, version, risk = "service.restart", 1, Risk.DISRUPTIVE
    params, state = StoppingParams, ServiceState
    settle = Settle(seconds=30.0)

    def look(self, p: StoppingParams) -> Program:
        return look_at(p)

    def read(self, p: StoppingParams, output: Output) -> ServiceState:
        return read_service(output)

    def act(self, p: StoppingParams, before: ServiceState) -> Sequence[Program]:
        if before.backend is None:
            return ()
        return BACKENDS[before.backend].restart(p, before, force=p.force)

    def judge(self, p: StoppingParams, before: ServiceState, after: ServiceState) -> Outcome:
        return started_anew(p, before, after)

    def material(self, s: ServiceState) -> Any:
        return material_of(s)

    def preview(self, p: StoppingParams, before: ServiceState) -> Sequence[PreviewLine]:
        verb = "start" if before.activity == "inactive" else "restart"
        return preview_of(f"preview.service.{verb}", p, before, force=p.force)
