"""Somebody who plays on a stage as people do: through the public API, signing with an approver key."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from tests.scenarios.waiting import eventually

from bonghwa.demo.faults import Fault, healthy, inject
from bonghwa.demo.stage import Stage
from bonghwa.doors.cli.client import Api
from bonghwa.kernel.errors import Conflict

OVER = frozenset({"succeeded", "failed", "undone", "changed", "refused", "cancelled", "unknown"})
Case = dict[str, Any]


class Player:
    """The approver at work; `admin` is there for what only an administrator may."""

    def __init__(self, stage: Stage, api: Api, person: dict[str, Any], admin: Api) -> None:
        self.stage = stage
        self.api = api
        self.person = person
        self.admin = admin

    @classmethod
    @contextlib.asynccontextmanager
    async def on(cls, stage: Stage) -> AsyncIterator["Player"]:
        api, person = await asyncio.to_thread(stage.signed_in, stage.approver)
        admin, _ = await asyncio.to_thread(stage.signed_in, stage.admin)
        try:
            yield cls(stage, api, person, admin)
        finally:
            api.close()
            admin.close()

    async def get(self, path: str, **query: Any) -> Any:
        return await asyncio.to_thread(lambda: self.api.get(f"/api/v1{path}", **query))

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        return await asyncio.to_thread(self.api.call, method, f"/api/v1{path}", body)

    async def incidents(self, status: str | None = None) -> list[dict[str, Any]]:
        query = {"limit": 500} | ({"status": status} if status else {})
        items: list[dict[str, Any]] = (await self.get("/incidents", **query))["items"]
        return items

    async def case(self, incident: str) -> Case:
        found: Case = await self.get(f"/incidents/{incident}")
        return found

    async def clear(self) -> None:
        """Close by hand what is open, so that the next fault is a new story; wait until nothing works any more."""

        async def all_resolved() -> bool:
            for item in await self.incidents("open"):
                if item["status"] not in {"new", "diagnosing", "repairing"}:
                    with contextlib.suppress(Conflict):  # it moved on meanwhile
                        await self.call(
                            "POST", f"/incidents/{item['id']}/resolve", {"reason": "next chapter"}
                        )
            return not await self.incidents("open")

        await eventually(lambda: healthy(self.stage.shop), "a healthy shop")
        await eventually(all_resolved, "the end of all incidents", every=0.2)

    async def broken(self, fault: Fault = Fault.WORKER) -> Case:
        """Break the shop and wait until a proposal of a new incident waits for a person."""
        known = {item["id"] for item in await self.incidents()}
        await inject(self.stage.shop, fault)
        return await self.proposed(known)

    async def proposed(self, known: set[str]) -> Case:
        """The first case beyond `known` whose own proposal waits."""

        async def waiting() -> Case | None:
            for item in await self.incidents():
                if item["id"] not in known and item["status"] == "awaiting_approval":
                    case = await self.case(item["id"])
                    if self.pending(case):
                        return case
            return None

        try:
            found: Case = await eventually(waiting, "a proposal")
        except AssertionError as error:
            states = [f"{i['title'][:80]}: {i['status']}, {i['cause']}" for i in await self.incidents()]
            raise AssertionError("\n".join([str(error), *states])) from error
        return found

    def pending(self, case: Case) -> dict[str, Any] | None:
        own = (p for p in case["proposals"] if p["status"] == "pending" and p["incident"] == case["id"])
        return next(own, None)

    async def approve(self, case: Case) -> Any:
        proposal = self.pending(case)
        assert proposal is not None
        return await asyncio.to_thread(self.api.approve, proposal, self.person["id"], self.stage.approver_key)

    async def run_of(self, case: Case) -> dict[str, Any]:
        """The run of a case as soon as there is one."""
        fresh: Case = await eventually(lambda: self._run(case["id"], finished=False), "a run")
        return fresh

    async def finished(self, case: Case) -> dict[str, Any]:
        """The run of a case once it is over and reported."""
        run: Case = await eventually(lambda: self._run(case["id"], finished=True), "the end of the run")
        return run

    async def _run(self, incident: str, *, finished: bool) -> dict[str, Any] | None:
        case = await self.case(incident)
        if finished and not case["report"]:
            return None
        runs = (run for run in case["runs"] if not finished or run["status"] in OVER)
        return next(runs, None)
