"""Who may approve what: not another plan, not one's own request, not from another institution; and what changes before
the run is not touched."""

import asyncio
import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.scenarios.audit import assert_audit_intact
from tests.scenarios.command import bonghwa
from tests.scenarios.gate import Gate
from tests.scenarios.player import Case, Player
from tests.scenarios.waiting import eventually
from websockets.asyncio.client import connect
from websockets.typing import Origin

from bonghwa.demo.faults import Fault
from bonghwa.demo.furniture import INSTITUTION, SYSTEM_CODE, Credentials
from bonghwa.demo.stage import Stage
from bonghwa.demo.victim.operation import start_service
from bonghwa.demo.victim.shop import Service
from bonghwa.doors.cli.client import Api
from bonghwa.kernel.errors import Conflict, Forbidden, NotFound
from bonghwa.kernel.ids import new_secret
from bonghwa.kernel.keys import approver_key, signing_key_from_file

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def newcomer(player: Player, login: str, *places: tuple[str | None, str | None]) -> Credentials:
    """A person who approves in these places, and nowhere else."""
    who = Credentials(login, new_secret(9))
    grants = [{"role": "approver", "institution": i, "system": s} for i, s in places]
    body = {"login": login, "name": login.title(), "password": who.password, "grants": grants}
    body |= {"email": f"{login}@example.invalid", "language": "en"}
    await asyncio.to_thread(player.admin.call, "POST", "/api/v1/people", body)
    return who


async def token_of(stage: Stage, who: Credentials) -> str:
    api, _ = await asyncio.to_thread(stage.signed_in, who)
    with contextlib.closing(api):
        made = await asyncio.to_thread(api.call, "POST", "/api/v1/tokens", {"label": "terminal", "days": 1})
    return str(made["token"])


async def test_only_the_right_person_approves_exactly_what_was_shown(player: Player, tmp_path: Path) -> None:
    stage, startup = player.stage, Gate(player.stage.shop, "startup")
    stranger = await newcomer(player, "stranger", ("elsewhere", None))
    frames: list[dict[str, Any]] = []
    async with watching(stage, stranger, frames):
        case = await player.broken()
        await nothing_is_there_for(stranger, player, case, tmp_path)
        await another_plan_is_not_approved(player, case)
        assert startup.calls == 0
        await two_places_and_a_terminal_will_do(player, case, tmp_path)
        assert startup.calls == 1
        await player.clear()
        assert {frame["type"] for frame in frames} <= {"hello", "ping", "stop_switch"}
    await the_plan_in_the_database_is_altered(player, startup)
    await player.clear()
    await the_requester_approves(player, startup)
    await the_world_changes_after_the_proposal(player, startup)
    await assert_audit_intact(stage)


@contextlib.asynccontextmanager
async def watching(stage: Stage, who: Credentials, frames: list[dict[str, Any]]) -> Any:
    """Somebody's open screen; `frames` is what it is sent."""
    async with httpx.AsyncClient(base_url=stage.address) as http:
        answer = await http.post("/api/v1/session", json={"login": who.login, "password": who.password})
        cookie = f"bonghwa_session={answer.cookies['bonghwa_session']}"
    address = stage.address.replace("http", "ws") + "/ws/live"
    async with connect(
        address, origin=Origin(stage.address), additional_headers={"Cookie": cookie}
    ) as socket:
        frames.append(json.loads(await socket.recv()))

        async def read() -> None:
            while True:
                frames.append(json.loads(await socket.recv()))

        reading = asyncio.create_task(read())
        try:
            yield
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def nothing_is_there_for(stranger: Credentials, player: Player, case: Case, tmp_path: Path) -> None:
    """A person of another institution: the incident does not exist, whichever way they ask."""
    stage, proposal = player.stage, player.pending(case)
    assert proposal is not None
    api, person = await asyncio.to_thread(stage.signed_in, stranger)
    with contextlib.closing(api):
        assert await asyncio.to_thread(api.get, "/api/v1/incidents") == {"items": [], "next_cursor": None}
        assert await asyncio.to_thread(api.get, "/api/v1/agents") == []
        assert await asyncio.to_thread(api.get, "/api/v1/fleet") == {"institutions": []}
        for path in ("", "/report.html", "/report.md"):
            with pytest.raises(NotFound):
                await asyncio.to_thread(api.get, f"/api/v1/incidents/{case['id']}{path}")
        with pytest.raises(NotFound):
            await asyncio.to_thread(api.approve, proposal, person["id"], approver_key())
        for path in (f"/proposals/{proposal['id']}/refusals", f"/incidents/{case['id']}/resolve"):
            with pytest.raises(NotFound):
                await asyncio.to_thread(api.call, "POST", f"/api/v1{path}", {"reason": "not mine"})
    environment = {"BONGHWA_SERVER": stage.address, "BONGHWA_TOKEN": await token_of(stage, stranger)}
    listed = await bonghwa("incidents", "--json", environment=environment)
    assert (listed.code, json.loads(listed.out)) == (0, [])
    key = tmp_path / "stranger.key"
    assert (await bonghwa("key", "--key", str(key), environment=environment)).code == 0
    tried = await bonghwa("approve", case["id"], "--yes", "--key", str(key), environment=environment)
    assert tried.code != 0
    assert case["title"][:20] not in tried.out + tried.err
    assert player.pending(await player.case(case["id"])) is not None


async def another_plan_is_not_approved(player: Player, case: Case) -> None:
    """A signature over a hash that is not the plan's, and the right hash with another one signed."""
    proposal = player.pending(case)
    assert proposal is not None
    person, key = player.person["id"], player.stage.approver_key
    with pytest.raises(Conflict):
        await asyncio.to_thread(player.api.approve, proposal | {"plan_hash": "0" * 64}, person, key)
    with pytest.raises(Forbidden):
        await asyncio.to_thread(player.api.approve, proposal, person, approver_key())
    with pytest.raises(Forbidden):
        await asyncio.to_thread(player.api.approve, proposal, "somebody-else", key)


async def two_places_and_a_terminal_will_do(player: Player, case: Case, tmp_path: Path) -> None:
    """An approver of two institutions, from the command line, with a key of their own and an API token."""
    stage = player.stage
    who = await newcomer(player, "jisoo", ("another", "place"), (INSTITUTION, SYSTEM_CODE))
    environment = {"BONGHWA_SERVER": stage.address, "BONGHWA_TOKEN": await token_of(stage, who)}
    key = tmp_path / "jisoo.key"
    made = await bonghwa("key", "--key", str(key), "--label", "terminal", environment=environment)
    assert made.code == 0, made
    assert key.stat().st_mode & 0o077 == 0
    assert signing_key_from_file(key).id in made.out

    async def on_the_roster() -> bool:
        api = Api(stage.address, token=environment["BONGHWA_TOKEN"])
        with contextlib.closing(api):
            keys = await asyncio.to_thread(api.get, "/api/v1/approver-keys")
        return bool(keys and keys[0]["in_roster"])

    await eventually(on_the_roster, "the new key on the roster")
    listed = await bonghwa("incidents", "--json", environment=environment)
    assert case["id"] in {item["id"] for item in json.loads(listed.out)}
    shown = await bonghwa("approve", case["id"], "--key", str(key), environment=environment, say="n\n")
    assert shown.code != 0
    assert case["proposals"][0]["plan_hash"] in shown.out
    done = await bonghwa("approve", case["id"], "--yes", "--key", str(key), environment=environment)
    assert (done.code, "Approved and signed." in done.out) == (0, True), done
    run = await player.finished(case)
    assert (run["status"], run["verified"]) == ("succeeded", True), run
    again = await bonghwa("approve", case["id"], "--yes", "--key", str(key), environment=environment)
    assert again.code != 0


def altered_rows(stage: Stage, statement: str, values: tuple[str, ...]) -> int:
    """Somebody with access to the server's database changes it behind its back."""
    with contextlib.closing(sqlite3.connect(stage.data / "bonghwa.db", timeout=30)) as connection, connection:
        return connection.execute(statement, values).rowcount


async def the_plan_in_the_database_is_altered(player: Player, startup: Gate) -> None:
    """After the approval, before the order: the agent is given a plan that nobody signed, and refuses."""
    stage, before = player.stage, startup.calls
    case = await player.broken()
    proposal = player.pending(case)
    assert proposal is not None
    await stage.agent.stop()
    await player.approve(case)
    # The agent is away, so that the order has been issued but not been taken.
    await player.run_of(case)
    await stage.server.stop(kill=True)
    switch = (
        "UPDATE proposals SET plan = json_set(plan, '$.steps[0].params.home', '/somewhere/else') WHERE id = ?"
    )
    assert altered_rows(stage, switch, (proposal["id"],)) == 1
    issued = (
        "UPDATE run_steps SET issued = json_set(issued, '$.plan.steps[0].params.home', '/somewhere/else')"
    )
    altered_rows(stage, issued + " WHERE issued IS NOT NULL AND result IS NULL", ())
    await stage.server.start()
    await stage.agent.start()
    run = await player.finished(case)
    assert (run["status"], run["verified"]) == ("refused", False), run
    assert "altered" in run["reason"]
    assert startup.calls == before
    assert (await player.case(case["id"]))["status"] == "needs_person"
    assert await start_service(stage.shop, Service.WORKER)


async def the_requester_approves(player: Player, startup: Gate) -> None:
    """What the approver has asked for, somebody else must approve."""
    stage, before = player.stage, startup.calls
    case = await player.broken()
    proposal = player.pending(case)
    assert proposal is not None
    asked = "UPDATE proposals SET requester = ? WHERE id = ?"
    assert altered_rows(stage, asked, (player.person["id"], proposal["id"])) == 1
    shown = player.pending(await player.case(case["id"]))
    assert shown is not None
    assert (shown["may_approve"], bool(shown["why_not"])) == (False, True)
    with pytest.raises(Forbidden):
        await player.approve(case)
    environment = {"BONGHWA_SERVER": stage.address, "BONGHWA_TOKEN": await token_of(stage, stage.approver)}
    arguments = ("approve", case["id"], "--yes", "--key", str(stage.folder / "approver.key"))
    assert (await bonghwa(*arguments, environment=environment)).code != 0
    assert startup.calls == before
    assert await start_service(stage.shop, Service.WORKER)

    # Closing the incident by hand withdraws what was proposed for it.
    await player.clear()
    left = await player.case(case["id"])
    assert player.pending(left) is None
    with pytest.raises(Conflict):
        await asyncio.to_thread(
            player.admin.call, "POST", f"/api/v1/proposals/{proposal['id']}/refusals", {"reason": "late"}
        )


async def the_world_changes_after_the_proposal(player: Player, startup: Gate) -> None:
    """Somebody starts the service by hand before the approval: nothing is done, and a person is asked."""
    stage = player.stage
    case = await player.broken()
    assert await start_service(stage.shop, Service.WORKER)
    before = startup.calls
    await player.approve(case)
    run = await player.finished(case)
    assert (run["status"], run["verified"]) == ("changed", False), run
    told = await player.case(case["id"])
    assert told["status"] == "needs_person"
    assert "timeline.run_changed" in [entry["key"] for entry in told["timeline"]]
    assert startup.calls == before

    # The same with a configuration that is altered once more.
    await player.clear()
    case = await player.broken(Fault.CONFIG)
    proposal = player.pending(case)
    assert proposal is not None
    assert [step["action"] for step in proposal["steps"]] == ["integrity.restore", "service.restart"]
    with stage.shop.configuration.open("a", encoding="utf-8") as file:
        file.write("\n# edited once more\n")
    await player.approve(case)
    run = await player.finished(case)
    assert [run["status"], *(step["status"] for step in run["steps"])] == ["changed", "changed", "waiting"]
    assert "edited once more" in stage.shop.configuration.read_text("utf-8")
