"""Error lines are written while connections are cut, the server is killed and the agent is killed: each line is
counted exactly once."""

import asyncio
import random

import pytest
from tests.scenarios.audit import assert_audit_intact
from tests.scenarios.cutting_proxy import CuttingProxy
from tests.scenarios.ledger import Ledger

from bonghwa.demo.stage import Stage, until_ready

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SEED = 20_260_304
CUTS = 4


async def test_every_error_line_is_counted_once_whatever_breaks(ready: Stage) -> None:
    chance = random.Random(SEED)
    log = ready.shop.worker_output
    configuration = ready.folder / "agent" / "agent.toml"

    # The connection is cut again and again while 10,000 lines are written; the log is rotated in between.
    port = int(ready.address.rpartition(":")[2])
    async with CuttingProxy(port, chance).running() as proxy:
        await ready.agent.stop()
        text = configuration.read_text("utf-8")
        configuration.write_text(text.replace(f"127.0.0.1:{port}/", f"127.0.0.1:{proxy.port}/"), "utf-8")
        await ready.agent.start()
        ledger = Ledger(ready, log, "cut")
        proxy.cutting = True
        await ledger.write(5_000)
        ledger.rotate()
        await ledger.write(5_000)
        while proxy.cuts < CUTS:  # how soon a connection is cut depends on how busy the machine is
            await ledger.write(200)
        proxy.cutting = False
        await ledger.all_counted()
        assert ledger.written >= 10_000

        # The server is killed at random moments while lines come in.
        ledger = Ledger(ready, log, "killed")
        writing = asyncio.create_task(ledger.write(4_000, at_once=20, pause=0.05))
        for _ in range(4):
            await asyncio.sleep(chance.uniform(0.1, 1.0))
            await ready.server.stop(kill=True)
            await ready.server.start()
            await until_ready(ready.address, ready.server)
        await writing
        await ledger.all_counted()

        # The agent is killed at random moments while lines come in.
        ledger = Ledger(ready, log, "orphaned")
        writing = asyncio.create_task(ledger.write(4_000, at_once=20, pause=0.02))
        for _ in range(4):
            await asyncio.sleep(chance.uniform(0.1, 1.0))
            await ready.agent.stop(kill=True)
            await ready.agent.start()
        await writing
        await ledger.all_counted()
    await assert_audit_intact(ready)
