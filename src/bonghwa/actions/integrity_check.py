from bonghwa.actions.baselines.judgement import cannot_tell, counted
from bonghwa.actions.baselines.look import look_at, read_integrity
from bonghwa.actions.baselines.model import BaselineParams, IntegrityState
from bonghwa.vocabulary.action import Action, Outcome, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program


class IntegrityCheck(Action[BaselineParams, IntegrityState]):
    """Which files differ from the baseline: changed, missing, added, other mode or owner."""

    name, version, risk = "integrity.check", 1, Risk.READ
    params, state = BaselineParams, IntegrityState

    def look(self, p: BaselineParams) -> Program:
        return look_at(p)

    def read(self, p: BaselineParams, output: Output) -> IntegrityState:
        return read_integrity(output)

    def judge(self, p: BaselineParams, before: IntegrityState, after: IntegrityState) -> Outcome:
        if after.differences:
            first = after.differences[0].path
            more = f" and {after.unlisted} more" if after.unlisted else ""
            return Outcome(
                Verdict.FAILED,
                f"The files differ from the baseline: {counted(after.differences)}{more}, first {first}.",
            )
        return cannot_tell(after) or Outcome(
            Verdict.SUCCEEDED, f"All {after.files} files are as the baseline has them."
        )
