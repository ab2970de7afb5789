"""Runs as JSON."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from bonghwa.flow.runs.model import OutputLine, Run, RunStatus, RunStep
from bonghwa.vocabulary.order import OrderStatus
from bonghwa.work.reports.wording import Wording

Stream = Literal["stdout", "stderr", "note"]


class RunStepView(BaseModel):
    index: int
    action: str
    title: str
    host: str
    status: Literal["waiting", "running"] | OrderStatus
    reason: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    started_at: datetime | None
    finished_at: datetime | None

    @classmethod
    def of(cls, step: RunStep, wording: Wording) -> "RunStepView":
        result = step.result
        return cls(
            index=step.index,
            action=step.action,
            title=wording.action(step.action),
            host=step.host,
            status=_status_of(step),
            reason=result.reason if result else None,
            before=result.before if result else None,
            after=result.after if result else None,
            started_at=result.started_at if result else None,
            finished_at=result.finished_at if result else None,
        )


class RunView(BaseModel):
    id: str
    proposal: str
    incident: str
    status: RunStatus
    verified: bool
    interrupted: bool
    started_at: datetime
    finished_at: datetime | None
    reason: str | None
    steps: list[RunStepView]

    @classmethod
    def of(cls, run: Run, wording: Wording) -> "RunView":
        return cls(
            id=run.id,
            proposal=run.proposal,
            incident=run.incident,
            status=run.status,
            verified=run.verified,
            interrupted=run.interrupted,
            started_at=run.started_at,
            finished_at=run.finished_at,
            reason=run.reason,
            steps=[RunStepView.of(step, wording) for step in run.steps],
        )


class OutputLineView(BaseModel):
    sequence: int
    step: int
    stream: Stream
    text: str

    @classmethod
    def of(cls, line: OutputLine) -> "OutputLineView":
        return cls(sequence=line.sequence, step=line.step, stream=_stream_of(line), text=line.text)


class OutputView(BaseModel):
    lines: list[OutputLineView]
    next: int


def _status_of(step: RunStep) -> Literal["waiting", "running"] | OrderStatus:
    if step.result is not None:
        return step.result.status
    return "waiting" if step.status == "waiting" else "running"


def _stream_of(line: OutputLine) -> Stream:
    """Agents name the stream themselves; what they may not say is shown as a note."""
    return "stdout" if line.stream == "stdout" else "stderr" if line.stream == "stderr" else "note"
