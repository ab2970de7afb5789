"""A run: an approved plan being carried out, step after step, each proven by a look."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bonghwa.kernel.errors import Unavailable
from bonghwa.vocabulary.order import Order, OrderResult, OrderStatus


class RunStatus(StrEnum):
    """As the orders ended; PENDING and RUNNING before that."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNDONE = "undone"
    CHANGED = "changed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


OVER = frozenset(RunStatus) - {RunStatus.PENDING, RunStatus.RUNNING}


class RunStep(Struct, frozen=True):
    """One step; `result` is what the agent reported."""

    index: int
    order: str
    action: str
    host: str
    status: str
    result: OrderResult | None = None


class Run(Struct, frozen=True):
    """`verified` means that every step's second look was judged good."""

    id: str
    proposal: str
    incident: str
    institution: str
    system: str
    status: RunStatus
    started_at: datetime
    finished_at: datetime | None = None
    reason: str | None = None
    cancel_requested: bool = False
    steps: tuple[RunStep, ...] = ()

    @property
    def verified(self) -> bool:
        return self.status is RunStatus.SUCCEEDED and all(
            step.result is not None and step.result.status is OrderStatus.SUCCEEDED for step in self.steps
        )

    @property
    def interrupted(self) -> bool:
        return any(step.result is not None and step.result.interrupted for step in self.steps)


class OutputLine(Struct, frozen=True):
    """A masked line of live output; `sequence` counts from 1 within the run."""

    sequence: int
    step: int
    stream: str
    text: str


class Undelivered(Unavailable):
    """The order never left the server: nothing was done."""

    code = "undelivered"


class Dispatcher(Protocol):
    """Brings a signed order to its agent and waits for the result, across reconnects and restarts of both.

    Sending the same order again is safe: the agent answers with the stored result. Raises Unavailable when the
    agent does not answer in time (Undelivered when it never got the order).
    """

    async def dispatch(self, order: Order, *, wait_seconds: float) -> OrderResult: ...

    async def cancel(self, agent: str, order: str) -> None: ...
