"""`bonghwa fleet import`: the inventory from one file, as often as you like."""

import asyncio
import sys
import tomllib
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bonghwa.doors.cli.server import DEFAULT_DATA, Data
from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.settings import Settings, load_settings
from bonghwa.registry.fleet.inventory import add_institution, add_server, add_service, add_system
from bonghwa.registry.fleet.model import AlreadyThere, Institution, Server, Service, System
from bonghwa.store.migrate import upgrade
from bonghwa.store.store import Store, Tx
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.values import Values, values_from

MAX_BYTES = 16 * 1024 * 1024

app = typer.Typer(add_completion=False, no_args_is_help=True)


class Inventory(Values, frozen=True):
    """The tables of the file: [[institution]], [[system]], [[server]], [[service]] with [service.settings]."""

    institution: tuple[Institution, ...] = ()
    system: tuple[System, ...] = ()
    server: tuple[Server, ...] = ()
    service: tuple[Service, ...] = ()


@app.callback()
def fleet() -> None:
    """The inventory: institutions, systems, servers, services."""


@app.command(name="import")
def import_(file: Annotated[Path, typer.Argument(help="A TOML file.")], data: Data = DEFAULT_DATA) -> None:
    """Add what the file names and the inventory does not hold yet; what is there stays as it is."""
    inventory = read_inventory(file)
    added, kept = asyncio.run(_add(load_settings(data), inventory))
    sys.stdout.write(f"Added {added}, left {kept} as they were.\n")


def read_inventory(file: Path) -> Inventory:
    """The inventory in a file. Raises Invalid naming what is wrong in it."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Invalid(f"{file} is larger than {MAX_BYTES} bytes.", next_step="Split it.")
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(
            f"{file} cannot be read: {error}", next_step="docs/guide.md shows what it looks like."
        ) from error
    return values_from(raw, Inventory, what=str(file))


async def _add(settings: Settings, inventory: Inventory) -> tuple[int, int]:
    """(added, kept), each thing in a transaction of its own, so that one that exists stops nothing."""
    await upgrade(settings.database)
    store = Store(settings.database)
    try:
        results = [
            *[
                await _is_new(store, partial(add_institution, actor=SYSTEM, institution=i))
                for i in inventory.institution
            ],
            *[await _is_new(store, partial(add_system, actor=SYSTEM, system=s)) for s in inventory.system],
            *[await _is_new(store, partial(add_server, actor=SYSTEM, server=s)) for s in inventory.server],
            *[await _is_new(store, partial(add_service, actor=SYSTEM, service=s)) for s in inventory.service],
        ]
    finally:
        await store.close()
    return results.count(True), results.count(False)


async def _is_new(store: Store, add: Callable[[Tx], Awaitable[object]]) -> bool:
    try:
        async with store.write() as tx:
            await add(tx)
    except AlreadyThere:
        return False
    return True
