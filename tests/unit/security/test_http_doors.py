"""Attacks on the doors before and after signing in: floods, races, stale rights, and a foreign script."""

import asyncio

import httpx
import msgspec
import pytest
from tests.unit.doors.http.conftest import PASSWORD, Running, running
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bonghwa.doors.http import live
from bonghwa.doors.http.routes import people as people_routes
from bonghwa.doors.http.routes import session as session_routes
from bonghwa.registry.people.service import deactivate
from bonghwa.registry.people.sessions import MAX_FAILURES
from bonghwa.registry.people.tables import people
from bonghwa.vocabulary.actor import SYSTEM

__all__ = ["running"]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _never(_: str) -> str:
    raise AssertionError("a password was hashed for somebody who may not ask for it")


async def _to_the_end(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


async def test_many_guesses_at_once_are_no_way_around_the_limit(running: Running) -> None:
    async with running.anonymous() as http:
        body = {"login": "nobody-here", "password": "guessed and guessed"}
        answers = await asyncio.gather(*(http.post("/api/v1/session", json=body) for _ in range(12)))
        assert sorted(answer.status_code for answer in answers) == [401] * MAX_FAILURES + [429] * (
            12 - MAX_FAILURES
        )


async def test_strangers_and_developers_cannot_make_the_server_hash_passwords(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_routes, "hash_password", _never)
    monkeypatch.setattr(people_routes, "hash_password", _never)
    async with running.anonymous() as http:
        setup = {"token": "guessed", "login": "mallory", "name": "Mallory", "password": PASSWORD}
        assert (await http.post("/api/v1/setup", json=setup)).status_code == 401
    async with await running.client("dora") as http:
        person = {"login": "mallory", "name": "Mallory", "password": PASSWORD}
        assert (await http.post("/api/v1/people", json=person)).status_code == 403


async def test_a_padded_length_does_not_hide_a_large_body(running: Running) -> None:
    length = "0" * 20 + str(1024**3)
    reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(running.address).port)
    writer.write(f"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
    async with asyncio.timeout(20):
        status = await reader.readline()
    writer.close()
    assert status.split()[1] in {b"400", b"413"}


async def test_no_script_of_another_host_runs_with_our_origin(running: Running) -> None:
    async with running.anonymous() as http:
        for path in ("/docs", "/api/v1/version", "/openapi.json"):
            answer = await http.get(path)
            policy = answer.headers["Content-Security-Policy"]
            if policy.startswith("sandbox"):
                assert "allow-same-origin" not in policy
            else:
                assert policy.startswith("default-src 'self';")
                assert "script-src" not in policy
            assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in (await http.get("/api/v1/session")).headers


async def test_an_open_screen_goes_dark_when_its_person_is_locked_out(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PING_SECONDS", 0.05)
    held, store = await running.session("dora"), running.server.store
    address = running.address.replace("http", "ws") + "/ws/live"
    headers = {"Cookie": f"bonghwa_session={held.cookie}"}
    async with connect(address, additional_headers=headers) as socket, asyncio.timeout(20):
        assert msgspec.json.decode(await socket.recv())["type"] == "hello"
        assert msgspec.json.decode(await socket.recv())["type"] == "ping"
        async with store.write() as tx:
            await deactivate(tx, SYSTEM, held.person.id)
        with pytest.raises(ConnectionClosed):
            await _to_the_end(socket)
    async with store.write() as tx:
        await tx.execute(people.update().where(people.c.id == held.person.id).values(active=True))


async def test_a_token_does_not_make_tokens_that_outlive_it(running: Running) -> None:
    async with await running.client("dora") as http:
        made = await http.post("/api/v1/tokens", json={"label": "a day", "days": 1})
    bearer = {"Authorization": f"Bearer {made.json()['token']}"}
    async with running.anonymous() as http:
        assert (await http.get("/api/v1/person", headers=bearer)).status_code == 200
        assert (
            await http.post("/api/v1/tokens", json={"label": "for ever"}, headers=bearer)
        ).status_code == 403
