"""The server is killed (kill -9) in the middle of things: it goes on where it was, and nothing happens twice."""

import pytest
from tests.scenarios.audit import assert_audit_intact
from tests.scenarios.gate import Gate
from tests.scenarios.journal import AgentJournal
from tests.scenarios.player import Case, Player
from tests.scenarios.waiting import eventually

from bonghwa.demo.faults import healthy
from bonghwa.demo.stage import Stage, until_ready
from bonghwa.demo.victim.operation import pid_of
from bonghwa.demo.victim.shop import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


async def restart(stage: Stage) -> None:
    await stage.server.start()
    await until_ready(stage.address, stage.server)


async def test_a_server_killed_around_a_step_goes_on_and_nothing_is_done_twice(player: Player) -> None:
    stage, journal = player.stage, AgentJournal(player.stage)
    startup = Gate(stage.shop, "startup")

    # It waits for approval: the proposal is still there afterwards, and the approval works.
    case = await player.broken()
    shown = player.pending(case)
    await stage.server.stop(kill=True)
    await restart(stage)
    again = await player.case(case["id"])
    assert player.pending(again) == shown
    assert startup.calls == 0

    # The agent is at work; the server comes back before the work is done.
    startup.close()
    await player.approve(again)
    await eventually(lambda: startup.calls, "the agent at work")
    await stage.server.stop(kill=True)
    await restart(stage)
    startup.open()
    await ended_well(player, again, startup, journal, orders=1)

    # The agent is at work; the work is done before the server comes back.
    await player.clear()
    startup.close()
    case = await player.broken()
    await player.approve(case)
    await eventually(lambda: startup.calls == 2, "the agent at work")
    await stage.server.stop(kill=True)
    startup.open()
    await eventually(lambda: journal.runs()[-1]["result"], "the result in the agent's journal")
    await restart(stage)
    await ended_well(player, case, startup, journal, orders=2)

    # Right after the approval was committed, whatever came of it by then.
    await player.clear()
    case = await player.broken()
    await player.approve(case)
    await stage.server.stop(kill=True)
    await restart(stage)
    await ended_well(player, case, startup, journal, orders=3)
    await assert_audit_intact(stage)


async def ended_well(
    player: Player, case: Case, startup: Gate, journal: AgentJournal, *, orders: int
) -> None:
    run = await player.finished(case)
    assert (run["status"], run["verified"], run["interrupted"]) == ("succeeded", True, False), run
    assert await healthy(player.stage.shop)
    assert startup.calls == orders
    assert len(journal.runs()) == orders
    pid = pid_of(player.stage.shop, Service.WORKER)
    identity = run["steps"][-1]["after"]["identity"]
    assert [one.partition(":")[0] for one in identity] == [str(pid)]
    resolved = await player.case(case["id"])
    assert resolved["status"] == "resolved"
    assert [entry["key"] for entry in resolved["timeline"]].count("timeline.run_succeeded") == 1
