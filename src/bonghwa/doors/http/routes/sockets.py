"""The WebSockets: live screens and agents."""

from urllib.parse import urlsplit

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from bonghwa.doors.agents.tunnel import Tunnel
from bonghwa.doors.http.context import context_of
from bonghwa.doors.http.live import POLICY_VIOLATION, Screen, serve
from bonghwa.doors.http.security import person_of
from bonghwa.kernel.errors import BonghwaError
from bonghwa.kernel.messages import language_of
from bonghwa.vocabulary.actor import Actor
from bonghwa.work.reports.wording import Wording

router = APIRouter()


@router.websocket("/ws/live")
async def live(socket: WebSocket) -> None:
    """Frames for one open screen; only from our own pages, only for who is signed in."""
    context = context_of(socket)
    origin = socket.headers.get("Origin")
    if origin and urlsplit(origin).netloc != socket.headers.get("Host"):
        await socket.close(POLICY_VIOLATION, "wrong origin")
        return
    try:
        person = await person_of(socket, context)
    except BonghwaError as error:
        await socket.close(POLICY_VIOLATION, error.code)
        return
    await socket.accept()
    language = language_of(socket.query_params.get("language", ""), person.language)

    async def still() -> Actor:
        return (await person_of(socket, context)).actor()

    await serve(socket, context.live, Screen(person.actor(), Wording(language, person.timezone)), still)


class _Socket:
    """An accepted WebSocket as the tunnel needs it."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def send(self, frame: str) -> None:
        try:
            await self._socket.send_text(frame)
        except (WebSocketDisconnect, RuntimeError, OSError) as error:
            raise ConnectionError("the agent is gone") from error

    async def receive(self) -> str:
        try:
            return await self._socket.receive_text()
        except (WebSocketDisconnect, RuntimeError, KeyError) as error:
            raise ConnectionError("the agent is gone") from error


@router.websocket("/ws/agent")
async def agent(socket: WebSocket) -> None:
    """An agent's tunnel; the handshake inside proves its device key."""
    context = context_of(socket)
    await socket.accept()
    await Tunnel(context.store, context.keys, context.agents, _Socket(socket)).run()
    try:
        await socket.close()
    except RuntimeError:
        return  # it was closed by the agent
