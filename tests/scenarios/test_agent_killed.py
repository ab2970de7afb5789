"""The agent is killed (kill -9) just before, during and just after an action: nothing is done twice, and what
nobody can know is said to be unknown."""

import asyncio
import shutil
from pathlib import Path

import pytest
from tests.scenarios.audit import assert_audit_intact
from tests.scenarios.gate import Gate
from tests.scenarios.journal import AgentJournal
from tests.scenarios.player import Player
from tests.scenarios.waiting import eventually

from bonghwa.demo.faults import healthy
from bonghwa.demo.victim.shop import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def test_an_agent_killed_around_an_action_does_it_once_or_says_what_it_does_not_know(
    player: Player,
) -> None:
    journal = AgentJournal(player.stage)
    startup = Gate(player.stage.shop, "startup")
    await away_when_the_order_is_given(player, startup)
    await player.clear()
    await just_before(player, startup, journal)
    await player.clear()
    await during(player, startup, journal)
    await player.clear()
    await just_after_unwritten(player, startup, journal)
    await player.clear()
    await just_after_untold(player, startup, journal)
    await player.clear()
    await during_and_nothing_left(player, startup, journal)
    await assert_audit_intact(player.stage)


async def away_when_the_order_is_given(player: Player, startup: Gate) -> None:
    """Away when the order is given: it is done when the agent is back."""
    stage = player.stage
    case = await player.broken()
    await stage.agent.stop(kill=True)
    await player.approve(case)
    await stage.agent.start()
    run = await player.finished(case)
    assert (run["status"], run["interrupted"], startup.calls) == ("succeeded", False, 1), run


async def just_before(player: Player, startup: Gate, journal: AgentJournal) -> None:
    """Just before: the order is written down, it has looked, but it has not started."""
    stage = player.stage
    case = await player.broken()
    await player.approve(case)
    with await asyncio.to_thread(journal.held_before_start, 1):
        assert journal.runs()[-1]["started_at"] is None
        await stage.agent.stop(kill=True)
    assert startup.calls == 1
    await stage.agent.start()
    run = await player.finished(case)
    assert (run["status"], run["verified"], run["interrupted"]) == ("succeeded", True, False), run
    assert startup.calls == 2


async def during(player: Player, startup: Gate, journal: AgentJournal) -> None:
    """During: what it had begun goes on without it; the new agent waits for it, looks and judges."""
    stage = player.stage
    case = await player.broken()
    startup.close()
    await player.approve(case)
    await eventually(lambda: startup.calls == 3, "the agent at work")
    await stage.agent.stop(kill=True)
    assert journal.runs()[-1]["started_at"]
    assert journal.runs()[-1]["result"] is None
    await stage.agent.start()
    startup.open()
    run = await player.finished(case)
    assert (run["status"], run["verified"], run["interrupted"]) == ("succeeded", True, True), run
    assert "interrupted" in run["reason"]
    assert startup.calls == 3
    assert await healthy(stage.shop)


async def just_after_unwritten(player: Player, startup: Gate, journal: AgentJournal) -> None:
    """Just after: everything is done and good, but the result could not be written down."""
    stage = player.stage
    case = await player.broken()
    startup.close()
    await player.approve(case)
    await eventually(lambda: startup.calls == 4, "the agent at work")
    acting = journal.runs()[-1]["process"]
    with journal.held():
        startup.open()
        await eventually(lambda: healthy(stage.shop), "the shop well again")
        await eventually(lambda: not Path(f"/proc/{acting}").exists(), "the end of the action's program")
        await stage.agent.stop(kill=True)
    assert journal.runs()[-1]["result"] is None
    await stage.agent.start()
    run = await player.finished(case)
    assert (run["status"], run["verified"], run["interrupted"]) == ("succeeded", True, True), run
    assert startup.calls == 4


async def just_after_untold(player: Player, startup: Gate, journal: AgentJournal) -> None:
    """Just after: the result is written down, but was never told."""
    stage = player.stage
    case = await player.broken()
    startup.close()
    await player.approve(case)
    await eventually(lambda: startup.calls == 5, "the agent at work")
    await stage.server.stop(kill=True)
    startup.open()
    await eventually(lambda: journal.runs()[-1]["result"], "the result in the journal")
    await stage.agent.stop(kill=True)
    await stage.agent.start()
    await stage.server.start()
    run = await player.finished(case)
    assert (run["status"], run["verified"], run["interrupted"]) == ("succeeded", True, False), run
    assert startup.calls == 5


async def during_and_nothing_left(player: Player, startup: Gate, journal: AgentJournal) -> None:
    """During, and afterwards there is nothing left to look at: it says that it does not know."""
    stage = player.stage
    case = await player.broken()
    startup.close()
    await player.approve(case)
    await eventually(lambda: startup.calls == 6, "the agent at work")
    await stage.agent.stop(kill=True)
    home = stage.shop.home(Service.WORKER)
    away = home.with_name("worker-moved-away")
    shutil.move(home, away)
    await stage.agent.start()
    run = await player.finished(case)
    assert (run["status"], run["verified"], run["interrupted"]) == ("unknown", False, True), run
    told = await player.case(case["id"])
    assert told["status"] == "needs_person"
    assert "timeline.run_unknown" in [entry["key"] for entry in told["timeline"]]
    shutil.move(away, home)
    startup.open()
    assert len(journal.runs()) == startup.calls == 6
