from collections.abc import Sequence
from typing import Any

from bonghwa.actions.baselines.judgement import cannot_tell, counted, difference_lines
from bonghwa.actions.baselines.look import look_at, read_integrity
from bonghwa.actions.baselines.model import BaselineParams, IntegrityState
from bonghwa.actions.baselines.record import back_to, take_baseline
from bonghwa.actions.sizes import human_bytes
from bonghwa.vocabulary.action import Action, Outcome, PreviewLine, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program


class IntegrityBaseline(Action[BaselineParams, IntegrityState]):
    """Take the files as they are now for the truth: digests and copies into the store."""

    name, version, risk = "integrity.baseline", 1, Risk.REVERSIBLE
    params, state = BaselineParams, IntegrityState

    def look(self, p: BaselineParams) -> Program:
        return look_at(p)

    def read(self, p: BaselineParams, output: Output) -> IntegrityState:
        return read_integrity(output)

    def act(self, p: BaselineParams, before: IntegrityState) -> Sequence[Program]:
        return () if before.too_many else (take_baseline(p),)

    def judge(self, p: BaselineParams, before: IntegrityState, after: IntegrityState) -> Outcome:
        if after.baseline is None or after.too_many:
            reason = cannot_tell(after) or Outcome(Verdict.FAILED, "No baseline was written.")
            return Outcome(Verdict.FAILED, reason.reason)
        if after.differences:
            return Outcome(
                Verdict.FAILED,
                f"The files differ from the baseline just taken: {counted(after.differences)}.",
            )
        left = after.too_large + after.unnameable
        beyond = f"; {left} files were left out" if left else ""
        return Outcome(
            Verdict.SUCCEEDED, f"The baseline holds {after.files - after.too_large} files{beyond}."
        )

    def undo(self, p: BaselineParams, before: IntegrityState) -> Sequence[Program]:
        return (back_to(p, before.baseline),)

    def material(self, s: IntegrityState) -> Any:
        """What would become the truth, and instead of what."""
        return {"baseline": s.baseline, "survey": s.survey}

    def preview(self, p: BaselineParams, before: IntegrityState) -> Sequence[PreviewLine]:
        values = {"files": str(before.files), "size": human_bytes(before.bytes), "store": p.store}
        kind = "first" if before.baseline is None else "again"
        lines = [
            PreviewLine(f"preview.integrity.baseline_{kind}", values),
            *difference_lines(before.differences),
        ]
        return [*lines, *(PreviewLine("preview.obstacle", {"obstacle": text}) for text in before.obstacles)]
