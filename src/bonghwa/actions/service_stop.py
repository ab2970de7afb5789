from collections.abc import Sequence
from typing import Any

from bonghwa.actions.services.judgement import material_of
from bonghwa.actions.services.look import BACKENDS, look_at, read_service
from bonghwa.actions.services.model import ServiceState, StoppingParams
from bonghwa.actions.services.preview import preview_of
from bonghwa.vocabulary.action import Action, Outcome, PreviewLine, Risk, Settle, Verdict
from bonghwa.vocabulary.program import Output, Program


class ServiceStop(Action[StoppingParams, ServiceState]):
    """Stop one service and confirm that none of its processes is left. One that is down is left alone."""

    name, version, risk = "service.stop", 1, Risk.DISRUPTIVE
    params, state = StoppingParams, ServiceState
    settle = Settle(seconds=15.0)

    def look(self, p: StoppingParams) -> Program:
        return look_at(p)

    def read(self, p: StoppingParams, output: Output) -> ServiceState:
        return read_service(output)

    def act(self, p: StoppingParams, before: ServiceState) -> Sequence[Program]:
        if before.backend is None or before.activity == "inactive":
            return ()
        return BACKENDS[before.backend].stop(p, before, force=p.force)

    def judge(self, p: StoppingParams, before: ServiceState, after: ServiceState) -> Outcome:
        if after.backend is None or after.activity == "unknown":
            return Outcome(Verdict.UNKNOWN, f"Whether {p.service} still runs could not be seen.")
        if after.activity not in {"inactive", "failed"}:
            return Outcome(Verdict.FAILED, f"{p.service} is {after.activity} ({after.detail}).")
        if after.port_listening and before.port_pid is not None and before.port_pid == after.port_pid:
            return Outcome(
                Verdict.FAILED,
                f"{p.service} is down, but process {after.port_pid} still holds port {p.port}.",
            )
        return Outcome(Verdict.SUCCEEDED, f"{p.service} is stopped ({after.detail}).")

    def material(self, s: ServiceState) -> Any:
        return material_of(s)

    def preview(self, p: StoppingParams, before: ServiceState) -> Sequence[PreviewLine]:
        verb = "stop_stopped" if before.activity == "inactive" else "stop"
        return preview_of(f"preview.service.{verb}", p, before, force=p.force)
