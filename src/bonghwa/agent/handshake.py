"""The first words on a connection: each side proves itself, and the agent learns the server's time."""

import time
from importlib.metadata import version
from typing import TypeVar

from websockets.asyncio.client import ClientConnection

from bonghwa.agent.configuration import AgentConfiguration
from bonghwa.agent.pinned_keys import PinnedKeys
from bonghwa.agent.server_clock import ServerClock
from bonghwa.kernel.errors import BonghwaError, Invalid, Unavailable
from bonghwa.kernel.ids import new_secret
from bonghwa.kernel.keys import sign
from bonghwa.kernel.logging import get_logger
from bonghwa.vocabulary.wire import (
    HELLO_TYPE,
    PROTOCOL_VERSION,
    Challenge,
    Goodbye,
    Hello,
    HelloStatement,
    Message,
    Welcome,
    decode_from_server,
    encode_message,
)

T = TypeVar("T", bound=Message)
_log = get_logger("agent.handshake")


class Dismissed(BonghwaError):
    """The server said goodbye and that dialling again is pointless until someone acts."""


async def shake_hands(
    socket: ClientConnection,
    *,
    configuration: AgentConfiguration,
    keys: PinnedKeys,
    clock: ServerClock,
    actions: dict[str, int],
) -> Welcome:
    """Answer the challenge, check the welcome and set `clock`.

    Raises SignatureRefused when the pinned order key did not sign the time, Dismissed or Unavailable for a goodbye.
    """
    challenge = await _expect(socket, Challenge)
    nonce, asked = new_secret(), time.monotonic()
    statement = HelloStatement(nonce=challenge.nonce, agent=configuration.agent)
    hello = Hello(
        version=PROTOCOL_VERSION,
        agent=configuration.agent,
        proof=sign(keys.device, HELLO_TYPE, statement),
        nonce=nonce,
        program_version=version("bonghwa"),
        hosts=tuple(host.code for host in configuration.host),
        actions=actions,
    )
    await socket.send(encode_message(hello))
    welcome = await _expect(socket, Welcome)
    clock.learn(welcome.time, key=keys.order, agent=configuration.agent, nonce=nonce, asked=asked)
    if welcome.data_key and dict(welcome.data_key) != keys.data.public_jwk():
        _log.warning(
            "data_key_differs", note="raw text stays sealed to the pinned key; enrol again to change it"
        )
    return welcome


async def _expect(socket: ClientConnection, kind: type[T]) -> T:
    """The next message of that kind; others, and what cannot be read, are skipped."""
    while True:
        try:
            message = decode_from_server(await socket.recv())
        except Invalid as error:
            _log.warning("message_skipped", reason=error.message)
            continue
        if isinstance(message, kind):
            return message
        if isinstance(message, Goodbye):
            if not message.retry:
                raise Dismissed(message.reason)
            raise Unavailable(f"The server said goodbye: {message.reason}")
