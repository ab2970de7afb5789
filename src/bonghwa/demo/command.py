"""`bonghwa demo`."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Annotated

import typer

from bonghwa.demo.clearing import clear_old_runs
from bonghwa.demo.faults import Fault, healthy, inject, restore_everything
from bonghwa.demo.mailbox import read
from bonghwa.demo.stage import PORT, Stage, stage
from bonghwa.demo.story import Ending, play
from bonghwa.kernel.errors import Unavailable

app = typer.Typer(add_completion=False)

HOME = Path(os.environ.get("BONGHWA_DEMO_HOME", "demo-home"))


@app.command()
def demo(
    *,
    once: Annotated[
        bool, typer.Option("--once", help="Play one story without a person, print one JSON line.")
    ] = False,
    fault: Annotated[Fault | None, typer.Option(help="Which fault; otherwise the first.")] = None,
    home: Annotated[Path, typer.Option(help="Where the demo keeps its folders and reports.")] = HOME,
    port: Annotated[
        int | None, typer.Option(help=f"The server's port; by default {PORT}, or any with --once.")
    ] = None,
) -> None:
    """Start server, agent and a real victim on loopback, and break it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a script started us with it ignored
    ending = asyncio.run(
        _once(home.resolve(), fault or Fault.WORKER, port)
        if once
        else _watch(home.resolve(), fault, port or PORT)
    )
    if ending is not None:
        sys.stdout.write(
            json.dumps({name: getattr(ending, name) for name in ending.__struct_fields__}, ensure_ascii=False)
            + "\n"
        )
        sys.exit(0 if ending.good else 1)


async def _once(home: Path, fault: Fault, port: int | None) -> Ending:
    async with stage(await _folder(home), port=port) as ready:
        return await play(ready, fault, home / "reports", _tell)


async def _watch(home: Path, fault: Fault | None, port: int) -> None:
    """Break the shop again and again, at a person's pace, until Ctrl-C."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with stage(await _folder(home), port=port) as ready:
        _tell(_welcome(ready))
        shown = asyncio.create_task(_show_mails(ready))
        for next_fault in [fault] if fault else cycle(Fault):
            if next_fault is None or ended.is_set():
                break
            await _one_turn(ready, next_fault, ended)
        if not ended.is_set():
            await ended.wait()
        shown.cancel()
        _tell("Ending every process that was started …")


async def _one_turn(ready: Stage, fault: Fault, ended: asyncio.Event) -> None:
    """Break, then wait until the shop is well again for a while, or the end."""
    if await _pause(ended, 5):
        return
    _tell(f"\n● Breaking the shop: {fault.story}.\n  Approve what is proposed: {ready.address}/app/incidents")
    await _break(ready, fault)
    well = 0
    for _ in range(1800):
        if await _pause(ended, 1):
            return
        well = well + 1 if await healthy(ready.shop) else 0
        if well == 1:
            _tell("● The shop is well again. The report is at the incident.")
        if well >= 20:
            return
    await restore_everything(ready.shop)


async def _break(ready: Stage, fault: Fault) -> None:
    try:
        await inject(ready.shop, fault)
    except Unavailable as error:
        _tell(f"● {error}")


async def _pause(ended: asyncio.Event, seconds: float) -> bool:
    """Wait; True when the end has come."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ended.wait()
    return ended.is_set()


async def _show_mails(ready: Stage) -> None:
    """Print every mail that the demo's mailbox receives."""
    number = 0
    while True:
        mails = ready.mailbox.all()
        for path in mails[number:]:
            mail = await asyncio.to_thread(read, path)
            _tell(f"✉ {mail.subject}\n    " + mail.text.strip().replace("\n", "\n    "))
        number = len(mails)
        await asyncio.sleep(0.5)


async def _folder(home: Path) -> Path:
    await clear_old_runs(home)
    return home / f"run-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"


def _welcome(ready: Stage) -> str:
    return f"""
Bonghwa is running.

  Address    {ready.address}
  Login      {ready.admin.login}       Password  {ready.admin.password}
  Approver   {ready.approver.login}       Password  {ready.approver.password}
  The shop   {ready.shop.address}

Sign in, open the newest incident and watch: evidence, cause, proposal. Approve it: your browser makes its own
signing key the first time. Then see the run prove that it worked, and read the report. Ctrl-C ends everything.
"""


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
