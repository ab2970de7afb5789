"""`bonghwa audit verify`."""

import asyncio
import json as jsonlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from bonghwa.doors.cli.server import DEFAULT_DATA, Data, Json, existing_settings
from bonghwa.kernel.keys.ring import KeyRing
from bonghwa.kernel.settings import Settings
from bonghwa.registry.audit.heads import heads_in_file
from bonghwa.registry.audit.verification import Verification, verify_chain
from bonghwa.store.store import Store
from bonghwa.vocabulary.wire import AuditHead

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def audit() -> None:
    """The audit chain."""


@app.command()
def verify(
    data: Data = DEFAULT_DATA,
    heads: Annotated[
        list[Path] | None, typer.Option(help="Files of signed heads that agents have kept.")
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Check every link of the chain, the JSON Lines beside it, and the heads that agents have kept. Exit 1 if broken."""
    settings = existing_settings(data)
    order_key = KeyRing(settings.data / "keys").order.public()
    kept = [head for path in heads or () for head in heads_in_file(path, order_key)]
    result = asyncio.run(_verify(settings, kept))
    if json:
        broken = [{"sequence": b.sequence, "reason": b.reason} for b in result.broken]
        body = {"entries": result.entries, "intact": result.intact, "heads": len(kept), "broken": broken}
        sys.stdout.write(jsonlib.dumps(body) + "\n")
    elif result.intact:
        sys.stdout.write(f"Intact: {result.entries} entries, {len(kept)} kept heads.\n")
    else:
        sys.stdout.write("BROKEN\n" + "".join(f"  {b.reason}\n" for b in result.broken[:50]))
    sys.exit(0 if result.intact else 1)


async def _verify(settings: Settings, heads: list[AuditHead]) -> Verification:
    store = Store(settings.database)
    try:
        async with store.read() as tx:
            return await verify_chain(tx, journal=settings.data / "audit.jsonl", heads=heads)
    finally:
        await store.close()
