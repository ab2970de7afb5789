"""The story, played without a person: break, watch, approve as the second user, prove, report."""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from bonghwa.demo.faults import Fault, healthy, inject
from bonghwa.demo.stage import Stage
from bonghwa.doors.cli.client import Api
from bonghwa.kernel.errors import Unavailable
from bonghwa.kernel.files import write_atomically

STORY_SECONDS = 40.0
OVER = frozenset({"succeeded", "failed", "undone", "changed", "refused", "cancelled", "unknown"})

Tell = Callable[[str], None]


class Ending(Struct, frozen=True):
    """How the story ended, as one JSON line says it. `report` is the path of the file that stays."""

    fault: str
    incident: int
    cause: str | None
    detected_ms: int
    approved_by: str
    run: str
    verified: bool
    report: str
    audit: str

    @property
    def good(self) -> bool:
        """Whether everything is as it must be."""
        return self.run == "succeeded" and self.verified and self.audit == "intact"


async def play(stage: Stage, fault: Fault, reports: Path, tell: Tell) -> Ending:
    """Break the shop by `fault` and see it through. Raises Unavailable when it takes too long."""
    api, person = await asyncio.to_thread(stage.signed_in, stage.approver)
    known = {item["id"] for item in await asyncio.to_thread(_incidents, api)}
    tell(f"Breaking the shop: {fault.story}.")
    began = time.monotonic()
    broken = asyncio.create_task(inject(stage.shop, fault))
    found = await _until(api, lambda items: next((i for i in items if i["id"] not in known), None))
    detected = int((time.monotonic() - began) * 1000)
    await broken
    tell(f"Incident {found['number']} after {detected} ms: {found['title'][:120]}")
    case = await _waiting_case(api, known)
    proposal = next(p for p in case["proposals"] if p["status"] == "pending")
    tell(f"Cause: {case['cause_label']}. Proposed: {proposal['title']} ({proposal['risk']}).")
    await asyncio.to_thread(api.approve, proposal, person["id"], stage.approver_key)
    tell(f"Approved and signed by {person['name']}.")
    run = await _finished_run(api, case["id"])
    tell(f"Run {run['status']}: {run['reason']}")
    report = await _report(api, case["id"], reports / f"incident-{case['number']}-{fault.value}")
    verified = bool(run["verified"]) and await _well(stage)
    ending = Ending(
        fault=fault.value,
        incident=case["number"],
        cause=case["cause"],
        detected_ms=detected,
        approved_by=person["login"],
        run=run["status"],
        verified=verified,
        report=str(report),
        audit=await _audit(stage),
    )
    api.close()
    return ending


def _incidents(api: Api) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = api.get("/api/v1/incidents", limit=50)["items"]
    return items


async def _until(api: Api, choose: Callable[[list[dict[str, Any]]], dict[str, Any] | None]) -> dict[str, Any]:
    deadline = time.monotonic() + STORY_SECONDS
    while time.monotonic() < deadline:
        chosen = choose(await asyncio.to_thread(_incidents, api))
        if chosen is not None:
            return chosen
        await asyncio.sleep(0.05)
    raise Unavailable(
        "No incident appeared in time.", next_step="See server.log and agent.log in the demo's folder."
    )


async def _waiting_case(api: Api, known: set[str]) -> dict[str, Any]:
    """The case whose own proposal waits for a person."""
    deadline = time.monotonic() + STORY_SECONDS
    states: list[str] = []
    while time.monotonic() < deadline:
        fresh = [item for item in await asyncio.to_thread(_incidents, api) if item["id"] not in known]
        states = [f"{item['number']}: {item['status']} ({item['cause']})" for item in fresh]
        for item in fresh:
            if item["status"] == "awaiting_approval":
                case: dict[str, Any] = await asyncio.to_thread(api.get, f"/api/v1/incidents/{item['id']}")
                if any(p["status"] == "pending" and p["incident"] == case["id"] for p in case["proposals"]):
                    return case
        await asyncio.sleep(0.05)
    raise Unavailable(f"Nothing was proposed in time; incidents: {', '.join(states)}.")


async def _finished_run(api: Api, incident: str) -> dict[str, Any]:
    deadline = time.monotonic() + STORY_SECONDS
    while time.monotonic() < deadline:
        case = await asyncio.to_thread(api.get, f"/api/v1/incidents/{incident}")
        for run in case["runs"]:
            if run["status"] in OVER and case["report"]:
                found: dict[str, Any] = run
                return found
        await asyncio.sleep(0.1)
    raise Unavailable(
        "The run did not end in time.", next_step="See server.log and agent.log in the demo's folder."
    )


async def _report(api: Api, incident: str, path: Path) -> Path:
    for kind in ("md", "html"):
        text = await asyncio.to_thread(api.text, f"/api/v1/incidents/{incident}/report.{kind}")
        write_atomically(path.with_suffix(f".{kind}"), text.encode(), mode=0o644)
    return path.with_suffix(".html")


async def _well(stage: Stage) -> bool:
    for _ in range(40):
        if await healthy(stage.shop):
            return True
        await asyncio.sleep(0.1)
    return False


async def _audit(stage: Stage) -> str:
    """Whether the chain is intact, also by the heads that the agent has kept."""
    heads = stage.folder / "heads.txt"
    with heads.open("wb") as file:
        keeping = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bonghwa",
            "agent",
            "heads",
            "--directory",
            str(stage.folder / "agent"),
            stdout=file,
        )
    if await keeping.wait() != 0:
        return "heads unreadable"
    arguments = [
        "-m",
        "bonghwa",
        "audit",
        "verify",
        "--data",
        str(stage.data),
        "--heads",
        str(heads),
        "--json",
    ]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    return "intact" if await process.wait() == 0 else "broken"
