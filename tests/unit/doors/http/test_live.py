"""The live channel: only for who is signed in, only from our own pages, only what one may see."""

import asyncio
from typing import Any

import msgspec
import pytest
from tests.unit.doors.http.conftest import Running
from tests.world import open_incident
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bonghwa.doors.http.live import QUEUE, Screen
from bonghwa.flow.runs.stop_switch import turn
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.work.reports.wording import Wording

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _open(running: Running, cookie: str | None, origin: str | None = None) -> ClientConnection:
    headers = {"Cookie": f"bonghwa_session={cookie}"} if cookie else {}
    if origin:
        headers["Origin"] = origin
    return await connect(running.address.replace("http", "ws") + "/ws/live", additional_headers=headers)


async def _frames(socket: ClientConnection, until: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(20):
        while not any(frame["type"] == until for frame in found):
            found.append(msgspec.json.decode(await socket.recv()))
    return found


async def test_strangers_and_other_pages_are_turned_away(running: Running) -> None:
    cookie = (await running.session("dora")).cookie
    for held, origin in (
        (None, None),
        ("guessed", None),
        (cookie, "https://evil.example"),
        (cookie, "null"),
        (cookie, f"{running.address}.evil.example"),
    ):
        with pytest.raises((InvalidStatus, ConnectionClosed)):
            await (await _open(running, held, origin)).recv()


async def test_a_screen_shows_what_its_person_may_see_and_nothing_else(running: Running) -> None:
    store, world = running.server.store, running.world
    mine = await _open(running, (await running.session("dora")).cookie, running.address)
    theirs = await _open(running, (await running.session("eve")).cookie, running.address)
    async with mine, theirs:
        for socket in (mine, theirs):
            assert msgspec.json.decode(await socket.recv()) == {"type": "hello", "version": 1}
        while running.server.live.open < 2:  # noqa: ASYNC110  # the server attaches a moment after its hello
            await asyncio.sleep(0.01)
        incident = await open_incident(store, world.there, fingerprint="9" * 32)
        shown = await _frames(theirs, "incident")
        assert shown[-1]["incident"]["id"] == incident.id
        async with store.write() as tx:
            await turn(tx, SYSTEM, on=True, reason="drill")
        async with store.write() as tx:
            await turn(tx, SYSTEM, on=False, reason="over")
        seen = await _frames(mine, "stop_switch")
        assert not any("mois" in str(frame) or frame["type"].startswith("incident") for frame in seen)


async def test_a_slow_screen_is_told_to_reload(running: Running) -> None:
    screen = Screen(running.world.actor("dora"), Wording("en", "UTC"))
    for _ in range(QUEUE + 1):
        screen.put(b"{}")
    assert screen.queue.qsize() == 1
    assert screen.queue.get_nowait() == b'{"type":"resync"}'
