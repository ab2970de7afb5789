"""Orders over a real connection: refused, judged, undone, stopped, one at a time."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from tests.unit.agent.conftest import FakeServer, Installation, StartAgent

from bonghwa.agent.keepsakes import Keepsakes
from bonghwa.kernel.keys import device_key, sign
from bonghwa.vocabulary.order import OrderStatus, Phase
from bonghwa.vocabulary.wire import (
    AUDIT_HEAD_TYPE,
    AuditHead,
    CancelOrder,
    DispatchOrder,
    Halt,
    KeepAuditHead,
    NewRoster,
    OrderStarted,
    encode_message,
)


async def test_a_stolen_order_key_is_not_enough(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    plan = installation.plan("test.add", tmp_path / "target")
    for approvals in ((), (installation.approval(plan, key=device_key()),)):
        result = await server.ordered(installation.an_order(plan, approvals=approvals))
        assert (result.status, "approval" in result.reason) == (OrderStatus.REFUSED, True)
    assert not (tmp_path / "target").exists()


async def test_an_order_under_another_key_is_refused_and_spoils_nothing(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    order = installation.an_order(installation.plan("test.add", tmp_path / "target"))
    assert (await server.ordered(order, device_key())).status is OrderStatus.REFUSED
    assert (await server.ordered(order)).status is OrderStatus.SUCCEEDED


async def test_a_nonce_serves_one_order_only(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    target = tmp_path / "target"
    first = installation.an_order(installation.plan("test.add", target))
    await server.ordered(first)
    again = installation.an_order(installation.plan("test.add", target, lines=1), nonce=first.nonce)
    result = await server.ordered(again)
    assert (result.status, "nonce" in result.reason) == (OrderStatus.REFUSED, True)
    assert target.read_text() == "line\n"


async def test_what_differs_from_the_approved_look_is_left_alone(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    target = tmp_path / "target"
    target.write_text("new\n")
    result = await server.ordered(installation.an_order(installation.plan("test.add", target, lines=0)))
    assert (result.status, result.before) == (OrderStatus.CHANGED, {"lines": 1})
    assert target.read_text() == "new\n"


async def test_a_failure_is_undone_and_said_to_be(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    target = tmp_path / "target"
    target.write_text("old\n")
    result = await server.ordered(installation.an_order(installation.plan("test.twice", target, lines=1)))
    assert (result.status, result.after) == (OrderStatus.UNDONE, {"lines": 1})
    assert target.read_text() == "old\n"


async def test_what_cannot_be_judged_is_unknown(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    result = await server.ordered(installation.an_order(installation.plan("test.shy", tmp_path / "target")))
    assert result.status is OrderStatus.UNKNOWN


async def test_a_mistake_in_an_action_is_told_and_ends_nothing(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    result = await server.ordered(installation.an_order(installation.plan("test.crashing", tmp_path)))
    assert (result.status, "ZeroDivisionError" in result.reason) == (OrderStatus.FAILED, True)
    assert (await server.ordered(installation.an_order(installation.plan("test.shy", tmp_path)))).status


async def test_disruptive_orders_of_one_host_take_turns_while_looks_pass(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    target = tmp_path / "target"
    slow = installation.an_order(installation.plan("test.add", target, seconds=1.0))
    next_one = installation.an_order(installation.plan("test.quiet", target, lines=None))
    await server.dispatch(slow)
    await server.until(lambda: bool(server.of_type(OrderStarted)))
    await server.dispatch(next_one)
    look = installation.plan("test.count", target, lines=None)
    await server.ordered(installation.an_order(look, phase=Phase.LOOK, approvals=()))
    assert [result.order for result in server.results[:1]] not in ([slow.id], [next_one.id])
    await server.until(lambda: len(server.results) == 3)
    assert [result.order for result in server.results[1:]] == [slow.id, next_one.id]
    assert {result.status for result in server.results} == {OrderStatus.SUCCEEDED}


@pytest.mark.parametrize("how", ["cancel", "halt"])
async def test_a_person_can_stop_what_runs(
    how: str, server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    running = await start_agent()
    target = tmp_path / "target"
    order = installation.an_order(installation.plan("test.add", target, seconds=30.0))
    await server.dispatch(order)
    await server.until(lambda: bool(server.of_type(OrderStarted)))
    await server.send(Halt(on=True) if how == "halt" else CancelOrder(order.id))
    await server.until(lambda: bool(server.results))
    assert server.results[0].status is OrderStatus.CANCELLED
    assert "begun to act" in server.results[0].reason
    assert not target.exists()
    if how == "halt":
        server.halted = True
        await running.end()
        await start_agent()
        refused = await server.ordered(installation.an_order(installation.plan("test.add", target)))
        assert (refused.status, "stop switch" in refused.reason) == (OrderStatus.REFUSED, True)
        await server.send(Halt(on=False))
        allowed = await server.ordered(installation.an_order(installation.plan("test.add", target)))
        assert allowed.status is OrderStatus.SUCCEEDED


async def test_expiry_counts_by_the_servers_signed_clock(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    server.clock_offset = timedelta(hours=1)
    await start_agent()
    result = await server.ordered(installation.an_order(installation.plan("test.add", tmp_path / "target")))
    assert (result.status, "expired" in result.reason) == (OrderStatus.REFUSED, True)


async def test_an_older_roster_does_not_come_back(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    other = device_key()
    newer = installation.signed_roster(installation.roster_entry(other, person="park"), serial=2)
    await server.send(NewRoster(newer))
    await server.send(NewRoster(installation.signed_roster()))
    await server.send(NewRoster(sign(other, "bonghwa-roster+jws", installation.roster(serial=9))))
    result = await server.ordered(installation.an_order(installation.plan("test.add", tmp_path / "target")))
    assert (result.status, "not on the roster" in result.reason) == (OrderStatus.REFUSED, True)


async def test_audit_heads_are_kept_and_a_rewritten_chain_shows(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    running = await start_agent()
    order = installation.an_order(installation.plan("test.add", tmp_path / "target"))
    at = order.issued_at
    for sequence, digest in ((1, "a"), (2, "b"), (2, "c"), (1, "a"), (3, "d")):
        head = AuditHead(sequence=sequence, hash=digest, at=at)
        await server.send(KeepAuditHead(sign(installation.order, AUDIT_HEAD_TYPE, head)))
    await server.send(KeepAuditHead(sign(device_key(), AUDIT_HEAD_TYPE, AuditHead(9, "z", at))))
    await server.ordered(order)
    await running.end()
    kept = Keepsakes(
        installation.directory,
        order_key=installation.order.public(),
        root_key=installation.root.public(),
    )
    assert [(head.head.sequence, head.head.hash) for head in kept.audit_heads()] == [
        (1, "a"),
        (2, "b"),
        (3, "d"),
    ]
    assert sorted(b.head.hash for b in kept.audit_breaches()) == ["a", "c"]
    kept.close()


async def test_a_server_that_cannot_sign_the_time_gets_nothing(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    server.time_key = device_key()
    await start_agent()
    await server.until(lambda: server.hellos >= 3)
    assert server.heard == []


async def test_no_frame_ends_the_agent(
    server: FakeServer, installation: Installation, start_agent: StartAgent, tmp_path: Path
) -> None:
    await start_agent()
    order = installation.an_order(installation.plan("test.add", tmp_path / "target"))
    good = encode_message(DispatchOrder(installation.signed(order, device_key()))).encode()
    chance = random.Random(7)
    for _ in range(300):
        altered = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            altered[chance.randrange(len(altered))] = chance.randrange(256)
        await server.send(bytes(altered[: chance.randrange(len(altered) + 1)]))
        await server.send(chance.randbytes(chance.randrange(60)))
    for frame in (
        '{"type":"Unheard","x":1}',
        "[]",
        "[" * 100_000,
        '{"type":"SlowDown","seconds":-1e308}',
        "",
    ):
        await server.send(frame)
    result = await server.ordered(order)
    assert result.status is OrderStatus.SUCCEEDED
    assert server.hellos == 1
