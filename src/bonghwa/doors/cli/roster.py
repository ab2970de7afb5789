"""`bonghwa roster`: where the root key has been taken offline, the roster travels to it and back."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from bonghwa.doors.cli.server import DEFAULT_DATA, Data, existing_settings
from bonghwa.doors.cli.terminal import printable
from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.files import write_atomically
from bonghwa.kernel.keys import public_key_from_jwk, sign, signing_key_from_file
from bonghwa.kernel.keys.ring import KeyRing
from bonghwa.kernel.settings import Settings
from bonghwa.registry.people.approvers import draft_roster, publish_roster
from bonghwa.store.store import Store
from bonghwa.vocabulary.approval import ROSTER_TYPE, Roster
from bonghwa.vocabulary.values import decode_as

app = typer.Typer(add_completion=False, no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="The file to read or write.")]


@app.command()
def draft(file: File, data: Data = DEFAULT_DATA) -> None:
    """Write the roster as it should be, to be signed elsewhere."""
    roster = asyncio.run(_draft(existing_settings(data)))
    write_atomically(file, msgspec.json.format(msgspec.json.encode(roster), indent=2), mode=0o644)
    sys.stdout.write(f"{len(roster.entries)} entries, serial {roster.serial}: {file}\n")


@app.command(name="sign")
def sign_(file: File, key: Annotated[Path, typer.Option(help="The root key file.")], out: Path) -> None:
    """On the machine with the root key: read the draft, sign it."""
    roster = decode_as(file.read_bytes(), Roster, what=str(file))
    for entry in roster.entries:
        if public_key_from_jwk(entry.jwk).id != entry.key_id:
            raise Invalid(f"The key of {printable(entry.name)} is not the one that its entry names.")
        where = f"{entry.institution or 'everywhere'}/{entry.system or '*'}, up to {entry.highest_risk.value}"
        sys.stdout.write(printable(f"  {entry.name}: {where} {entry.key_id}") + "\n")
    typer.confirm("Are these the people who may approve?", abort=True)
    write_atomically(out, sign(signing_key_from_file(key), ROSTER_TYPE, roster).encode(), mode=0o644)
    sys.stdout.write(f"Signed: {out}\n")


@app.command(name="import")
def import_(file: File, data: Data = DEFAULT_DATA) -> None:
    """Publish a signed roster; agents get it at their next connection, or within seconds from a running server."""
    if file.stat().st_size > 1024 * 1024:
        raise Invalid(f"{file} is larger than a roster can be.")
    roster = asyncio.run(_publish(existing_settings(data), file.read_text(encoding="ascii").strip()))
    sys.stdout.write(f"Published serial {roster.serial} with {len(roster.entries)} entries.\n")


async def _draft(settings: Settings) -> Roster:
    store = Store(settings.database)
    try:
        async with store.read() as tx:
            return await draft_roster(tx)
    finally:
        await store.close()


async def _publish(settings: Settings, signed: str) -> Roster:
    store = Store(settings.database)
    try:
        async with store.write() as tx:
            return await publish_roster(tx, signed, KeyRing(settings.data / "keys").root_public)
    finally:
        await store.close()
