import asyncio
from datetime import UTC, datetime
from pathlib import Path

from tests.unit.agent.conftest import FakeServer, Installation, StartAgent

from bonghwa.agent.journal import Journal
from bonghwa.kernel.keys import unseal
from bonghwa.vocabulary.order import OrderStatus, Phase
from bonghwa.vocabulary.wire import Heartbeat, OrderOutput, OrderStarted


async def test_an_error_line_reaches_the_server_counted_masked_and_sealed(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    log = tmp_path / "logs" / "app.log"
    log.parent.mkdir()
    await start_agent(watch=(installation.watch(log),))
    stamp = datetime.now(UTC).isoformat()
    with log.open("a") as file:
        file.write(f"{stamp} INFO all is well\n")
        file.write(f"{stamp} ERROR worker 7 is gone password=fakesecret99\n" * 3)
    await server.until(lambda: server.counted() >= 3)
    (batch,) = server.batches.values()
    (signal,) = batch.signals
    assert (signal.count, signal.host, signal.service, signal.source) == (3, "shop-1", "web", str(log))
    assert "fakesecret99" not in signal.body
    assert "worker" in signal.body
    assert batch.sealed is not None
    assert unseal(installation.data, batch.sealed).decode().count("fakesecret99") == 3
    files = [path for path in installation.directory.iterdir() if path.is_file()]
    assert not any(b"fakesecret99" in path.read_bytes() for path in files)


async def test_a_signed_order_with_a_human_signature_is_carried_out_and_told_live(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    target = tmp_path / "target"
    order = installation.an_order(installation.plan("test.add", target))
    result = await server.ordered(order)
    assert result.status is OrderStatus.SUCCEEDED, result
    assert target.read_text() == "line\n"
    assert (result.before, result.after) == ({"lines": 0}, {"lines": 1})
    assert result.started_at is not None
    assert [message.order for message in server.of_type(OrderStarted)] == [order.id]
    await server.until(lambda: any("adding a line" in m.text for m in server.of_type(OrderOutput)))
    assert server.of_type(Heartbeat)


async def test_a_look_gives_state_and_digest_and_needs_no_person(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    plan = installation.plan("test.add", tmp_path / "target", lines=None)
    result = await server.ordered(installation.an_order(plan, phase=Phase.LOOK, approvals=()))
    assert (result.status, result.before) == (OrderStatus.SUCCEEDED, {"lines": 0})
    assert result.look_digest == installation.plan("test.add", "/x", lines=0).steps[0].look_digest


async def test_a_repeated_order_gets_the_first_result(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    target = tmp_path / "target"
    order = installation.an_order(installation.plan("test.add", target))
    results = [await server.ordered(order) for _ in range(3)]
    assert results == [results[0]] * 3
    assert target.read_text() == "line\n"


async def test_results_are_sent_until_the_server_has_stored_them(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    server.stores = False
    running = await start_agent()
    order = installation.an_order(installation.plan("test.add", tmp_path / "target"))
    first = await server.ordered(order)
    await running.end()
    server.stores = True
    await start_agent()
    await server.until(lambda: len(server.results) >= 2)
    assert server.results[-1] == first
    journal = Journal(installation.directory / "journal.db")
    async with asyncio.timeout(10):
        while journal.unreported():  # noqa: ASYNC110 - a database file has no event
            await asyncio.sleep(0.01)
    journal.close()
