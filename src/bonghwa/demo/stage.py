"""The demo's stage: victim, mailbox, server and agent on loopback, in one folder, for as long as a block lasts."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
from msgspec import Struct

from bonghwa.actions import CATALOGUE
from bonghwa.agent.configuration import Allowed, Watch
from bonghwa.agent.enrolment import enrol
from bonghwa.agent.looking import Runner
from bonghwa.demo.furniture import SERVER, Credentials, furnish, services_of
from bonghwa.demo.mailbox import Mailbox
from bonghwa.demo.process import BonghwaProcess, claimed_port
from bonghwa.demo.victim import Shop, install
from bonghwa.demo.victim.operation import start, stop
from bonghwa.demo.victim.shop import Service as Part
from bonghwa.doors.cli.client import Api
from bonghwa.kernel.errors import Unavailable
from bonghwa.kernel.files import write_atomically
from bonghwa.kernel.keys import SigningKey, approver_key, write_key_file
from bonghwa.kernel.settings import load_settings
from bonghwa.vocabulary.action import Risk

PORT = 8470
READY_SECONDS = 20.0
ACTIONS = ("service.*", "host.resources", "logs.errors", "files.archive", "integrity.*", "net.reach")


class Stage(Struct, frozen=True):
    """Everything that runs; the demo's story and the scenario tests play on it."""

    folder: Path
    address: str
    shop: Shop
    mailbox: Mailbox
    server: BonghwaProcess
    agent: BonghwaProcess
    admin: Credentials
    approver: Credentials
    approver_key: SigningKey

    def signed_in(self, who: Credentials) -> tuple[Api, dict[str, Any]]:
        """(API caller, person) for one of the demo's people."""
        api = Api(self.address)
        return api, api.sign_in(who.login, who.password)

    @property
    def data(self) -> Path:
        """The server's data directory."""
        return self.folder / "server"


@contextlib.asynccontextmanager
async def stage(folder: Path, *, port: int | None = PORT, database_url: str = "") -> AsyncIterator[Stage]:
    """Set everything up in `folder` (which must be new), and take it all down at the end, whatever happens."""
    await asyncio.to_thread(folder.mkdir, parents=True, mode=0o700)
    async with contextlib.AsyncExitStack() as stack:
        port, front, worker = (stack.enter_context(claimed_port(wish)) for wish in (port, None, None))
        shop = install(folder / "shop", front_port=front, worker_port=worker)
        stack.push_async_callback(stop, shop)
        await start(shop)
        await take_baseline(shop)
        mailbox = await stack.enter_async_context(Mailbox(folder / "mail"))
        _settings_file(folder / "server", port, mailbox.port, database_url)
        furnished = await furnish(load_settings(folder / "server"), shop)
        address = f"http://127.0.0.1:{port}"
        server = BonghwaProcess(
            "the server", ["server", "--data", str(folder / "server")], folder / "server.log"
        )
        await server.start()
        stack.push_async_callback(server.stop)
        await until_ready(address, server)
        await asyncio.to_thread(_enrol, folder, address, furnished.admin, shop)
        agent = BonghwaProcess(
            "the agent", ["agent", "run", "--directory", str(folder / "agent")], folder / "agent.log"
        )
        await agent.start()
        stack.push_async_callback(agent.stop)
        ready = Stage(
            folder=folder,
            address=address,
            shop=shop,
            mailbox=mailbox,
            server=server,
            agent=agent,
            admin=furnished.admin,
            approver=furnished.approver,
            approver_key=approver_key(),
        )
        await asyncio.to_thread(_register_key, ready)
        await until_online(ready)
        yield ready


async def take_baseline(shop: Shop) -> None:
    """Keep the shop's configuration as it is now, as an administrator would, with the action itself."""
    worker = next(service for service in services_of(shop) if service.code == Part.WORKER)
    action = CATALOGUE["integrity.baseline"]
    raw = {"store": worker.settings.baseline_store, "paths": list(worker.settings.configuration)}
    params = action.parse_params(raw)
    runner = Runner(most_seconds=60)
    before = (await runner.look(action, params)).state
    for program in action.act(params, before):
        output = await runner.run(program)
        if output.exit_code != 0:
            raise Unavailable(f"The baseline could not be taken: {output.stderr[:500]}")


async def until_ready(address: str, server: BonghwaProcess) -> None:
    """Wait until the server answers. Raises Unavailable when it ends or takes too long."""
    async with httpx.AsyncClient(base_url=address, timeout=2) as http:
        for _ in range(int(READY_SECONDS / 0.05)):
            server.check()
            with contextlib.suppress(httpx.HTTPError):
                if (await http.get("/ready")).status_code == 200:
                    return
            await asyncio.sleep(0.05)
    raise Unavailable("The server did not become ready.", next_step=f"See {server.log}.")


async def until_online(stage_: Stage) -> None:
    """Wait until the agent is connected. Raises Unavailable when it ends or takes too long."""
    api, _ = await asyncio.to_thread(stage_.signed_in, stage_.admin)
    for _ in range(int(READY_SECONDS / 0.05)):
        stage_.agent.check()
        agents = await asyncio.to_thread(api.get, "/api/v1/agents")
        if any(agent["status"] != "offline" for agent in agents):
            api.close()
            return
        await asyncio.sleep(0.05)
    raise Unavailable("The agent did not connect.", next_step=f"See {stage_.agent.log}.")


def _settings_file(data: Path, port: int, mail_port: int, database_url: str) -> None:
    mail = f"mailto://127.0.0.1:{mail_port}?from=bonghwa@bonghwa.example&to=oncall@demo.example&mode=insecure&format=text"
    lines = [f"port = {port}", f'notify = ["{mail}"]', 'language = "ko"']
    if database_url:
        lines.append(f'database_url = "{database_url}"')
    write_atomically(data / "bonghwa.toml", "\n".join([*lines, ""]).encode())


def _enrol(folder: Path, address: str, admin: Credentials, shop: Shop) -> None:
    api = Api(address)
    api.sign_in(admin.login, admin.password)
    token = api.call("POST", "/api/v1/agents/enrolment-tokens", {"hosts": [SERVER]})["token"]
    api.close()
    watches = [
        Watch(glob=str(shop.shop_log), host=SERVER, service=Part.WORKER.value),
        Watch(glob=str(shop.worker_output), host=SERVER, service=Part.WORKER.value),
        Watch(glob=str(shop.front_log), host=SERVER, service=Part.FRONT.value),
    ]
    allowed = Allowed(actions=ACTIONS, highest_risk=Risk.DISRUPTIVE, paths=(str(folder),))
    enrol(address, token, "shop agent", folder / "agent", allow=allowed, watches=watches)


def _register_key(ready: Stage) -> None:
    api, _ = ready.signed_in(ready.approver)
    api.call("POST", "/api/v1/approver-keys", {"jwk": ready.approver_key.jwk(), "label": "demo"})
    api.close()
    write_key_file(ready.folder / "approver.key", ready.approver_key)
