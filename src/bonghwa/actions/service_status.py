from bonghwa.actions.services.judgement import shortcoming, wellness
from bonghwa.actions.services.look import look_at, read_service
from bonghwa.actions.services.model import ServiceParams, ServiceState
from bonghwa.vocabulary.action import Action, Outcome, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program


class ServiceStatus(Action[ServiceParams, ServiceState]):
    """Whether one service runs, listens and answers."""

    name, version, risk = "service.status", 1, Risk.READ
    params, state = ServiceParams, ServiceState

    def look(self, p: ServiceParams) -> Program:
        return look_at(p)

    def read(self, p: ServiceParams, output: Output) -> ServiceState:
        return read_service(output)

    def judge(self, p: ServiceParams, before: ServiceState, after: ServiceState) -> Outcome:
        return shortcoming(p, after) or Outcome(
            Verdict.SUCCEEDED, f"{p.service} runs ({after.backend}): {wellness(p, after)}."
        )
