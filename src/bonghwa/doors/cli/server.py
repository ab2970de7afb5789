"""`bonghwa setup` and `bonghwa server`."""

import asyncio
import json as jsonlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.keys.ring import KeyRing
from bonghwa.kernel.settings import Settings, load_settings
from bonghwa.registry.people.service import issue_setup_link
from bonghwa.store.migrate import upgrade
from bonghwa.store.store import Store

DEFAULT_DATA = Path("bonghwa-data")

setup_app = typer.Typer(add_completion=False)
server_app = typer.Typer(add_completion=False)

Data = Annotated[Path, typer.Option(help="The data directory.", envvar="BONGHWA_DATA")]
Json = Annotated[bool, typer.Option("--json", help="As one JSON line.")]


@setup_app.command()
def setup(data: Data = DEFAULT_DATA, *, json: Json = False) -> None:
    """Make keys and database in the data directory, and print the one-time link for the first administrator."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings = load_settings(data)
    KeyRing(settings.data / "keys")
    token = asyncio.run(_token(settings))
    link = f"{settings.address}/app/setup#token={token}" if token else None
    if json:
        sys.stdout.write(jsonlib.dumps({"data": str(settings.data), "link": link}) + "\n")
    elif link:
        sys.stdout.write(
            f"Ready in {settings.data}.\n\n"
            f"1. Start the server:  bonghwa server --data {data}\n"
            f"2. Open within an hour, once: {link}\n\n"
            f"Then move {settings.data / 'keys' / 'root.key'} to a machine without network; it signs who may approve.\n"
        )
    else:
        sys.stdout.write(
            f"{settings.data} is set up already. Start it with `bonghwa server --data {data}`.\n"
        )


def existing_settings(data: Path) -> Settings:
    """The settings of a data directory that was set up. Raises Invalid for any other, and makes nothing there."""
    if not (data / "keys").is_dir():
        raise Invalid(
            f"{data} is not a data directory of Bonghwa.", next_step="Check --data, or run `bonghwa setup`."
        )
    return load_settings(data)


async def _token(settings: Settings) -> str | None:
    await upgrade(settings.database)
    store = Store(settings.database)
    try:
        async with store.write() as tx:
            return await issue_setup_link(tx)
    finally:
        await store.close()


@server_app.command()
def server(data: Data = DEFAULT_DATA) -> None:
    """Run the server until it is told to stop (Ctrl-C, SIGTERM)."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings = load_settings(data)
    os.environ["BONGHWA_DATA"] = str(settings.data)
    uvicorn.run(
        "bonghwa.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        ws_max_size=8 * 1024 * 1024,
        timeout_graceful_shutdown=5,
    )
