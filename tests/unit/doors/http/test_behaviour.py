"""How the server answers: signing in, CSRF, limits, malformed requests, headers, and the addresses for scripts."""

from typing import Any

import pytest
from tests.unit.doors.http.conftest import PASSWORD, Running

from bonghwa.doors.http.application import MAX_BODY
from bonghwa.kernel.keys import approver_key
from bonghwa.registry.people.sessions import MAX_FAILURES

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROBLEM = "application/problem+json"


async def test_signing_in_and_out(running: Running) -> None:
    async with running.anonymous() as client:
        assert (await client.get("/api/v1/session")).status_code == 401
        answer = await client.post("/api/v1/session", json={"login": "pat", "password": PASSWORD})
        assert answer.status_code == 200
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        shown = (await client.get("/api/v1/session")).json()
        assert (shown["person"]["login"], shown["csrf"]) == ("pat", answer.json()["csrf"])
        assert (await client.delete("/api/v1/session")).status_code == 403
        gone = await client.delete("/api/v1/session", headers={"X-CSRF-Token": shown["csrf"]})
        assert gone.status_code == 204
        assert (await client.get("/api/v1/person")).status_code == 401


async def test_a_change_needs_the_csrf_token_of_its_own_session(running: Running) -> None:
    other = await running.session("ann")
    async with await running.client("dora") as client:
        own = client.headers.pop("X-CSRF-Token")
        for wrong in ({}, {"X-CSRF-Token": other.csrf}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": own[:-1]}):
            answer = await client.patch("/api/v1/session/person", json={"language": "en"}, headers=wrong)
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        right = await client.patch(
            "/api/v1/session/person", json={"language": "en"}, headers={"X-CSRF-Token": own}
        )
        assert right.json()["language"] == "en"


async def test_a_token_needs_no_csrf_and_is_not_a_cookie(running: Running) -> None:
    async with await running.client("dora") as client:
        token = (await client.post("/api/v1/tokens", json={"label": "script"})).json()["token"]
    async with running.anonymous() as client:
        headers = {"Authorization": f"Bearer {token}"}
        answer = await client.patch("/api/v1/session/person", json={"timezone": "UTC"}, headers=headers)
        assert answer.json()["timezone"] == "UTC"
        as_cookie = {"Cookie": f"bonghwa_session={token}"}
        assert (await client.get("/api/v1/person", headers=as_cookie)).status_code == 401
        bad = await client.get("/api/v1/person", headers={"Authorization": "Bearer bh_guessed"})
        assert (bad.status_code, bad.headers["content-type"]) == (401, PROBLEM)


async def test_guessing_a_password_is_slowed_down(running: Running) -> None:
    async with running.anonymous() as client:
        codes = [
            (
                await client.post(
                    "/api/v1/session", json={"login": "victim", "password": f"wrong password {n}"}
                )
            ).status_code
            for n in range(MAX_FAILURES)
        ]
        assert codes == [401] * MAX_FAILURES
        limited = await client.post("/api/v1/session", json={"login": "victim", "password": PASSWORD})
    assert limited.status_code == 429
    assert int(limited.headers["retry-after"]) == limited.json()["retry_after"] > 0


async def test_the_first_administrator_is_already_there(running: Running) -> None:
    async with running.anonymous() as client:
        assert (await client.get("/api/v1/setup")).json() == {"needed": False}
        body = {"token": "guessed", "login": "evil", "name": "E", "password": PASSWORD}
        assert (await client.post("/api/v1/setup", json=body)).status_code == 401


async def test_large_bodies_are_refused_before_they_are_read(running: Running) -> None:
    async with await running.client("dora") as client:
        big = await client.post("/api/v1/tokens", content=b" " * (MAX_BODY + 1))
        assert (big.status_code, big.json()["code"]) == (413, "too_large")

        async def endless() -> Any:
            yield b"{"

        chunked = await client.post("/api/v1/tokens", content=endless())
        assert chunked.status_code == 411
        assert chunked.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"label": 5}',
        b'{"label": ""}',
        b'{"label": "\\ud800"}',
        b'{"label": "x", "days": 1e400}',
        b'{"label": "x", "days": -1}',
        b"[" * 50_000,
        b'{"label": {"a": "b"}}',
    ],
)
async def test_malformed_bodies_are_named_as_a_problem(running: Running, body: bytes) -> None:
    async with await running.client("dora") as client:
        answer = await client.post(
            "/api/v1/tokens", content=body, headers={"Content-Type": "application/json"}
        )
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/incidents/%00",
        "/api/v1/incidents/" + "x" * 3000,
        "/api/v1/runs/%ED%A0%80",
        "/api/v1/nothing/here",
        "/api/v1/incidents?status=gone",
        "/api/v1/incidents?limit=0",
        "/api/v1/incidents?limit=99999999999999999999",
        "/api/v1/audit?before=99999999999999999999",
        "/api/v1/runs/x/output?after=99999999999999999999",
        "/stats?days=0",
    ],
)
async def test_strange_addresses_are_answered_with_a_problem(running: Running, path: str) -> None:
    async with await running.client("root") as client:
        answer = await client.get(path)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"] == PROBLEM


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%25", "cursor=%00", "cursor=zzz", "q=%27%3B--", "level=high&status=open"]
)
async def test_strange_filters_are_answered(running: Running, query: str) -> None:
    async with await running.client("root") as client:
        assert (await client.get(f"/api/v1/incidents?{query}")).status_code == 200


async def test_numbers_beyond_the_database_are_no_accident(running: Running) -> None:
    async with await running.client("root") as client:
        for path in (
            f"/api/v1/runs/{running.here.run}/output?after={2**80}",
            f"/api/v1/audit?before={2**80}",
        ):
            assert (await client.get(path)).status_code in {200, 422}


async def test_every_answer_carries_the_security_headers(running: Running) -> None:
    async with await running.client("root") as client:
        answers = [
            await client.get("/health"),
            await client.get("/api/v1/nothing"),
            await client.get("/api/v1/incidents"),
            await client.post("/api/v1/tokens", content=b"{"),
            await client.get(f"/api/v1/incidents/{running.here.incident}/report.html"),
        ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "script-src" not in policy or "unsafe" not in policy.split("script-src")[1].split(";")[0]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_addresses_for_scripts(running: Running) -> None:
    async with running.anonymous() as client:
        assert (await client.get("/health")).json()["status"] == "ok"
        assert (await client.get("/ready")).json()["status"] == "ready"
    async with await running.client("root") as client:
        stats = (await client.get("/stats?days=7")).json()
        assert (stats["incidents"], stats["runs"], stats["days"]) == (4, 2, 7)
        incidents = (await client.get("/incidents?limit=2")).json()
        assert [incident["number"] for incident in incidents] == [4, 3]
        metrics = await client.get("/metrics")
        assert metrics.headers["content-type"].startswith("text/plain")


async def test_what_is_shown_speaks_the_readers_language(running: Running) -> None:
    path = f"/api/v1/incidents/{running.here.incident}"
    async with await running.client("dora") as client:
        english = (await client.get(path, headers={"Accept-Language": "en"})).json()
        korean = (await client.get(path, headers={"Accept-Language": "ko"})).json()
    assert english["timeline"][0]["text"] == "First seen in shop on moef-1."
    assert korean["timeline"][0]["text"] != english["timeline"][0]["text"]
    assert english["proposals"][0]["may_approve"] is False
    assert english["proposals"][0]["why_not"] != korean["proposals"][0]["why_not"]


async def test_an_approver_key_is_registered_and_approves_once_the_roster_holds_it(running: Running) -> None:
    world, key = running.world, approver_key()
    async with await running.client("eve") as eve:
        made = await eve.post("/api/v1/approver-keys", json={"jwk": key.jwk(), "label": "test"})
        assert made.status_code == 201
        case = (await eve.get(f"/api/v1/incidents/{running.there.incident}")).json()
        plan = next(p for p in case["proposals"] if p["id"] == running.there.waiting)["plan_hash"]
        url = f"/api/v1/proposals/{running.there.waiting}/approvals"
        now = running.server.store.clock.now()
        other = {"plan_hash": "1" * 64, "signature": world.signature("eve", "1" * 64, now)}
        assert (await eve.post(url, json=other)).status_code == 409
        unknown = {"plan_hash": plan, "signature": world.signature("eve", plan, now, key=approver_key())}
        assert (await eve.post(url, json=unknown)).status_code == 403
        signed = {"plan_hash": plan, "signature": world.signature("eve", plan, now)}
        approved = await eve.post(url, json=signed)
        assert (approved.status_code, approved.json()["key_id"]) == (201, world.keys["eve"].id)
        assert (await eve.post(url, json=signed)).status_code == 409
        assert (await eve.delete(f"/api/v1/approver-keys/{made.json()['id']}")).status_code == 204
