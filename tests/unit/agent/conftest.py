"""An installation in miniature: keys, an agent's configuration, tiny actions and a server that speaks the wire."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bonghwa.agent.backoff import Backoff
from bonghwa.agent.configuration import AgentConfiguration, Allowed, Host, Watch
from bonghwa.agent.daemon import run_agent
from bonghwa.agent.pinned_keys import pin_keys
from bonghwa.kernel.ids import new_id, new_secret
from bonghwa.kernel.keys import SigningKey, approver_key, device_key, new_data_key, sign, verify
from bonghwa.vocabulary.action import Action, LookFailed, Outcome, Risk, Settle, Verdict
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ROSTER_TYPE, ApprovalStatement, Roster, RosterEntry
from bonghwa.vocabulary.order import ORDER_TYPE, ORDER_VERSION, Order, OrderResult, Phase
from bonghwa.vocabulary.plan import Plan, PlanStep, plan_hash
from bonghwa.vocabulary.program import Output, Program, posix_script
from bonghwa.vocabulary.signal import SignalBatch
from bonghwa.vocabulary.values import AbsolutePath, Values
from bonghwa.vocabulary.wire import (
    HELLO_TYPE,
    MAX_MESSAGE,
    PROTOCOL_VERSION,
    TIME_TYPE,
    BatchAccepted,
    Challenge,
    DispatchOrder,
    Hello,
    HelloStatement,
    Message,
    OrderFinished,
    ResultStored,
    SendBatch,
    TimeStatement,
    Welcome,
    decode_from_agent,
    encode_message,
)

AGENT = "agent-1"


class FileParams(Values, frozen=True):
    path: AbsolutePath
    seconds: float = 0.0


class FileState(Values, frozen=True):
    lines: int


class AddLine(Action[FileParams, FileState]):
    """Adds one line to a file: doing it twice shows."""

    name, version, risk = "test.add", 3, Risk.DISRUPTIVE
    params, state = FileParams, FileState
    settle = Settle(seconds=0.3, every=0.05)

    def look(self, p: FileParams) -> Program:
        return posix_script('[ ! -e "$1" ] && echo 0 || wc -l < "$1"', p.path)

    def read(self, p: FileParams, output: Output) -> FileState:
        if not output.stdout.strip().isdigit():
            raise LookFailed(f"No number: {output.stdout[:50]} {output.stderr[:50]}")
        return FileState(lines=int(output.stdout))

    def act(self, p: FileParams, before: FileState) -> tuple[Program, ...]:
        script = 'sleep "$2"; echo "adding a line"; echo line >> "$1"'
        return (posix_script(script, p.path, str(p.seconds)),)

    def judge(self, p: FileParams, before: FileState, after: FileState) -> Outcome:
        if after.lines == before.lines + 1:
            return Outcome(Verdict.SUCCEEDED, "One line more.")
        return Outcome(Verdict.FAILED, f"{after.lines - before.lines} lines more.")

    def material(self, s: FileState) -> int:
        return s.lines


class AddTwice(AddLine):
    """Fails by its own judgement, and can be taken back."""

    name, risk = "test.twice", Risk.REVERSIBLE

    def act(self, p: FileParams, before: FileState) -> tuple[Program, ...]:
        return (posix_script('echo one >> "$1"; echo two >> "$1"', p.path),)

    def undo(self, p: FileParams, before: FileState) -> tuple[Program, ...]:
        return (posix_script('head -n "$2" "$1" > "$1.new"; mv "$1.new" "$1"', p.path, str(before.lines)),)


class AddQuietly(AddLine):
    name, risk = "test.quiet", Risk.REVERSIBLE


class Shy(AddQuietly):
    """Cannot tell afterwards."""

    name = "test.shy"

    def judge(self, p: FileParams, before: FileState, after: FileState) -> Outcome:
        return Outcome(Verdict.UNKNOWN, "It does not show.")


class AddSilently(AddQuietly):
    """Writes nothing to its output, so it does its work to the end when nobody reads any more."""

    name = "test.silent"

    def act(self, p: FileParams, before: FileState) -> tuple[Program, ...]:
        return (posix_script('sleep "$2"; echo line >> "$1"', p.path, str(p.seconds)),)


class Count(AddLine):
    """Only looks."""

    name, risk = "test.count", Risk.READ

    def act(self, p: FileParams, before: FileState) -> tuple[Program, ...]:
        return ()

    def judge(self, p: FileParams, before: FileState, after: FileState) -> Outcome:
        return Outcome(Verdict.SUCCEEDED, f"{after.lines} lines.")


class Crashing(Count):
    """A mistake in an action."""

    name = "test.crashing"

    def read(self, p: FileParams, output: Output) -> FileState:
        raise ZeroDivisionError


CATALOGUE: dict[str, Action[Any, Any]] = {
    action.name: action
    for action in (AddLine(), AddTwice(), AddQuietly(), AddSilently(), Shy(), Count(), Crashing())
}


class Installation:
    """All keys of an installation, and an agent enrolled in it whose state is in `directory`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.device, self.order, self.root = device_key(), device_key(), device_key()
        self.approver = approver_key()
        self.data = new_data_key()
        self.catalogue = CATALOGUE
        pin_keys(
            directory,
            device=self.device,
            order=self.order.jwk(),
            root=self.root.jwk(),
            data=self.data.public_jwk(),
        )

    def configuration(self, **changes: Any) -> AgentConfiguration:
        values: dict[str, Any] = {
            "server": "ws://127.0.0.1:1/ws/agent",
            "agent": AGENT,
            "name": "shop agent",
            "directory": str(self.directory),
            "allow": Allowed(actions=("test.*",), highest_risk=Risk.DISRUPTIVE),
            "host": (Host(code="shop-1", institution="city", system="shop"),),
        }
        return AgentConfiguration(**{**values, **changes})

    def watch(self, glob: Path | str, **changes: Any) -> Watch:
        values: dict[str, Any] = {"glob": str(glob), "host": "shop-1", "service": "web", "start": "beginning"}
        return Watch(**{**values, **changes})

    def roster_entry(self, key: SigningKey | None = None, **changes: Any) -> RosterEntry:
        of = key or self.approver
        values: dict[str, Any] = {"person": "kim", "name": "Kim", "key_id": of.id, "jwk": of.jwk()}
        return RosterEntry(**{**values, **changes})

    def roster(self, *entries: RosterEntry, serial: int = 1) -> Roster:
        return Roster(serial=serial, issued_at=datetime.now(UTC), entries=entries or (self.roster_entry(),))

    def signed_roster(self, *entries: RosterEntry, serial: int = 1) -> str:
        return sign(self.root, ROSTER_TYPE, self.roster(*entries, serial=serial))

    def plan(
        self, action: str, path: Path | str, /, *, lines: int | None = 0, seconds: float = 0.0, **changes: Any
    ) -> Plan:
        known = CATALOGUE.get(action)
        step: dict[str, Any] = {
            "action": action,
            "version": 3,
            "params": {"path": str(path), "seconds": seconds},
            "agent": AGENT,
            "host": "shop-1",
            "risk": known.risk if known else Risk.READ,
            "look_digest": known.look_digest(FileState(lines=lines)) if known and lines is not None else None,
        }
        later = datetime.now(UTC) + timedelta(minutes=5)
        plan = {"id": new_id(), "requester": "lee", "expires_at": later}
        plan_changes = {name: changes.pop(name) for name in tuple(changes) if name in plan}
        return Plan(steps=(PlanStep(**{**step, **changes}),), **{**plan, **plan_changes})

    def approval(self, plan: Plan, *, key: SigningKey | None = None, **changes: Any) -> str:
        of = key or self.approver
        values: dict[str, Any] = {
            "plan_hash": plan_hash(plan),
            "approver": "kim",
            "key_id": of.id,
            "signed_at": datetime.now(UTC),
        }
        return sign(of, APPROVAL_TYPE, ApprovalStatement(**{**values, **changes}))

    def an_order(self, plan: Plan, /, **changes: Any) -> Order:
        now = datetime.now(UTC)
        values: dict[str, Any] = {
            "version": ORDER_VERSION,
            "id": new_id(),
            "nonce": new_secret(),
            "agent": AGENT,
            "host": "shop-1",
            "institution": "city",
            "system": "shop",
            "phase": Phase.RUN,
            "step": 0,
            "plan": plan,
            "plan_hash": plan_hash(plan),
            "issued_at": now,
            "expires_at": now + timedelta(minutes=1),
            "approvals": (self.approval(plan),),
        }
        return Order(**{**values, **changes})

    def signed(self, order: Order, key: SigningKey | None = None) -> str:
        return sign(key or self.order, ORDER_TYPE, order)


@dataclass
class FakeServer:
    """Speaks the server's part of the wire on 127.0.0.1 and remembers what it heard."""

    installation: Installation
    port: int = 0
    accepts: bool = True
    stores: bool = True
    halted: bool = False
    clock_offset: timedelta = timedelta()
    time_key: SigningKey | None = None
    heard: list[Message] = field(default_factory=list)
    batches: dict[str, SignalBatch] = field(default_factory=dict)
    results: list[OrderResult] = field(default_factory=list)
    hellos: int = 0
    socket: ServerConnection | None = None
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def address(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/agent"

    async def send(self, message: Message | str | bytes) -> None:
        assert self.socket is not None
        await self.socket.send(encode_message(message) if isinstance(message, Message) else message)

    async def dispatch(self, order: Order, key: SigningKey | None = None) -> None:
        await self.send(DispatchOrder(self.installation.signed(order, key)))

    async def ordered(self, order: Order, key: SigningKey | None = None) -> OrderResult:
        """Dispatch and wait for the (next) result of this order."""
        before = len(self.results)
        await self.dispatch(order, key)
        await self.until(lambda: any(r.order == order.id for r in self.results[before:]))
        return next(r for r in self.results[before:] if r.order == order.id)

    async def until(self, condition: Callable[[], bool], seconds: float = 30.0) -> None:
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(condition)

    def counted(self) -> int:
        """Records in all batches, each batch once."""
        return sum(signal.count for batch in self.batches.values() for signal in batch.signals)

    def of_type(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.heard if isinstance(message, kind)]

    async def converse(self, socket: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            await self._welcome(socket)
            async for frame in socket:
                await self._take(socket, decode_from_agent(frame))

    async def _welcome(self, socket: ServerConnection) -> None:
        nonce = new_secret()
        await socket.send(encode_message(Challenge(version=PROTOCOL_VERSION, nonce=nonce)))
        hello = decode_from_agent(await socket.recv())
        assert isinstance(hello, Hello)
        proof = verify(self.installation.device.public(), HELLO_TYPE, hello.proof, HelloStatement)
        assert (proof.nonce, proof.agent) == (nonce, AGENT)
        at = datetime.now(UTC) + self.clock_offset
        statement = TimeStatement(nonce=hello.nonce, agent=AGENT, at=at)
        await socket.send(
            encode_message(
                Welcome(
                    version=1,
                    time=sign(self.time_key or self.installation.order, TIME_TYPE, statement),
                    data_key=self.installation.data.public_jwk(),
                    roster=self.installation.signed_roster(),
                    halted=self.halted,
                )
            )
        )
        async with self.changed:
            self.socket = socket
            self.hellos += 1
            self.changed.notify_all()

    async def _take(self, socket: ServerConnection, message: Message) -> None:
        async with self.changed:
            self.heard.append(message)
            if isinstance(message, SendBatch) and self.accepts:
                self.batches.setdefault(message.batch.id, message.batch)
                await socket.send(encode_message(BatchAccepted(message.batch.id)))
            elif isinstance(message, OrderFinished):
                self.results.append(message.result)
                if self.stores:
                    await socket.send(encode_message(ResultStored(message.result.order)))
            self.changed.notify_all()


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "agent")


@pytest.fixture
async def server(installation: Installation) -> AsyncIterator[FakeServer]:
    fake = FakeServer(installation)
    async with serve(fake.converse, "127.0.0.1", 0, max_size=MAX_MESSAGE) as listening:
        fake.port = next(iter(listening.sockets)).getsockname()[1]
        yield fake


class Running(Struct):
    """Agents started in this process."""

    tasks: list[tuple[asyncio.Event, "asyncio.Task[None]"]]

    async def end(self) -> None:
        while self.tasks:
            stop, task = self.tasks.pop()
            stop.set()
            await task


StartAgent = Callable[..., Awaitable[Running]]


@pytest.fixture
async def start_agent(server: FakeServer, installation: Installation) -> AsyncIterator[StartAgent]:
    """Starts an agent against the fake server and waits until it is connected; ended with the test."""
    running = Running([])

    async def start(**changes: Any) -> Running:
        stop, hellos = asyncio.Event(), server.hellos
        configuration = installation.configuration(**{"server": server.address, **changes})
        task = asyncio.create_task(
            run_agent(configuration, stop=stop, catalogue=CATALOGUE, backoff=Backoff(first=0.02, longest=0.1))
        )
        running.tasks.append((stop, task))
        await server.until(lambda: server.hellos > hellos)
        return running

    yield start
    await running.end()
