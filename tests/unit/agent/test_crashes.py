"""The agent is really killed (`kill -9`), at every moment that matters: nothing lost, nothing twice, no false word."""

import asyncio
import contextlib
import random
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.agent.conftest import FakeServer, Installation

from bonghwa.agent.configuration import write_configuration
from bonghwa.vocabulary.order import Order, OrderResult, OrderStatus
from bonghwa.vocabulary.wire import OrderStarted

ROOT = Path(__file__).parents[3]


class Agent:
    """One agent process after another on the same directory."""

    def __init__(self, server: FakeServer, installation: Installation) -> None:
        self._server = server
        self._path = installation.directory / "agent.toml"
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, *, connected: bool = True) -> None:
        hellos = self._server.hellos
        script = str(Path(__file__).with_name("agent_process.py"))
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, script, str(self._path), cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
        )
        if connected:
            await self._server.until(lambda: self._server.hellos > hellos)

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


@pytest.fixture
async def agent(server: FakeServer, installation: Installation) -> AsyncIterator[Agent]:
    process = Agent(server, installation)
    yield process
    await process.kill()


def result_of(server: FakeServer, order: Order) -> OrderResult | None:
    return next((result for result in server.results if result.order == order.id), None)


@pytest.mark.slow
async def test_an_action_interrupted_at_any_moment_is_never_run_twice_nor_misreported(
    server: FakeServer, installation: Installation, agent: Agent, tmp_path: Path
) -> None:
    write_configuration(
        installation.directory / "agent.toml", installation.configuration(server=server.address)
    )
    chance = random.Random(11)
    seen = set()
    await agent.start()
    for number in range(12):
        target = tmp_path / f"target-{number}"
        order = installation.an_order(installation.plan("test.add", target, seconds=0.1))
        await server.dispatch(order)
        await asyncio.sleep(chance.random() * 0.25)
        await agent.kill()
        await agent.start()
        await server.dispatch(order)
        await server.until(lambda order=order: result_of(server, order) is not None)  # type: ignore[misc]
        result = result_of(server, order)
        assert result is not None
        await server.dispatch(order)
        lines = len(target.read_text().splitlines()) if target.exists() else 0
        assert lines <= 1
        assert result.status is (OrderStatus.SUCCEEDED if lines else OrderStatus.FAILED), result
        assert lines or result.interrupted
        seen.add((result.status, result.interrupted))
    assert len(seen) > 1


async def test_the_new_agent_waits_for_the_program_that_the_killed_one_left_behind(
    server: FakeServer, installation: Installation, agent: Agent, tmp_path: Path
) -> None:
    write_configuration(
        installation.directory / "agent.toml", installation.configuration(server=server.address)
    )
    target = tmp_path / "target"
    await agent.start()
    # This one writes before it prints, so the loss of its reader does not end it early.
    order = installation.an_order(installation.plan("test.silent", target, seconds=2.0))
    await server.dispatch(order)
    await server.until(lambda: bool(server.of_type(OrderStarted)))
    await asyncio.sleep(0.3)
    await agent.kill()
    assert not target.exists()
    await agent.start()
    await server.until(lambda: result_of(server, order) is not None)
    result = result_of(server, order)
    assert result is not None
    assert (result.status, result.interrupted) == (OrderStatus.SUCCEEDED, True), result
    assert target.read_text() == "line\n"


async def test_an_interrupted_action_that_does_not_show_is_said_to_be_unknown(
    server: FakeServer, installation: Installation, agent: Agent, tmp_path: Path
) -> None:
    write_configuration(
        installation.directory / "agent.toml", installation.configuration(server=server.address)
    )
    await agent.start()
    order = installation.an_order(installation.plan("test.shy", tmp_path / "target", seconds=1.0))
    await server.dispatch(order)
    await server.until(lambda: bool(server.of_type(OrderStarted)))
    await agent.kill()
    await agent.start()
    await server.until(lambda: result_of(server, order) is not None)
    result = result_of(server, order)
    assert result is not None
    assert (result.status, result.interrupted) == (OrderStatus.UNKNOWN, True)


@pytest.mark.slow
async def test_every_error_line_is_counted_once_however_often_the_agent_is_killed(
    server: FakeServer, installation: Installation, agent: Agent, tmp_path: Path
) -> None:
    log = tmp_path / "logs" / "app.log"
    log.parent.mkdir()
    write_configuration(
        installation.directory / "agent.toml",
        installation.configuration(server=server.address, watch=(installation.watch(log),)),
    )
    chance = random.Random(5)
    log.write_text("2026-01-02T03:04:05Z ERROR request 0 failed badly\n")
    written = 1
    await agent.start()
    await server.until(lambda: server.counted() == 1)
    await agent.kill()
    for _ in range(15):
        await agent.start(connected=False)
        deadline = asyncio.get_running_loop().time() + 0.5 + chance.random() * 0.6
        while asyncio.get_running_loop().time() < deadline:
            with log.open("a") as file:
                for _ in range(chance.randrange(40)):
                    file.write(f"{datetime.now(UTC).isoformat()} ERROR request {written} failed badly\n")
                    written += 1
            if written and chance.random() < 0.02:
                log.rename(log.with_name(f"app.log.{written}"))
            await asyncio.sleep(0.01)
        if server.socket is not None and chance.random() < 0.3:
            await server.socket.close()
        await agent.kill()
    await agent.start()
    with contextlib.suppress(TimeoutError):
        await server.until(lambda: server.counted() >= written, seconds=10)
    await asyncio.sleep(0.3)
    assert server.counted() == written
