"""Looks for the analyst and for previews: read-only orders by policy, without waiting for a person."""

import asyncio
import time
from datetime import timedelta
from typing import Any

from bonghwa.actions import CATALOGUE
from bonghwa.flow.diagnoses.model import LookReport
from bonghwa.flow.runs.model import Dispatcher
from bonghwa.kernel.canonical_json import sha256_of
from bonghwa.kernel.errors import BonghwaError
from bonghwa.kernel.ids import new_id, new_secret
from bonghwa.registry.fleet.inventory import get_server
from bonghwa.store.store import Store
from bonghwa.vocabulary.action import Verdict
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.order import ORDER_VERSION, Order, Phase
from bonghwa.vocabulary.plan import Plan, PlanStep, plan_hash

LOOK_SECONDS = 40.0
FRESH_SECONDS = 2.0


class AgentLooker:
    """A Looker that asks the agent of the host; what goes wrong becomes the report's reason.

    A burst of incidents asks the same of the same host: for FRESH_SECONDS one answer serves all who ask, so that a
    sick server is not looked at to death.
    """

    def __init__(self, store: Store, dispatcher: Dispatcher) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._recent: dict[str, tuple[float, asyncio.Task[LookReport]]] = {}

    async def look(self, host: str, action: str, params: dict[str, Any]) -> LookReport:
        """What `action` sees on `host`, changing nothing; at most FRESH_SECONDS old."""
        now = time.monotonic()
        self._recent = {key: kept for key, kept in self._recent.items() if now - kept[0] < FRESH_SECONDS}
        key = sha256_of({"host": host, "action": action, "params": params})
        if key not in self._recent:
            self._recent[key] = (now, asyncio.create_task(self._look(host, action, params)))
        return await asyncio.shield(self._recent[key][1])

    async def _look(self, host: str, action: str, params: dict[str, Any]) -> LookReport:
        try:
            order = await self._order(host, action, params)
            result = await self._dispatcher.dispatch(order, wait_seconds=LOOK_SECONDS)
        except BonghwaError as error:
            return LookReport(ok=False, reason=f"could not look: {error.message}")
        seen = result.outcome.verdict is Verdict.SUCCEEDED if result.outcome else False
        reason = result.outcome.reason if result.outcome else result.reason
        return LookReport(ok=seen, reason=reason, state=result.before, look_digest=result.look_digest)

    async def _order(self, host: str, action: str, params: dict[str, Any]) -> Order:
        async with self._store.read() as tx:
            server = await get_server(tx, SYSTEM, host)
            now = tx.clock.now()
        known = CATALOGUE[action]
        step = PlanStep(
            action=known.name,
            version=known.version,
            params=params,
            agent=server.agent or "",
            host=host,
            risk=known.risk,
        )
        expires = now + timedelta(seconds=LOOK_SECONDS)
        plan = Plan(id=new_id(), steps=(step,), requester=SYSTEM.id, expires_at=expires)
        return Order(
            version=ORDER_VERSION,
            id=new_id(),
            nonce=new_secret(),
            agent=server.agent or "",
            host=host,
            institution=server.institution,
            system=server.system,
            phase=Phase.LOOK,
            step=0,
            plan=plan,
            plan_hash=plan_hash(plan),
            issued_at=now,
            expires_at=expires,
        )
