"""A real server on loopback, on each database, with two institutions that must not see each other."""

import asyncio
import socket
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from tests.conftest import BOTH
from tests.stores import Postgresql
from tests.world import Case, World, build_case, build_world

from bonghwa.app import Server
from bonghwa.kernel.settings import Settings
from bonghwa.registry.people.model import Credentials
from bonghwa.registry.people.passwords import hash_password
from bonghwa.registry.people.service import add_person
from bonghwa.registry.people.sessions import open_session
from bonghwa.store.migrate import upgrade
from bonghwa.store.outbox import outbox
from bonghwa.vocabulary.actor import SYSTEM, Grant, Role

PASSWORD = "made-up pass phrase"


@dataclass(frozen=True)
class Running:
    """A server that runs, what is in it, and how to call it as somebody."""

    server: Server
    application: FastAPI
    address: str
    world: World
    here: Case
    there: Case

    def anonymous(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.address, timeout=30)

    async def session(self, login: str) -> Credentials:
        async with self.server.store.write() as tx:
            return await open_session(tx, self.world.people[login])

    async def client(self, login: str) -> httpx.AsyncClient:
        """Signed in, with the CSRF token in every request."""
        held = await self.session(login)
        return httpx.AsyncClient(
            base_url=self.address,
            timeout=30,
            headers={"X-CSRF-Token": held.csrf},
            cookies={"bonghwa_session": held.cookie},
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=BOTH)
async def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Running]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    url = ""
    if request.param == "postgresql":
        postgresql: Postgresql = request.getfixturevalue("postgresql")
        url = postgresql.emptied()
    # The workflow engine of the server before this one took the loop's threads with it.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    settings = Settings(data=tmp_path_factory.mktemp("server"), port=port, database_url=url)
    server = Server(settings)
    await upgrade(settings.database)
    world = await build_world(server.store, server.keys.root)
    async with server.store.write() as tx:
        await add_person(
            tx,
            SYSTEM,
            login="pat",
            name="Pat",
            password_hash=await hash_password(PASSWORD),
            roles=(Grant(Role.DEVELOPER, "moef"),),
        )
    here = await build_case(server.store, world, world.here, "ann")
    there = await build_case(server.store, world, world.there, "eve")
    async with server.store.write() as tx:  # these stories are over; nothing of them shall start work now
        await tx.execute(outbox.delete().where(outbox.c.topic != "AuditRecorded"))
    application = server.application()
    web = uvicorn.Server(
        uvicorn.Config(application, host="127.0.0.1", port=port, log_level="error", lifespan="on")
    )
    serving = asyncio.create_task(web.serve())
    while not web.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.02)
    yield Running(server, application, f"http://127.0.0.1:{port}", world, here, there)
    web.should_exit = True
    await serving
