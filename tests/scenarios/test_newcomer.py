"""Somebody who installs Bonghwa for the first time, with the commands that the README names and nothing else."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from tests.scenarios.command import bonghwa
from tests.scenarios.waiting import eventually

from bonghwa.demo.process import BonghwaProcess, claimed_port
from bonghwa.demo.stage import until_ready
from bonghwa.doors.cli.client import Api
from bonghwa.kernel.errors import Forbidden, Unauthenticated
from bonghwa.kernel.keys import approver_key
from bonghwa.kernel.settings import load_settings
from bonghwa.registry.fleet.inventory import add_institution, add_server, add_service, add_system
from bonghwa.registry.fleet.model import Institution, Server, Service, System
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


async def test_from_an_empty_directory_to_a_signed_roster(tmp_path: Path) -> None:
    with claimed_port() as port:
        await first_hour(tmp_path, port)


async def first_hour(folder: Path, port: int) -> None:
    data = folder / "data"
    address = f"http://127.0.0.1:{port}"
    environment = {"BONGHWA_PORT": str(port), "BONGHWA_DATA": str(data)}

    # Two links are asked for; only the newest one counts, and only once.
    first = json.loads((await bonghwa("setup", "--json", environment=environment)).out)
    second = json.loads((await bonghwa("setup", "--json", environment=environment)).out)
    assert second["link"].startswith(f"{address}/app/setup#token=")
    old, token = (link["link"].partition("#token=")[2] for link in (first, second))
    async with running(
        BonghwaProcess("the server", ["server"], folder / "server.log", environment)
    ) as server:
        await until_ready(address, server)
        admin = Api(address)
        assert await asyncio.to_thread(admin.get, "/api/v1/setup") == {"needed": True}
        someone = {"login": "first", "name": "First", "password": "correct horse battery"}
        with pytest.raises(Unauthenticated):
            await asyncio.to_thread(admin.call, "POST", "/api/v1/setup", someone | {"token": old})
        made = await asyncio.to_thread(admin.call, "POST", "/api/v1/setup", someone | {"token": token})
        assert [grant["role"] for grant in made["person"]["grants"]] == ["admin"]
        second_try = someone | {"token": token, "login": "second"}
        with pytest.raises(Unauthenticated):
            await asyncio.to_thread(admin.call, "POST", "/api/v1/setup", second_try)
        assert "set up already" in (await bonghwa("setup", environment=environment)).out
        await asyncio.to_thread(admin.sign_in, someone["login"], someone["password"])

        await an_agent_is_enrolled(folder, address, admin, data)
        await the_root_key_goes_offline(folder, address, admin, data)
        admin.close()
    told = await bonghwa("audit", "verify", "--json", environment=environment)
    assert json.loads(told.out)["intact"] is True


async def an_agent_is_enrolled(folder: Path, address: str, admin: Api, data: Path) -> None:
    """A token for a registered server, used once; then the agent is online."""
    await register(data)
    body = {"hosts": ["web-1"]}
    token = (await asyncio.to_thread(admin.call, "POST", "/api/v1/agents/enrolment-tokens", body))["token"]
    enroll = [
        "agent",
        "enroll",
        address,
        "--token",
        token,
        "--name",
        "web agent",
        "--directory",
        str(folder / "agent"),
    ]
    enroll += ["--watch", f"web-1:web:{folder}/web.log", "--allow", "service.status"]
    done = await bonghwa(*enroll)
    assert done.code == 0, done
    assert token not in done.out + (folder / "agent" / "agent.toml").read_text("utf-8")
    again = await bonghwa(*enroll[:-6], "--directory", str(folder / "other"))
    assert (again.code != 0, "token" in again.err) == (True, True), again
    (folder / "web.log").touch()
    agent = BonghwaProcess(
        "the agent", ["agent", "run", "--directory", str(folder / "agent")], folder / "agent.log"
    )
    async with running(agent):

        async def online() -> bool:
            agents = await asyncio.to_thread(admin.get, "/api/v1/agents")
            return [one["status"] for one in agents] == ["online"]

        await eventually(online, "the agent online")
        with (folder / "web.log").open("a", encoding="utf-8") as log:
            log.write("2026-03-04 05:06:07 ERROR web cannot write index: No space left on device\n")

        async def noticed() -> bool:
            items = (await asyncio.to_thread(admin.get, "/api/v1/incidents"))["items"]
            return any("No space left" in item["title"] for item in items)

        await eventually(noticed, "the first incident")


async def the_root_key_goes_offline(folder: Path, address: str, admin: Api, data: Path) -> None:
    """Without the root key the server adds nobody to the roster; whoever holds it does, with three commands."""
    offline = folder / "offline.key"
    (data / "keys" / "root.key").rename(offline)
    person: dict[str, Any] = {"login": "approver", "name": "Approver", "password": "another horse battery"}
    person |= {
        "email": "",
        "language": "en",
        "grants": [{"role": "approver", "institution": "town", "system": None}],
    }
    await asyncio.to_thread(admin.call, "POST", "/api/v1/people", person)
    approver, key = Api(address), approver_key()
    await asyncio.to_thread(approver.sign_in, "approver", "another horse battery")
    body = {"jwk": approver_key().jwk(), "label": "mine"}
    with pytest.raises(Forbidden):
        await asyncio.to_thread(admin.call, "POST", "/api/v1/approver-keys", body)
    added = await asyncio.to_thread(
        approver.call, "POST", "/api/v1/approver-keys", {"jwk": key.jwk(), "label": "mine"}
    )
    assert added["in_roster"] is False
    draft, signed = folder / "draft.json", folder / "signed.jws"
    drafted = await bonghwa("roster", "draft", str(draft), "--data", str(data))
    assert (drafted.code, "1 entries" in drafted.out) == (0, True), drafted
    wrong = folder / "wrong.jws"
    for signer, out in ((data / "keys" / "order.key", wrong), (offline, signed)):
        done = await bonghwa("roster", "sign", str(draft), str(out), "--key", str(signer), say="y\n")
        assert (done.code, "Approver" in done.out) == (0, True), done
    refused = await bonghwa("roster", "import", str(wrong), "--data", str(data))
    assert refused.code != 0
    imported = await bonghwa("roster", "import", str(signed), "--data", str(data))
    assert imported.code == 0, imported
    keys = await asyncio.to_thread(approver.get, "/api/v1/approver-keys")
    assert [(one["id"], one["in_roster"]) for one in keys] == [(key.id, True)]
    replayed = await bonghwa("roster", "import", str(signed), "--data", str(data))
    assert replayed.code != 0
    assert not (data / "keys" / "root.key").exists()
    approver.close()


async def register(data: Path) -> None:
    """The inventory of a small town: one server with one service."""
    store = Store(load_settings(data).database)
    try:
        async with store.write() as tx:
            await add_institution(tx, SYSTEM, Institution(code="town", name="Town"))
            await add_system(tx, SYSTEM, System(institution="town", code="portal", name="Portal"))
            web = Server(code="web-1", institution="town", system="portal", address="127.0.0.1")
            await add_server(tx, SYSTEM, web)
            service = Service(server="web-1", code="web", institution="town", system="portal", name="Web")
            await add_service(tx, SYSTEM, service)
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def running(process: BonghwaProcess) -> AsyncIterator[BonghwaProcess]:
    await process.start()
    try:
        yield process
    finally:
        await process.stop()
