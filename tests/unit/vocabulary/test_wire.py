"""Messages between agent and server: they come back as sent, and no bytes crash their reader."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import batch, signal

from bonghwa.kernel.errors import Invalid
from bonghwa.vocabulary import wire
from bonghwa.vocabulary.order import OrderResult, OrderStatus
from bonghwa.vocabulary.wire import (
    MAX_MESSAGE,
    AgentMessage,
    Message,
    ServerMessage,
    decode_from_agent,
    decode_from_server,
    encode_message,
)

NOW = datetime(2026, 3, 4, 5, 6, 7, 890, tzinfo=UTC)
FROM_AGENT: list[Message] = [
    wire.Hello(1, "a", "proof", "nonce", "0.1", ("shop-1",), {"service.restart": 1}),
    wire.Heartbeat(NOW, 1, 2, 3),
    wire.SendBatch(batch(signal("shop-1", NOW, attributes={"k": "v"}), at=NOW)),
    wire.OrderStarted("o", NOW),
    wire.OrderOutput("o", 7, "stdout", "줄 \x1b[31m"),
    wire.OrderFinished(OrderResult("o", OrderStatus.UNDONE, "r", before={"a": [1, None]}, interrupted=True)),
]
FROM_SERVER: list[Message] = [
    wire.Challenge(1, "n"),
    wire.Welcome(1, "time", {"kty": "EC"}, "roster", halted=True),
    wire.Goodbye("no", retry=False),
    wire.BatchAccepted("b"),
    wire.BatchRefused("b", "why"),
    wire.SlowDown(2.5),
    wire.DispatchOrder("jws"),
    wire.ResultStored("o"),
    wire.CancelOrder("o"),
    wire.Halt(on=True),
    wire.NewRoster("jws"),
    wire.KeepAuditHead("jws"),
]


def _kinds(union: Any) -> set[type]:
    return set(union.__args__)


def test_every_message_is_tried_here() -> None:
    assert {type(message) for message in FROM_AGENT} == _kinds(AgentMessage)
    assert {type(message) for message in FROM_SERVER} == _kinds(ServerMessage)


@pytest.mark.parametrize("message", FROM_AGENT)
def test_what_an_agent_sends_arrives(message: Message) -> None:
    assert decode_from_agent(encode_message(message)) == message
    with pytest.raises(Invalid):
        decode_from_server(encode_message(message))


@pytest.mark.parametrize("message", FROM_SERVER)
def test_what_the_server_sends_arrives(message: Message) -> None:
    assert decode_from_server(encode_message(message)) == message
    with pytest.raises(Invalid):
        decode_from_agent(encode_message(message))


def test_a_newer_side_may_say_more_and_an_older_one_less() -> None:
    newer = msgspec.json.encode(msgspec.to_builtins(FROM_SERVER[1]) | {"mood": "good"})
    assert decode_from_server(newer) == FROM_SERVER[1]
    older = b'{"type":"Heartbeat","at":"2026-01-01T00:00:00Z","running":0,"spooled":0}'
    assert isinstance(decode_from_agent(older), wire.Heartbeat)


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"type":"Nonsense"}',
        '{"type":5}',
        "[" * 100_000,
        '{"type":"Heartbeat"}',
        '{"type":"Heartbeat","at":"yesterday","running":0,"spooled":0}',
        '{"type":"Halt","on":"yes"}',
        b"\xff\xfe\x00",
        '{"type":"OrderOutput","order":"\ud800","sequence":1,"stream":"s","text":"t"}'.encode(
            "utf-8", "surrogatepass"
        ),
        " " * (MAX_MESSAGE + 1),
    ],
)
def test_anything_else_is_refused(frame: str | bytes) -> None:
    with pytest.raises(Invalid):
        decode_from_agent(frame)
    with pytest.raises(Invalid):
        decode_from_server(frame)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_no_bytes_crash_the_reader(frame: str | bytes) -> None:
    for decode in (decode_from_agent, decode_from_server):
        with pytest.raises(Invalid):
            decode(frame)


@given(st.data())
def test_a_damaged_message_is_read_or_refused(data: st.DataObject) -> None:
    frame = bytearray(encode_message(data.draw(st.sampled_from(FROM_AGENT))).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        message = decode_from_agent(bytes(frame))
    except Invalid:
        return
    assert isinstance(message, Message)
