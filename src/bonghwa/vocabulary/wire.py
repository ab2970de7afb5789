"""Messages between agent and server: JSON text frames over WebSocket, one tagged object each.

The agent dials out. Server: `Challenge`; agent: `Hello`; server: `Welcome` (or `Goodbye`); then both speak freely.
One older and one newer protocol version must work: unknown fields are ignored, unknown messages are skipped.
"""

from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from bonghwa.kernel.errors import Invalid
from bonghwa.vocabulary.order import OrderResult
from bonghwa.vocabulary.signal import SignalBatch

PROTOCOL_VERSION = 1
HELLO_TYPE = "bonghwa-hello+jws"
TIME_TYPE = "bonghwa-time+jws"
AUDIT_HEAD_TYPE = "bonghwa-audit-head+jws"
MAX_MESSAGE = 8 * 1024 * 1024
HEARTBEAT_SECONDS = 10.0


class Message(Struct, frozen=True, tag_field="type", tag=lambda name: name):
    """Base of every message; its class name is its `type`."""


class HelloStatement(Struct, frozen=True):
    """What the device key signs (`HELLO_TYPE`) to prove that this agent answers this challenge."""

    nonce: str
    agent: str


class TimeStatement(Struct, frozen=True):
    """The server's clock, signed with the order key (`TIME_TYPE`) over the agent's own nonce."""

    nonce: str
    agent: str
    at: datetime


class AuditHead(Struct, frozen=True):
    """The latest link of the audit chain, signed with the order key (`AUDIT_HEAD_TYPE`); agents keep it."""

    sequence: int
    hash: str
    at: datetime


class Challenge(Message, frozen=True):
    version: int
    nonce: str


class Hello(Message, frozen=True):
    """`proof` is a JWS of HelloStatement; `nonce` is what the server must sign its time over."""

    version: int
    agent: str
    proof: str
    nonce: str
    program_version: str
    hosts: tuple[str, ...]
    actions: dict[str, int]


class Welcome(Message, frozen=True):
    """`time` is a JWS of TimeStatement, `roster` a JWS of Roster; `data_key` is the public key to seal raw text to."""

    version: int
    time: str
    data_key: dict[str, str]
    roster: str | None = None
    halted: bool = False


class Goodbye(Message, frozen=True):
    """Sent before the server closes; `retry` False means that dialling again is pointless until someone acts."""

    reason: str
    retry: bool = True


class Heartbeat(Message, frozen=True):
    """`running` orders at work, `spooled` batches waiting on the agent's disk, `dropped` raw texts lost so far."""

    at: datetime
    running: int
    spooled: int
    dropped: int = 0


class SendBatch(Message, frozen=True):
    batch: SignalBatch


class BatchAccepted(Message, frozen=True):
    """Sent only after commit; the agent deletes the batch."""

    id: str


class BatchRefused(Message, frozen=True):
    """The batch is malformed or speaks for another's host; the agent sets it aside and goes on."""

    id: str
    reason: str


class SlowDown(Message, frozen=True):
    """The server is behind: send no batch for `seconds`."""

    seconds: float


class DispatchOrder(Message, frozen=True):
    """`order` is a JWS of Order. Sent again after a reconnect: the agent answers with the stored result."""

    order: str


class OrderStarted(Message, frozen=True):
    order: str
    at: datetime


class OrderOutput(Message, frozen=True):
    """Masked lines as they come; `sequence` counts from 0 within the order."""

    order: str
    sequence: int
    stream: str
    text: str


class OrderFinished(Message, frozen=True):
    """Sent until the server answers with `ResultStored`."""

    result: OrderResult


class ResultStored(Message, frozen=True):
    order: str


class CancelOrder(Message, frozen=True):
    order: str


class Halt(Message, frozen=True):
    """The stop switch: while on, running programs are ended and every order is refused."""

    on: bool


class NewRoster(Message, frozen=True):
    roster: str


class KeepAuditHead(Message, frozen=True):
    """`head` is a JWS of AuditHead."""

    head: str


AgentMessage = Hello | Heartbeat | SendBatch | OrderStarted | OrderOutput | OrderFinished
ServerMessage = (
    Challenge
    | Welcome
    | Goodbye
    | BatchAccepted
    | BatchRefused
    | SlowDown
    | DispatchOrder
    | ResultStored
    | CancelOrder
    | Halt
    | NewRoster
    | KeepAuditHead
)

T = TypeVar("T")

_from_agent: msgspec.json.Decoder[AgentMessage] = msgspec.json.Decoder(AgentMessage)
_from_server: msgspec.json.Decoder[ServerMessage] = msgspec.json.Decoder(ServerMessage)
_encoder = msgspec.json.Encoder()


def encode_message(message: Message) -> str:
    """The text frame of a message."""
    return _encoder.encode(message).decode()


def decode_from_agent(frame: str | bytes) -> AgentMessage:
    """A message of an agent. Raises Invalid for anything else."""
    return _decode(_from_agent, frame)


def decode_from_server(frame: str | bytes) -> ServerMessage:
    """A message of the server. Raises Invalid for anything else."""
    return _decode(_from_server, frame)


def _decode(decoder: msgspec.json.Decoder[T], frame: str | bytes) -> T:
    if len(frame) > MAX_MESSAGE:
        raise Invalid(f"A message is larger than {MAX_MESSAGE} bytes.")
    try:
        return decoder.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(f"A message cannot be read: {error}") from error
