"""Every address asks who you are, and what is not yours does not exist."""

import re
from typing import Any

import pytest
from starlette.routing import BaseRoute
from tests.unit.doors.http.conftest import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

PUBLIC = {
    "GET /",
    "GET /login",
    "GET /app/{_path:path}",
    "GET /favicon.svg",
    "GET /docs",
    "GET /docs/start.js",
    "GET /openapi.json",
    "GET /health",
    "GET /ready",
    "GET /api/v1/version",
    "GET /api/v1/setup",
    "POST /api/v1/setup",
    "POST /api/v1/session",
    "POST /api/v1/agents/enrolments",
}
SOCKETS = {"/ws/live", "/ws/agent"}
FILES = {"/assets", "/docs/assets"}


def _flat(routes: list[BaseRoute]) -> list[BaseRoute]:
    """Routes, also those of routers that were included as a whole."""
    found: list[BaseRoute] = []
    for route in routes:
        inner = getattr(route, "routes", None)
        effective = getattr(route, "effective_route_contexts", None)
        if effective is not None:
            found.extend(effective())
        elif inner:
            found.extend(_flat(list(inner)))
        else:
            found.append(route)
    return found


def _addresses(running: Running) -> list[tuple[str, str]]:
    found = []
    for route in _flat(list(running.application.routes)):
        path: str = getattr(route, "path", "") or vars(route)["starlette_route"].path
        methods = getattr(route, "methods", None)
        if path in SOCKETS | FILES:
            continue
        assert methods, f"{route!r} is of a kind that this test does not know"
        found += [(method, path) for method in sorted(methods - {"HEAD", "OPTIONS"})]
    return found


async def test_without_a_session_every_address_but_the_public_ones_is_closed(running: Running) -> None:
    addresses = _addresses(running)
    assert len(addresses) > 30
    open_ones = set()
    async with running.anonymous() as client:
        for method, path in addresses:
            target = re.sub(r"\{[^}]*\}", "x", path)
            answer = await client.request(method, target, json={} if method != "GET" else None)
            if answer.status_code != 401:
                open_ones.add(f"{method} {path}")
    assert open_ones - PUBLIC == set()
    assert PUBLIC - {f"{m} {p}" for m, p in addresses} - {"GET /docs/oauth2-redirect"} == set()


FOREIGN: dict[str, dict[str, Any] | None] = {
    "GET /api/v1/incidents/{incident}": None,
    "POST /api/v1/incidents/{incident}/resolve": {"reason": "mine now"},
    "GET /api/v1/incidents/{incident}/report.md": None,
    "GET /api/v1/incidents/{incident}/report.html": None,
    "POST /api/v1/proposals/{proposal}/approvals": {"plan_hash": "0" * 64, "signature": "a.b.c"},
    "POST /api/v1/proposals/{proposal}/refusals": {"reason": "mine now"},
    "GET /api/v1/runs/{run}": None,
    "GET /api/v1/runs/{run}/output": None,
    "POST /api/v1/runs/{run}/cancel": {},
    "DELETE /api/v1/approver-keys/{key}": None,
}


async def test_every_address_with_an_id_is_in_the_table_below(running: Running) -> None:
    with_id = {f"{m} {p}" for m, p in _addresses(running) if "{" in p and p.startswith("/api")}
    assert with_id == FOREIGN.keys()


@pytest.mark.parametrize("address", FOREIGN)
async def test_what_belongs_to_others_does_not_exist(running: Running, address: str) -> None:
    method, path = address.split(" ")
    ids = {
        "incident": running.here.incident,
        "proposal": running.here.waiting,
        "run": running.here.run,
        "key": running.world.keys["ann"].id,
    }
    async with await running.client("eve") as eve:
        foreign = await eve.request(method, path.format(**ids), json=FOREIGN[address])
        nothing = await eve.request(
            method, path.format(**dict.fromkeys(ids, "nothing")), json=FOREIGN[address]
        )
    assert (foreign.status_code, nothing.status_code) == (404, 404)
    told, other = foreign.json(), nothing.json()
    assert re.sub(r"[\w-]{20,}", "…", told["detail"]) == other["detail"].replace("nothing", "…")


@pytest.mark.parametrize("address", [a for a in FOREIGN if a.startswith("GET")])
async def test_ones_own_is_shown(running: Running, address: str) -> None:
    ids = {"incident": running.here.incident, "run": running.here.run}
    async with await running.client("dora") as dora:
        answer = await dora.get(address.split(" ")[1].format(**ids))
    assert answer.status_code == 200


LISTS = ["/api/v1/incidents", "/incidents", "/api/v1/agents", "/api/v1/fleet", "/api/v1/audit", "/stats"]


@pytest.mark.parametrize("path", LISTS)
async def test_lists_hold_only_ones_own(running: Running, path: str) -> None:
    async with await running.client("eve") as eve, await running.client("root") as root:
        text, everything = (await eve.get(path)).text, (await root.get(path)).text
    assert "moef" not in text
    if path != "/stats":
        assert "moef" in everything
    assert len(text) > 100
    assert text != everything


@pytest.mark.parametrize(
    ("method", "path", "body", "login"),
    [
        ("POST", "/api/v1/people", {"login": "zed", "name": "Z", "password": "p" * 12}, "dora"),
        ("POST", "/api/v1/people", {"login": "zed", "name": "Z", "password": "p" * 12}, "oscar"),
        ("GET", "/api/v1/people", None, "oscar"),
        ("GET", "/api/v1/audit", None, "oscar"),
        ("PUT", "/api/v1/stop-switch", {"on": True, "reason": "x"}, "dora"),
        ("PUT", "/api/v1/stop-switch", {"on": False, "reason": "x"}, "oscar"),
        ("POST", "/api/v1/agents/enrolment-tokens", {"hosts": ["moef-1"]}, "oscar"),
    ],
)
async def test_roles_bound_what_one_may_do(
    running: Running, method: str, path: str, body: dict[str, Any] | None, login: str
) -> None:
    async with await running.client(login) as client:
        answer = await client.request(method, path, json=body)
    assert answer.status_code == 403
    assert answer.json()["code"] == "forbidden"
