"""Durable workflows (DBOS behind this thin interface), in a database of their own.

A workflow is a plain coroutine over one JSON argument; what it awaits through `step` is recorded, so that after a
crash it goes on where it was. Steps are at least once: each must be safe to repeat.
"""

import os
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa
from dbos import DBOS, DBOSConfig, SetWorkflowID, StepOptions
from dbos._serialization import Serializer
from sqlalchemy import event

from bonghwa.kernel.logging import get_logger
from bonghwa.store.engine import keep_private

APPLICATION_VERSION = "1"
EXECUTOR = "bonghwa"
ATTEMPTS = 5
ERROR = "$error"

log = get_logger("durable")

Workflow = Callable[[str], Awaitable[None]]


class StepFailed(Exception):  # it is what happened
    """A step failed for good; its text is the class name of the last error."""


class _JsonSerializer(Serializer):
    """Workflow state as JSON, never as pickled code."""

    def serialize(self, data: Any) -> str:
        if isinstance(data, BaseException):
            data = {ERROR: type(data).__name__}  # the text may hold a secret; our log has it, masked
        return msgspec.json.encode(data).decode()

    def deserialize(self, serialized_data: str) -> Any:
        data = msgspec.json.decode(serialized_data)
        return StepFailed(data[ERROR]) if isinstance(data, dict) and ERROR in data else data


class Durable:
    """One durable workflow engine a process. Register workflows, then launch."""

    def __init__(self, url: str) -> None:
        os.environ.setdefault("DBOS__CLOUD", "false")
        config: DBOSConfig = {
            "name": "bonghwa",
            "system_database_url": url,
            "application_version": APPLICATION_VERSION,
            "executor_id": EXECUTOR,
            "log_level": "ERROR",
            "notification_listener_polling_interval_sec": 0.1,
        }
        if url.startswith("sqlite"):
            config["system_database_engine"] = _sqlite(url)
        DBOS(config=config)
        self._workflows: dict[str, Callable[[str], Any]] = {}

    def register(self, name: str, workflow: Workflow, *, give_up: Workflow | None = None) -> None:
        """Make `workflow` startable under `name`; before `launch`. `give_up` is called when a step failed for good."""

        async def run(argument: str) -> None:
            try:
                await workflow(argument)
            except Exception as error:
                log.exception("workflow.failed", workflow=name, argument=argument, error=type(error).__name__)
                if give_up is None:
                    raise
                await self.step("give-up", partial(give_up, argument))

        run.__qualname__ = run.__name__ = name
        self._workflows[name] = DBOS.workflow(name=name)(run)

    def launch(self) -> None:
        """Start the engine; workflows that a crash interrupted go on."""
        DBOS.launch()

    async def start(self, name: str, workflow_id: str, argument: str) -> None:
        """Start `name` once for `workflow_id`; a second start with the same id changes nothing."""
        with SetWorkflowID(workflow_id):
            await DBOS.start_workflow_async(self._workflows[name], argument)

    async def step(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        """Within a workflow: do `work` and remember its JSON result, or give the remembered one.

        An error is tried again with growing pauses, ATTEMPTS times in all; then the workflow gets it.
        """

        async def recorded() -> Any:
            return await work()

        options: StepOptions = {
            "name": name,
            "retries_allowed": True,
            "max_attempts": ATTEMPTS,
            "interval_seconds": 0.5,
            "backoff_rate": 3.0,
        }
        return await DBOS.run_step_async(options, recorded)

    async def sleep(self, seconds: float) -> None:
        """Within a workflow: wait, also across a restart."""
        await DBOS.sleep_async(seconds)

    async def status(self, workflow_id: str) -> str | None:
        """PENDING, SUCCESS, ERROR, CANCELLED …, or None when it was never started."""
        found = await DBOS.get_workflow_status_async(workflow_id)
        return str(found.status) if found else None

    def close(self) -> None:
        """Stop the engine; what is pending goes on at the next launch."""
        DBOS.destroy(destroy_registry=True)


def _sqlite(url: str) -> sa.Engine:
    keep_private(url)
    engine = sa.create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
