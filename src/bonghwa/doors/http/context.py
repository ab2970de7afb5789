"""What every route may use, put together once by `app.py`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from bonghwa.doors.agents.hub import AgentHub
from bonghwa.doors.http.live import LiveHub
from bonghwa.doors.http.telemetry import Telemetry
from bonghwa.kernel.keys.ring import KeyRing
from bonghwa.kernel.settings import Settings
from bonghwa.store.store import Store, Tx


@dataclass(frozen=True)
class Context:
    """The parts of a running server that its doors reach."""

    settings: Settings
    store: Store
    keys: KeyRing
    agents: AgentHub
    live: LiveHub
    telemetry: Telemetry


def context_of(connection: HTTPConnection) -> Context:
    """The context of the application that serves this connection."""
    context: Context = connection.app.state.context
    return context


Ctx = Annotated[Context, Depends(context_of)]


async def read_tx(context: Ctx) -> AsyncIterator[Tx]:
    """A transaction that only looks."""
    async with context.store.read() as tx:
        yield tx


async def write_tx(context: Ctx) -> AsyncIterator[Tx]:
    """A transaction that commits before the answer is sent, or not at all."""
    async with context.store.write() as tx:
        yield tx


ReadTx = Annotated[Tx, Depends(read_tx, scope="function")]
WriteTx = Annotated[Tx, Depends(write_tx, scope="function")]
