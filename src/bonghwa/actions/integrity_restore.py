from collections.abc import Sequence
from typing import Any

from bonghwa.actions.baselines.judgement import cannot_tell, counted, difference_lines
from bonghwa.actions.baselines.look import look_at, read_integrity
from bonghwa.actions.baselines.model import BaselineParams, Difference, IntegrityState
from bonghwa.actions.baselines.replace import restorable, restore_files, take_back
from bonghwa.vocabulary.action import Action, Outcome, PreviewLine, Risk, Verdict
from bonghwa.vocabulary.program import Output, Program


class IntegrityRestore(Action[BaselineParams, IntegrityState]):
    """Put changed and missing files back as the baseline has them. Added files are left alone."""

    name, version, risk = "integrity.restore", 1, Risk.DISRUPTIVE
    params, state = BaselineParams, IntegrityState

    def look(self, p: BaselineParams) -> Program:
        return look_at(p)

    def read(self, p: BaselineParams, output: Output) -> IntegrityState:
        return read_integrity(output)

    def act(self, p: BaselineParams, before: IntegrityState) -> Sequence[Program]:
        return restore_files(p, before.differences)

    def judge(self, p: BaselineParams, before: IntegrityState, after: IntegrityState) -> Outcome:
        if before.baseline is None or after.too_many:
            return cannot_tell(after) or Outcome(Verdict.UNKNOWN, "There was no baseline before.")
        if after.baseline != before.baseline:
            return Outcome(Verdict.FAILED, "The baseline itself was replaced meanwhile.")
        wrong = [d for d in after.differences if _counts(d)]
        if wrong or after.unlisted:
            more = f" and {after.unlisted} more" if after.unlisted else ""
            without = sum(not d.restorable for d in wrong)
            copies = f"; of {without} there is no sound copy" if without else ""
            return Outcome(
                Verdict.FAILED,
                f"Still not as the baseline has it: {counted(wrong)}{more}{copies}, first {wrong[0].path}."
                if wrong
                else f"{after.unlisted} differences are left.",
            )
        if after.obstacles:
            return Outcome(Verdict.UNKNOWN, f"Not everything could be read: {'; '.join(after.obstacles)}.")
        added = sum(d.status == "added" for d in after.differences)
        owners = sum(d.status == "mode" for d in after.differences)
        notes = f"; {added} added files were left alone" if added else ""
        notes += f"; {owners} files belong to another user than in the baseline" if owners else ""
        return Outcome(
            Verdict.SUCCEEDED,
            f"{len(restorable(before.differences))} files restored, SHA-256 equal to the baseline{notes}.",
        )

    def undo(self, p: BaselineParams, before: IntegrityState) -> Sequence[Program]:
        return take_back(p, before.differences)

    def material(self, s: IntegrityState) -> Any:
        """Exactly which content would replace which, and where."""
        return {
            "baseline": s.baseline,
            "unlisted": s.unlisted,
            "files": [
                [d.path, d.where, d.kind, d.found and d.found.sha256, d.baseline and d.baseline.sha256]
                for d in s.differences
                if d.status != "added"
            ],
        }

    def preview(self, p: BaselineParams, before: IntegrityState) -> Sequence[PreviewLine]:
        chosen = restorable(before.differences)
        lines = [PreviewLine("preview.integrity.restore", {"count": str(len(chosen)), "store": p.store})]
        lines += difference_lines(chosen)
        beyond = [d for d in before.differences if d.status != "added" and d not in chosen]
        lines += [PreviewLine("preview.integrity.no_copy", {"path": d.path}) for d in beyond]
        lines += [PreviewLine("preview.obstacle", {"obstacle": text}) for text in before.obstacles]
        return lines


def _counts(d: Difference) -> bool:
    """Added files are nobody's business here; an owner that only root may give back is told, not held against it."""
    if d.status == "mode" and d.baseline is not None and d.found is not None:
        return d.baseline.mode != d.found.mode
    return d.status != "added"
