"""The stop switch is turned on while a run acts: it ends, nothing further happens, and nothing begins until it is off."""

import asyncio
import contextlib
import json
import sqlite3

import pytest
from tests.scenarios.audit import assert_audit_intact, verified_audit
from tests.scenarios.gate import Gate
from tests.scenarios.player import Player
from tests.scenarios.waiting import eventually

from bonghwa.demo.faults import healthy
from bonghwa.demo.stage import Stage
from bonghwa.kernel.errors import Forbidden

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


async def test_the_stop_switch_halts_a_run_and_keeps_everything_still(player: Player) -> None:
    stage = player.stage
    shutdown, startup = Gate(stage.shop, "shutdown"), Gate(stage.shop, "startup")

    # A run is at work: it is about to restart, and waits in the stop script.
    case = await player.broken()
    shutdown.close()
    await player.approve(case)
    await eventually(lambda: shutdown.calls == 1, "the agent at work")
    switch = await player.call("PUT", "/stop-switch", {"on": True, "reason": "an audit is under way"})
    assert (switch["on"], switch["by"]) == (True, player.person["login"])
    run = await player.finished(case)
    assert (run["status"], run["verified"]) == ("cancelled", False), run
    assert "stop switch" in run["reason"].lower()
    shutdown.open()
    assert (await player.case(case["id"]))["status"] == "needs_person"

    # Neither a restart of the agent nor one of the server sets it going again.
    await stage.agent.stop(kill=True)
    await stage.server.stop(kill=True)
    await stage.server.start()
    await stage.agent.start()
    assert (await eventually(lambda: player.get("/stop-switch"), "the server"))["on"] is True
    assert startup.calls == 0
    assert not await healthy(stage.shop)

    # Only somebody who may stop everywhere releases it; the approver of one system may not.
    answer = await asyncio.to_thread(released, player, by_approver=True)
    assert answer == "forbidden"
    assert await asyncio.to_thread(released, player, by_approver=False) == "released"

    # The shop is still broken: after the release the next story ends well.
    known = {item["id"] for item in await player.incidents()}
    for item in await player.incidents("open"):
        await player.call("POST", f"/incidents/{item['id']}/resolve", {"reason": "try again"})
    case = await player.proposed(known)
    await player.call("PUT", "/stop-switch", {"on": True, "reason": "wait a moment"})
    await player.approve(case)
    run = await player.finished(case)
    assert (run["status"], startup.calls) == ("cancelled", 0), run
    assert await asyncio.to_thread(released, player, by_approver=False) == "released"
    known = {item["id"] for item in await player.incidents()}
    for item in await player.incidents("open"):
        await player.call("POST", f"/incidents/{item['id']}/resolve", {"reason": "try again"})
    case = await player.proposed(known)
    await player.approve(case)
    run = await player.finished(case)
    assert (run["status"], run["verified"], startup.calls) == ("succeeded", True, 1), run
    assert await healthy(stage.shop)
    await assert_audit_intact(stage)
    await somebody_covers_their_tracks(stage)


async def somebody_covers_their_tracks(stage: Stage) -> None:
    """The end of the audit is cut off, in the database and in the file: only the agent's memory tells."""
    await stage.server.stop()
    journal = stage.data / "audit.jsonl"
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    journal.write_text("".join(lines[:-3]), "utf-8")
    last = json.loads(lines[-4])["sequence"]
    with contextlib.closing(sqlite3.connect(stage.data / "bonghwa.db", timeout=30)) as connection, connection:
        connection.execute("DELETE FROM audit_entries WHERE sequence > ?", (last,))
    assert (await verified_audit(stage, with_heads=False))["intact"] is True
    assert (await verified_audit(stage))["intact"] is False


def released(player: Player, *, by_approver: bool) -> str:
    api = player.api if by_approver else player.admin
    try:
        api.call("PUT", "/api/v1/stop-switch", {"on": False, "reason": "go on"})
    except Forbidden:
        return "forbidden"
    return "released"
